"""Where a guided conversation stands: small, plain JSON that travels with the dialogue state, sealed at rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

OFFERED = "offered"
"""The step of a conversation that was only offered, not yet begun."""


@dataclass(slots=True)
class Talk:
    """One guided conversation under way.

    `answers` are per step; `marks` are what the road depends on ("tender", "paused", …); `asked` are the
    steps in the order in which they were put to the visitor.
    """

    flow: str
    step: str
    youth: bool = False
    answers: dict[str, Any] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    tries: int = 0
    strayed: int = 0
    level: int = 0
    """The conversation's safety level as we last knew it (domain.md 3.5)."""

    def to_json(self) -> dict[str, Any]:
        return {
            "flow": self.flow,
            "step": self.step,
            "youth": self.youth,
            "answers": self.answers,
            "marks": sorted(self.marks),
            "asked": self.asked,
            "tries": self.tries,
            "strayed": self.strayed,
            "level": self.level,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Talk:
        return cls(**(value | {"marks": set(value["marks"])}))

    def has(self, mark: str) -> bool:
        return mark in self.marks

    def text(self, name: str) -> str:
        """The answer to step `name` in words; empty when there is none."""
        return str(self.answers.get(name) or "")

    def number(self, name: str) -> int | None:
        found = self.answers.get(name)
        return found if isinstance(found, int) else None
