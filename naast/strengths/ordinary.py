"""Short answers that we asked for ourselves, and that are no reason for a calm safety question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from naast.conversation.content import Choice
from naast.flows.flow import ANSWER_INTENT, START_INTENT
from naast.flows.phrases import plain, whole
from naast.flows.reader import Reader
from naast.yaml_files import read_yaml

_NETWORK_QUESTION = ":who:nobody"
"""How the id of the button "Niemand" ends; only the question about people around you has it."""
_SHORT = 4


@dataclass(frozen=True, slots=True)
class OrdinaryAnswers:
    """`nobody`, `declining`: ways to say it. "Ik heb niemand" answers our question; "niemand ziet mij" doesn't."""

    nobody: tuple[str, ...]
    declining: tuple[str, ...]
    reader: Reader

    @classmethod
    def load(cls, folder: Path) -> OrdinaryAnswers:
        raw = read_yaml(folder / "reading.yaml")
        return cls(tuple(raw["nobody"]), tuple(raw["declining"]), Reader.load(folder))

    def covers(self, asked: Iterable[Choice], text: str) -> bool:
        """Is `text` nothing but an answer to the question with the choices `asked`?"""
        asked = tuple(asked)
        said = plain(text)
        if any(choice.id.endswith(_NETWORK_QUESTION) for choice in asked):
            somebody = len(said.split()) <= _SHORT and bool(self.reader.read(text).roles)
            return somebody or whole(said, self.nobody, 1)
        guided = any(choice.intent in (START_INTENT, ANSWER_INTENT) for choice in asked)
        return guided and whole(said, self.declining, 0)
