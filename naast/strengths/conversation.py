"""The conversation about strengths: when it is offered, its questions in order, and how it ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from naast.conversation.content import Choice, Content
from naast.flows.flow import Heard, Said, State
from naast.flows.guide import Guide
from naast.flows.reader import Reader
from naast.flows.talk import OFFERED, Talk
from naast.flows.words import Words
from naast.knowledge.texts import Texts
from naast.knowledge.topics import Topic
from naast.strengths import steps
from naast.strengths.compliments import Compliments
from naast.strengths.plan import plan_card, plan_of
from naast.yaml_files import read_yaml

_LONGEST_QUESTION = 600


class Strengths(Guide):
    """Eigen kracht (domain.md 1.3). Offered after an answer, never a condition for anything."""

    name = "strengths"

    def __init__(
        self,
        texts: Texts,
        common: Texts,
        reader: Reader,
        compliments: Compliments,
        road: dict[str, Any],
        topics: dict[str, Topic],
    ) -> None:
        self._not_after = frozenset(road["not_after"])
        super().__init__(
            texts,
            common,
            reader,
            (
                steps.Concrete(),
                steps.Exception_(topics, compliments),
                steps.Scale(),
                steps.Safe(),
                steps.Why(compliments),
                steps.Wonder(),
                steps.Who(),
                steps.Ask(),
                steps.Hard(),
                steps.SmallStep(),
                steps.When(),
                steps.Sure(),
                steps.Smaller(tuple(road["adds_to_step"])),
                steps.SureAgain(),
                steps.Check(),
                steps.Change(road["parts"]),
                steps.Areas(road["areas"]),
            ),
        )

    @classmethod
    def load(cls, knowledge: Path, reader: Reader, topics: dict[str, Topic]) -> Strengths:
        """From `knowledge/strengths` and the texts that all flows share."""
        folder = knowledge / "strengths"
        return cls(
            Texts.load(folder / "texts.yaml"),
            Texts.load(knowledge / "texts" / "flows.yaml"),
            reader,
            Compliments.load(folder / "compliments.yaml"),
            read_yaml(folder / "road.yaml"),
            topics,
        )

    def offer(self, heard: Heard) -> tuple[str, Choice, State] | None:
        """Not after loss, violence or any safety signal, nor when somebody asks for a person."""
        if heard.level or heard.topic is None or heard.topic in self._not_after:
            return None
        if self._reader.read(heard.text).loss:
            return None
        words = self._words(heard)
        talk = Talk(self.name, OFFERED, heard.youth)
        talk.answers["topic"] = heard.topic
        if not heard.tapped:
            talk.answers["question"] = heard.text[:_LONGEST_QUESTION]
        return words.say("offer"), self._start(words), talk.to_json()

    def finish(self, talk: Talk, words: Words) -> Said:
        if talk.has("unsafe"):
            signal = {"type": "signal", "category": steps.UNSAFE}
            return Said((Content("", (words.person,), signal),), None, done=True)
        plan = plan_of(talk, words)
        if plan.empty:
            return Said((Content(words.say("closing_empty"), (words.person,)),), None, done=True)
        tip = Choice("tips", words.say("tip_title"), "follow_up")
        nearby = self._nearby(words)
        closing = words.say("closing") + (f" {words.say('closing_step')}" if plan.step else "")
        content = Content(closing, (tip, nearby, words.person), plan_card(plan, youth=talk.youth))
        return Said((content,), None, done=True)

    def _nearby(self, words: Words) -> Choice:
        intent = "find_maatje" if words.youth else "find_steungezin"
        return Choice("nearby", words.say("who.nearby_title"), intent)
