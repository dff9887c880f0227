"""Short answers that we asked for ourselves, and that are no reason for a calm safety question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from naast.conversation.content import Choice
from naast.flows.phrases import plain, whole
from naast.yaml_files import read_yaml

_NETWORK_QUESTION = ":who:nobody"
"""How the id of the button "Niemand" ends; only the question about people around you has it."""
_EXTRA_WORDS = 1


@dataclass(frozen=True, slots=True)
class OrdinaryAnswers:
    """`nobody`: ways to say it. "Ik heb niemand" is a valid answer to who is around; "niemand ziet mij" is not."""

    nobody: tuple[str, ...]

    @classmethod
    def load(cls, folder: Path) -> OrdinaryAnswers:
        return cls(tuple(read_yaml(folder / "reading.yaml")["nobody"]))

    def covers(self, asked: Iterable[Choice], text: str) -> bool:
        """Is `text` a bare "niemand", right after the question with the choices `asked`?"""
        about_people = any(choice.id.endswith(_NETWORK_QUESTION) for choice in asked)
        return about_people and whole(plain(text), self.nobody, _EXTRA_WORDS)
