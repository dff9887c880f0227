"""What can be asked for, and the states that a request goes through."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    JIM = "jim"
    """A mentor whom the youth chose and asks; a professional only supports (domain.md 2.3)."""
    MAATJE = "maatje"
    STEUNGEZIN = "steungezin"
    OFFER = "offer"
    """Somebody who wants to be a maatje or steungezin."""


class State(StrEnum):
    NEW = "new"
    TALKING = "talking"
    """A named professional or coordinator is in touch."""
    CHECKING = "checking"
    WAITING = "waiting"
    """On the waiting list: nobody fits yet."""
    PROPOSED = "proposed"
    MEETING = "meeting"
    """The first meeting is planned, with the coordinator there."""
    TRIAL = "trial"
    STARTED = "started"
    CLOSED = "closed"


MATCHED = frozenset({Kind.MAATJE, Kind.STEUNGEZIN})
"""Kinds for which staff look for a volunteer."""

OPEN = frozenset(State) - {State.CLOSED}
WAITING_STATES = frozenset({State.NEW, State.TALKING, State.WAITING})
"""No volunteer yet."""

_CHECKED = {
    State.NEW: {State.TALKING, State.CLOSED},
    State.TALKING: {State.CHECKING, State.CLOSED},
    State.CHECKING: {State.TALKING, State.STARTED, State.CLOSED},
    State.STARTED: {State.CLOSED},
    State.CLOSED: set[State](),
}
_BY_HAND = {
    State.NEW: {State.TALKING, State.CLOSED},
    State.TALKING: {State.WAITING, State.CLOSED},
    State.WAITING: {State.TALKING, State.CLOSED},
    State.PROPOSED: {State.CLOSED},
    State.MEETING: {State.CLOSED},
    State.TRIAL: {State.CLOSED},
    State.STARTED: {State.CLOSED},
    State.CLOSED: set[State](),
}


def next_states(kind: Kind, state: State) -> frozenset[State]:
    """Where staff may bring a request by hand; the states around a match follow from the match itself."""
    table = _BY_HAND if kind in MATCHED else _CHECKED
    return frozenset(table[state])
