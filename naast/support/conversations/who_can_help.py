"""Who can help with this, and nearby? At most three offers; four digits of a postcode only when they matter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from naast.conversation.content import Choice, Content
from naast.flows.flow import START_INTENT, Heard, Said, State
from naast.flows.guide import Guide
from naast.flows.reader import Reader
from naast.flows.talk import OFFERED, Talk
from naast.flows.words import Words
from naast.knowledge.texts import Texts
from naast.support.conversations.steps import Pick, Postcode
from naast.support.offers import Wanted
from naast.support.offers_in_words import offers_content
from naast.support.social_map import SocialMap
from naast.yaml_files import read_yaml

NAME = "who_can_help"


def ask_who_can_help(kind: str, title: str) -> Choice:
    """The button that asks the social map for offers of `kind` (`money`, `school`, `maatje`, …)."""
    return Choice(f"start:{NAME}:{kind}", title, START_INTENT, {"flow": NAME, "kind": kind})


class Subject(Pick):
    """What is it about? Known already when a button began the conversation."""

    name = "subject"


class PostcodeIfItMatters(Postcode):
    """Not asked when every answer would give the same offers."""

    def __init__(self, matters: Callable[[Talk], bool]) -> None:
        self._matters = matters

    def due(self, talk: Talk) -> bool:
        return self._matters(talk)


class WhoCanHelp(Guide):
    """Begun by a button. When it is over nothing of it is kept, the postcode least of all."""

    name = NAME

    def __init__(self, raw: dict[str, Any], common: Texts, reader: Reader, social_map: SocialMap) -> None:
        self._map = social_map
        matters = PostcodeIfItMatters(lambda talk: social_map.postcode_matters(self._wanted(talk)))
        super().__init__(Texts(raw), common, reader, (Subject(raw["read"]["subject"]), matters))

    @classmethod
    def load(cls, knowledge: Path, reader: Reader, social_map: SocialMap) -> WhoCanHelp:
        raw = read_yaml(knowledge / "support" / "conversations" / f"{NAME}.yaml")
        return cls(raw, Texts.load(knowledge / "texts" / "flows.yaml"), reader, social_map)

    def offer(self, heard: Heard) -> tuple[str, Choice, State] | None:
        """Never by itself: other answers show the button."""
        return None

    def begin(self, heard: Heard, state: State | None = None) -> Said:
        """With the subject that the button named."""
        talk = Talk(self.name, OFFERED, heard.youth)
        talk.answers |= {"municipality": heard.municipality, "age": heard.age}
        if kind := heard.entities.get("kind"):
            talk.answers["facts"] = {Subject.name: kind}
            talk.asked.append(Subject.name)
        return super().begin(heard, talk.to_json())

    def opening(self, talk: Talk, heard: Heard, words: Words) -> str:
        return ""

    def finish(self, talk: Talk, words: Words) -> Said:
        """Over, but not for good: somebody may ask again for something else."""
        found = self._map.find(self._wanted(talk))
        if not found:
            return Said((Content(words.say("nothing"), (words.person,)),), None)
        exists = self._map.exists(talk.answers["municipality"])
        content = Content(words.say("found"), (words.person,))
        return Said((offers_content(content, found, words.say("maybe_here"), exists),), None)

    def _wanted(self, talk: Talk) -> Wanted:
        facts: dict[str, Any] = talk.answers.get("facts", {})
        return self._map.wanted(
            facts.get(Subject.name, ""),
            talk.answers["municipality"],
            youth=talk.youth,
            age=talk.answers.get("age"),
            postcode4=facts.get(Postcode.name),
        )
