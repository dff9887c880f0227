"""What a guided conversation says, from its data, in one visitor's variant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from naast.conversation.content import Choice
from naast.flows.flow import ANSWER_INTENT
from naast.knowledge.texts import Texts

SKIP = "skip"
STOP = "stop"


@dataclass(frozen=True, slots=True)
class Words:
    """`own` are the flow's texts, `common` those that all flows share (knowledge/texts/flows.yaml)."""

    own: Texts
    common: Texts
    flow: str
    youth: bool
    desk: str

    def say(self, name: str, /, **values: str) -> str:
        """The flow's text `name`, or else the common one. Raises ContentError."""
        texts = self.own if self.own.has(name) else self.common
        return texts.say(name, youth=self.youth, desk=self.desk, **values)

    def button(self, step: str, answer: str, title: str) -> Choice:
        """A choice whose tap is an answer to `step`."""
        entities = {"flow": self.flow, "step": step, "answer": answer}
        return Choice(f"{self.flow}:{step}:{answer}"[:120], title, ANSWER_INTENT, entities)

    def buttons(self, step: str) -> tuple[Choice, ...]:
        """The choices that the data gives for `step`: `choices.<step>` maps answers to titles."""
        name = f"choices.{step}"
        if not self.own.has(name):
            return ()
        entries: dict[str, Any] = self.own.lookup(name)
        return tuple(self.button(step, answer, self._title(entry)) for answer, entry in entries.items())

    @property
    def person(self) -> Choice:
        return Choice("ask_person", self.say("person_title"), intent="ask_person")

    def _title(self, entry: Any) -> str:
        if isinstance(entry, dict):
            return str(entry.get("youth", entry["text"]) if self.youth else entry["text"])
        return str(entry)
