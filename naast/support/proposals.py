"""For one request: who could be asked, why, and who just not. A person decides."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from naast.support.areas import Areas
from naast.support.candidate import Candidate
from naast.support.criteria import Reason, judge, meets_all, shared_interests
from naast.support.needs import Needs
from naast.support.order import order_key


@dataclass(frozen=True, slots=True)
class Proposal:
    """A volunteer with the reasons; `shared` are interests that both named."""

    candidate: Candidate
    reasons: tuple[Reason, ...]
    shared: frozenset[str]

    @property
    def fits(self) -> bool:
        return meets_all(self.reasons)

    @property
    def misses(self) -> int:
        return sum(not reason.fits for reason in self.reasons)


def propose(
    needs: Needs,
    candidates: Iterable[Candidate],
    areas: Areas,
    today: date,
    *,
    declined: Collection[str] = (),
) -> list[Proposal]:
    """Candidates who meet every hard criterion, in fair order. `declined` were asked for this request before."""
    fitting = [p for p in _judged(needs, candidates, areas, today, declined) if p.fits]
    return sorted(fitting, key=lambda p: order_key(needs, p.candidate))


def just_not(
    needs: Needs,
    candidates: Iterable[Candidate],
    areas: Areas,
    today: date,
    *,
    declined: Collection[str] = (),
) -> list[Proposal]:
    """Candidates who miss exactly one criterion: staff may solve that one (a new VOG, another day)."""
    near = [p for p in _judged(needs, candidates, areas, today, declined) if p.misses == 1]
    return sorted(near, key=lambda p: order_key(needs, p.candidate))


def _judged(
    needs: Needs, candidates: Iterable[Candidate], areas: Areas, today: date, declined: Collection[str]
) -> Iterable[Proposal]:
    return (
        Proposal(c, judge(needs, c, areas, today), shared_interests(needs, c))
        for c in candidates
        if c.id not in declined
    )
