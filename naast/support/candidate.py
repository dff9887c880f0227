"""A volunteer as the proposals see one: profile, checks and how much is going on. No name, no contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from naast.support.profile import Profile

VOG_YEARS = 3
"""A VOG is renewed about every three years (domain.md 2.5)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """`running` counts the matches that take up capacity now; `last_proposed` is None for who never was."""

    id: str
    number: int
    profile: Profile
    capacity: int
    running: int
    vog_on: date | None
    references_on: date | None
    code_signed_on: date | None
    joined: datetime
    last_proposed: datetime | None = None
    active: bool = True

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.running)


def vog_valid_until(vog_on: date) -> date:
    """The last day on which this VOG counts."""
    try:
        return vog_on.replace(year=vog_on.year + VOG_YEARS)
    except ValueError:  # 29 February
        return date(vog_on.year + VOG_YEARS, 2, 28)


def vog_is_valid(vog_on: date | None, today: date) -> bool:
    """A VOG from the future is a typing mistake and counts as none."""
    return vog_on is not None and vog_on <= today <= vog_valid_until(vog_on)
