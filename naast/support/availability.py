"""When somebody is free: seven days in three parts, written as `wo-middag`."""

from __future__ import annotations

from collections.abc import Iterable

DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
PARTS = ("ochtend", "middag", "avond")
SLOTS = tuple(f"{day}-{part}" for day in DAYS for part in PARTS)
DAY_NAMES = dict(
    zip(DAYS, ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"), strict=True)
)
_BIT = {slot: 1 << place for place, slot in enumerate(SLOTS)}

Slots = frozenset[str]


def bits(slots: Iterable[str]) -> int:
    """The slots as a number, for comparing many at once."""
    return sum(_BIT[slot] for slot in set(slots))


def ordered(slots: Iterable[str]) -> list[str]:
    """Monday morning first."""
    return sorted(slots, key=SLOTS.index)


def in_words(slots: Iterable[str]) -> str:
    """`woensdagmiddag, zaterdagochtend`."""
    return ", ".join(DAY_NAMES[slot[:2]] + slot[3:] for slot in ordered(slots))
