"""Small numbers are hidden, and so is what would give them away."""

from __future__ import annotations

SMALLEST_CELL = 10


def cell(count: int) -> int | None:
    """The count, or None when it is too small to show."""
    return count if count >= SMALLEST_CELL else None


def parts(counts: dict[str, int]) -> dict[str, int | None]:
    """The parts of a whole that is shown elsewhere.

    One hidden part would follow from the others by subtraction, so then the smallest shown part is hidden too.
    """
    shown = {name: cell(count) for name, count in counts.items()}
    hidden = [name for name, count in counts.items() if shown[name] is None and count]
    if len(hidden) == 1 and (rest := [name for name, value in shown.items() if value is not None]):
        shown[min(rest, key=lambda name: counts[name])] = None
    return shown


def share(part: int, whole: int) -> int | None:
    """A percentage, when the part and what is left of the whole are both large enough."""
    if part < SMALLEST_CELL or (0 < whole - part < SMALLEST_CELL):
        return None
    return round(100 * part / whole)
