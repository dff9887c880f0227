"""The questions of the conversation about strengths (domain.md 1.3), by what they are about."""

from __future__ import annotations

from naast.strengths.steps.closing import Areas, Change, Check
from naast.strengths.steps.people import Ask, Hard, Who
from naast.strengths.steps.scale import UNSAFE, Safe, Scale
from naast.strengths.steps.small_step import Smaller, SmallStep, Sure, SureAgain, When
from naast.strengths.steps.what_works import Concrete, Exception_, Why, Wonder

__all__ = [
    "UNSAFE",
    "Areas",
    "Ask",
    "Change",
    "Check",
    "Concrete",
    "Exception_",
    "Hard",
    "Safe",
    "Scale",
    "SmallStep",
    "Smaller",
    "Sure",
    "SureAgain",
    "When",
    "Who",
    "Why",
    "Wonder",
]
