"""For many requests at once: a plan that serves as many families as possible, as a proposal.

First we find who can be served: family after family, longest waiting first, each gets a place when the ones before
it keep theirs. (The sets of families that can be served together form a matroid, so going by waiting time never
costs a place: this set is also a largest one.) Then those families and the volunteers are paired so that the load
is spread and the order of `order.py` holds as well as it can for all together.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from naast.support.areas import Areas
from naast.support.candidate import Candidate
from naast.support.fits import any_shared, fit_table
from naast.support.needs import Needs
from naast.support.order import lot

_SPREAD = 0.4
_INTEREST = 0.05
_WAITED = 0.02
_LOT = 0.001
_MOST_PLACES = 4
"""Places of one volunteer that one plan fills at most: more new families at once is too much for anybody."""

Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pair:
    request_id: str
    volunteer_id: str


def plan(
    needs: Sequence[Needs],
    candidates: Sequence[Candidate],
    areas: Areas,
    today: date,
    *,
    declined: Collection[Pair] = (),
) -> list[Pair]:
    """Pairs to propose, longest waiting family first. The order of what comes in makes no difference."""
    waiting = sorted(needs, key=lambda n: (n.since, n.request_id))
    people = sorted(candidates, key=lambda c: c.id)
    if not waiting or not people:
        return []
    fits = fit_table(waiting, people, areas, today)
    _strike(fits, waiting, people, declined)
    owner, place = _places(people, fits)
    served = _served(fits[:, owner])
    if not served:
        return []
    waiting = [waiting[row] for row in served]
    weights = _weights(waiting, people, fits[served])[:, owner]
    weights = np.where(weights > 0, weights + _spread(people, owner, place)[None, :], 0.0)
    rows, columns = min_weight_full_bipartite_matching(csr_matrix(weights), maximize=True)
    return [
        Pair(waiting[row].request_id, people[owner[column]].id) for row, column in zip(rows, columns, strict=True)
    ]


def _strike(
    fits: npt.NDArray[np.bool_],
    waiting: Sequence[Needs],
    people: Sequence[Candidate],
    declined: Collection[Pair],
) -> None:
    row_of = {n.request_id: row for row, n in enumerate(waiting)}
    column_of = {c.id: column for column, c in enumerate(people)}
    for pair in declined:
        if pair.request_id in row_of and pair.volunteer_id in column_of:
            fits[row_of[pair.request_id], column_of[pair.volunteer_id]] = False


def _served(fits: npt.NDArray[np.bool_]) -> list[int]:
    """The rows that can all have a column of their own, earlier rows first (Kuhn's augmenting paths)."""
    choices = [np.flatnonzero(row).tolist() for row in fits]
    taken_by: dict[int, int] = {}
    return [row for row in range(len(choices)) if _seat(row, choices, taken_by)]


def _seat(row: int, choices: list[list[int]], taken_by: dict[int, int]) -> bool:
    """Give `row` a column, moving others to another one of theirs; breadth first. False when there is none."""
    came_from: dict[int, int] = {}
    to_look_at = [row]
    for current in to_look_at:
        for column in choices[current]:
            if column in came_from:
                continue
            came_from[column] = current
            if column not in taken_by:
                _shift(row, column, came_from, taken_by)
                return True
            to_look_at.append(taken_by[column])
    return False


def _shift(row: int, column: int, came_from: dict[int, int], taken_by: dict[int, int]) -> None:
    """Everybody on the path that ends in the free `column` moves up one place."""
    place_of = {owner: column for column, owner in taken_by.items()}
    while True:
        owner = came_from[column]
        taken_by[column] = owner
        if owner == row:
            return
        column = place_of[owner]


def _weights(waiting: Sequence[Needs], people: Sequence[Candidate], fits: npt.NDArray[np.bool_]) -> Weights:
    """0 where it doesn't fit, else above 1."""
    shared = any_shared([n.interests for n in waiting], [c.profile.interests for c in people])
    extra = _waited(people)[None, :] + np.where(shared, _INTEREST, 0)
    return np.where(fits, 1 + extra + _lots(waiting, people), 0.0)


def _waited(people: Sequence[Candidate]) -> Weights:
    """Who waits longest for a question gets the most, in even steps."""
    order = sorted(people, key=lambda c: (c.last_proposed is not None, c.last_proposed or c.joined, c.id))
    place = {c.id: n for n, c in enumerate(order)}
    return np.array([_WAITED * (1 - place[c.id] / len(people)) for c in people])


def _lots(waiting: Sequence[Needs], people: Sequence[Candidate]) -> Weights:
    """A draw per pair, mixed from a draw per person and per family: 6 million digests would cost too much."""
    rows = np.array([lot("request", n.request_id) for n in waiting])
    columns = np.array([lot("volunteer", c.id) for c in people])
    mixed: Weights = np.modf((rows[:, None] + 1) * (columns[None, :] + 1) * 7919.0)[0] * _LOT
    return mixed


def _places(people: Sequence[Candidate], fits: npt.NDArray[np.bool_]) -> tuple[list[int], list[int]]:
    """One column for each free place: whose it is, and the how manieth of that person."""
    wanted = fits.sum(axis=0)
    places = [
        (column, place)
        for column, candidate in enumerate(people)
        for place in range(min(candidate.free, _MOST_PLACES, int(wanted[column])))
    ]
    return [column for column, _ in places], [place for _, place in places]


def _spread(people: Sequence[Candidate], owner: list[int], place: list[int]) -> Weights:
    """A further place, or one of somebody with more going on, weighs less."""
    return np.array(
        [
            _SPREAD * (1 - (people[column].running + further) / people[column].capacity)
            for column, further in zip(owner, place, strict=True)
        ]
    )
