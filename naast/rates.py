"""A share of something counted, with how sure one can be of it."""

from __future__ import annotations

import math
from dataclasses import dataclass

_Z95 = 1.96


@dataclass(frozen=True, slots=True)
class Rate:
    """`found` of `total`, with Wilson's 95 % interval."""

    found: int
    total: int

    @property
    def share(self) -> float:
        return self.found / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        if not self.total:
            return 0.0, 1.0
        n, p = self.total, self.share
        middle = (p + _Z95**2 / (2 * n)) / (1 + _Z95**2 / n)
        reach = _Z95 * math.sqrt(p * (1 - p) / n + _Z95**2 / (4 * n * n)) / (1 + _Z95**2 / n)
        return max(0.0, middle - reach), min(1.0, middle + reach)

    def to_cell(self) -> str:
        """`0.725 (0.57-0.84)`, or `-` when nothing was counted."""
        if not self.total:
            return "-"
        low, high = self.interval
        return f"{self.share:.3f} ({low:.2f}-{high:.2f})"
