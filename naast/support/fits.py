"""The same hard criteria for all pairs at once, as a table of true and false.

`criteria.judge` says why; this says only whether, fast enough for 2,000 requests and 3,000 volunteers. A
property test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from naast.support.areas import Areas, distance_km
from naast.support.availability import bits
from naast.support.candidate import Candidate, vog_is_valid
from naast.support.needs import Needs

Table = npt.NDArray[np.bool_]


def fit_table(needs: Sequence[Needs], candidates: Sequence[Candidate], areas: Areas, today: date) -> Table:
    """Shape (requests, volunteers): true where every hard criterion is met."""
    ready = [_ready(candidate, today) for candidate in candidates]
    table: Table = _roles(needs, candidates) & np.array(ready, dtype=bool)[None, :]
    for criterion in (_times, _ages, _languages, _genders):
        table &= criterion(needs, candidates)
    return table & _near(needs, candidates, areas)


def _ready(candidate: Candidate, today: date) -> bool:
    checked = candidate.references_on is not None and candidate.code_signed_on is not None
    return candidate.active and candidate.free > 0 and checked and vog_is_valid(candidate.vog_on, today)


def _roles(needs: Sequence[Needs], candidates: Sequence[Candidate]) -> Table:
    return any_shared([{n.kind.value} for n in needs], [{r.value for r in c.profile.roles} for c in candidates])


def _times(needs: Sequence[Needs], candidates: Sequence[Candidate]) -> Table:
    wanted = np.array([bits(n.slots) for n in needs], dtype=np.int64)
    free = np.array([bits(c.profile.slots) for c in candidates], dtype=np.int64)
    table: Table = (wanted[:, None] == 0) | ((wanted[:, None] & free[None, :]) != 0)
    return table


def _ages(needs: Sequence[Needs], candidates: Sequence[Candidate]) -> Table:
    youngest = np.array([min(n.ages, default=99) for n in needs])
    oldest = np.array([max(n.ages, default=-1) for n in needs])
    begin = np.array([c.profile.ages[0] for c in candidates])
    end = np.array([c.profile.ages[1] for c in candidates])
    table: Table = (youngest[:, None] >= begin[None, :]) & (oldest[:, None] <= end[None, :])
    return table


def _languages(needs: Sequence[Needs], candidates: Sequence[Candidate]) -> Table:
    asked = np.array([bool(n.languages) for n in needs], dtype=bool)
    return ~asked[:, None] | any_shared([n.languages for n in needs], [c.profile.languages for c in candidates])


def _genders(needs: Sequence[Needs], candidates: Sequence[Candidate]) -> Table:
    asked = np.array([n.gender is not None for n in needs], dtype=bool)
    own = [{c.profile.gender} if c.profile.gender else set[str]() for c in candidates]
    return ~asked[:, None] | any_shared([{n.gender} if n.gender else set[str]() for n in needs], own)


def _near(needs: Sequence[Needs], candidates: Sequence[Candidate], areas: Areas) -> Table:
    """Distances are worked out once for each pair of postcode areas."""
    from_ = sorted({n.postcode4 or "" for n in needs})
    to = sorted({c.profile.postcode4 for c in candidates})
    km = np.array([[_km(areas, a, b) for b in to] for a in from_]).reshape(len(from_), len(to))
    rows = np.array([from_.index(n.postcode4 or "") for n in needs], dtype=int)
    columns = np.array([to.index(c.profile.postcode4) for c in candidates], dtype=int)
    reach = np.array([c.profile.max_km for c in candidates], dtype=float)
    table: Table = km[rows[:, None], columns[None, :]] <= reach[None, :]
    return table


def _km(areas: Areas, one: str, other: str) -> float:
    km = distance_km(areas, one, other) if one else None
    return float("inf") if km is None else km


def any_shared(left: Sequence[Iterable[str]], right: Sequence[Iterable[str]]) -> Table:
    """Which sets on the left share a word with which on the right."""
    words = {word: place for place, word in enumerate(sorted({w for group in left for w in group}))}
    rows = np.zeros((len(left), len(words)), dtype=np.float32)
    columns = np.zeros((len(words), len(right)), dtype=np.float32)
    for row, group in enumerate(left):
        rows[row, [words[w] for w in group]] = 1
    for column, group in enumerate(right):
        columns[[words[w] for w in group if w in words], column] = 1
    table: Table = (rows @ columns) > 0
    return table
