"""The outcome of screening one message."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SafetyClass(StrEnum):
    ALARM = "alarm"
    """Levels 1 and 2: helplines at once, a signal, a person with priority."""
    CHECK = "check"
    """Level 3: exactly one calm question, whose answer decides."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Screening:
    """What the screening saw. `words` led to it; `line` is the visitor's own sentence, verbatim."""

    safety_class: SafetyClass
    level: int
    category: str | None = None
    words: str | None = None
    line: str | None = None
    about_information: bool = False
    """A question for school or work: answered normally, with the line in small print."""

    def outranks(self, other: Screening) -> bool:
        """True when this one is more urgent. Level 0 is the least urgent."""
        return (self.level or 9) < (other.level or 9)


NOTHING = Screening(SafetyClass.NONE, 0)
