"""What the four conversations share: offered after an explanation; passed on only after a yes."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from naast.conversation.content import Choice, Content
from naast.flows.flow import START_INTENT, Heard, Said, State
from naast.flows.guide import Guide
from naast.flows.reader import Reader, Reply
from naast.flows.step import Step, Taken
from naast.flows.talk import OFFERED, Talk
from naast.flows.words import Words
from naast.knowledge.texts import Texts
from naast.support.conversations.reading import FormReader
from naast.support.conversations.steps import APPROVED, Approve, Change
from naast.support.kinds import Kind
from naast.support.made import CARD
from naast.yaml_files import read_yaml

UNSAFE = "unsafe"
PERSON_FIRST = "person_first"
_SURELY_SOMETHING_ELSE = 0.9
_SIGNAL = "onveilig_gezegd"
"""The safety category of somebody who answers that it is not safe (knowledge/safety/categories)."""


class Form(Guide):
    """Subclasses give the questions. What was answered is passed on only after a yes to the whole of it."""

    kind: ClassVar[Kind]
    explained_by: ClassVar[str]
    """The intent whose explanation offers this conversation."""

    def __init__(self, raw: dict[str, Any], common: Texts, reader: Reader) -> None:
        self.form_reader = FormReader.from_data(raw["read"])
        self.read: dict[str, Any] = raw["read"]
        steps = (*self.questions(), Approve(self.read["approve"]), Change())
        super().__init__(Texts(raw), common, reader, steps)

    @classmethod
    def load(cls, knowledge: Path, reader: Reader) -> Form:
        """From `knowledge/support/conversations` and the texts that all flows share."""
        folder = knowledge / "support" / "conversations"
        shared, own = read_yaml(folder / "form.yaml"), read_yaml(folder / f"{cls.name}.yaml")
        both = {name: {**shared[name], **own.get(name, {})} for name in ("read", "choices")}
        return cls({**shared, **own, **both}, Texts.load(knowledge / "texts" / "flows.yaml"), reader)

    def questions(self) -> tuple[Step, ...]:
        """In order; `self.read` and `self.form_reader` are there."""
        raise NotImplementedError

    def offer(self, heard: Heard) -> tuple[str, Choice, State] | None:
        """After the explanation: shall we begin? Not after a safety signal."""
        if heard.level in (1, 2):
            return None
        words = self._words(heard)
        talk = Talk(self.name, OFFERED, heard.youth)
        begin = Choice(f"start:{self.name}", words.say("offer_title"), START_INTENT, {"flow": self.name})
        return words.say("offer"), begin, talk.to_json()

    def finish(self, talk: Talk, words: Words) -> Said:
        """A request when the visitor said yes, a person when something was not safe, else nothing at all."""
        if talk.has(UNSAFE):
            signal = {"type": "signal", "category": _SIGNAL}
            return _over(Content(words.say("unsafe"), (words.person,), signal))
        if talk.has(PERSON_FIRST):
            return _over(Content(words.say("person_first"), (words.person,)))
        if not talk.has(APPROVED):
            return _over(Content(words.say("not_passed_on"), (words.person,)))
        answers = {
            "words": {name: talk.text(name) for name in self._named(talk, words)},
            "facts": self.facts(talk),
        }
        card = {"type": CARD, "kind": self.kind.value, "state": "new", "answers": answers}
        return _over(Content(words.say("done"), (words.person,), card))

    def facts(self, talk: Talk) -> dict[str, Any]:
        return dict(talk.answers.get("facts", {}))

    def _named(self, talk: Talk, words: Words) -> list[str]:
        return [name for name in words.own.lookup("titles") if talk.text(name)]

    def _strays(self, talk: Talk, heard: Heard, reply: Reply) -> bool:
        """Hardly ever: to say again what you look for is no digression, and a story may sound like anything."""
        if heard.intent == self.explained_by:
            return False
        strays = super()._strays(talk, heard, reply)
        if not self._steps[talk.step].story:
            return strays
        return strays and (reply.asks or heard.confidence >= _SURELY_SOMETHING_ELSE)

    def _corrected(self, talk: Talk, reply: Reply, words: Words) -> Said | None:
        """ "Nee, woensdag bedoel ik" changes the last answer that such words can be an answer to."""
        for name in reversed([name for name in talk.asked if name != talk.step]):
            step = self._steps[name]
            if step.fits(reply, talk) and not step.story and step.take(talk, reply, words) is not None:
                return self._ask(talk, words, Taken(words.say("changed")))
        return None


def _over(content: Content) -> Said:
    return Said((content,), None, done=True)
