"""The order in which candidates who fit are shown. Not a ranking of people: it spreads the load.

First who has least going on, then who shares an interest that the family named, then who has waited longest for
a question, then a lot drawn from the two ids. What somebody says about themselves does not lift them: more
interests, languages or free hours never lower a place, and one shared interest counts as much as ten.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from naast.support.candidate import Candidate
from naast.support.criteria import shared_interests
from naast.support.needs import Needs

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
OrderKey = tuple[float, bool, bool, datetime, float]


def order_key(needs: Needs, candidate: Candidate) -> OrderKey:
    """Smaller comes first; the same whatever else is in the list."""
    return (
        load(candidate),
        not shared_interests(needs, candidate),
        candidate.last_proposed is not None,
        candidate.last_proposed or candidate.joined or _NEVER,
        lot(needs.request_id, candidate.id),
    )


def load(candidate: Candidate) -> float:
    """The part of the capacity that is taken, from 0 to 1."""
    return candidate.running / candidate.capacity if candidate.capacity else 1.0


def lot(one: str, other: str) -> float:
    """A fair draw between 0 and 1 that comes out the same every time for these two."""
    digest = hashlib.sha256(f"{one}:{other}".encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48
