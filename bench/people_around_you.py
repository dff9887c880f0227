"""`naast bench`: a plan for many requests at once, on made-up people (no data of anybody)."""

from __future__ import annotations

import random
import time
from datetime import UTC, date, datetime, timedelta

from naast.support.assignment import plan
from naast.support.availability import SLOTS
from naast.support.candidate import Candidate
from naast.support.kinds import Kind
from naast.support.needs import Needs
from naast.support.profile import Profile

_TODAY = date(2026, 11, 24)
_NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
_AREAS = {f"{1000 + n}": (51.7 + 0.01 * (n % 20), 4.9 + 0.015 * (n // 20)) for n in range(200)}
_KINDS = (Kind.MAATJE, Kind.STEUNGEZIN)


def main(requests: int = 2000, volunteers: int = 3000) -> None:
    """Prints how many families a plan serves and how long it takes."""
    draw = random.Random(6)
    wishes = [_needs(draw, n) for n in range(requests)]
    people = [_candidate(draw, n) for n in range(volunteers)]
    start = time.perf_counter()
    pairs = plan(wishes, people, _AREAS, _TODAY)
    took = time.perf_counter() - start
    print(f"plan for {requests} requests, {volunteers} volunteers: {len(pairs)} families served, {took:.1f} s")


def _needs(draw: random.Random, n: int) -> Needs:
    return Needs(
        f"r{n:05}",
        draw.choice(_KINDS),
        _NOW - timedelta(hours=draw.randrange(9000)),
        postcode4=draw.choice(list(_AREAS)),
        slots=frozenset(draw.sample(SLOTS, 3)),
        ages=(draw.randrange(0, 20),),
        languages=frozenset({draw.choices(("nl", "ar", "tr", "pl"), (85, 5, 5, 5))[0]}),
        gender=draw.choices((None, "vrouw", "man"), (70, 20, 10))[0],
        interests=frozenset(draw.sample(("voetbal", "koken", "gamen", "muziek"), 2)),
    )


def _candidate(draw: random.Random, n: int) -> Candidate:
    youngest = draw.randrange(0, 12)
    return Candidate(
        id=f"v{n:05}",
        number=n,
        profile=Profile(
            roles=frozenset({draw.choice(_KINDS)}),
            postcode4=draw.choice(list(_AREAS)),
            max_km=draw.randrange(2, 12),
            slots=frozenset(draw.sample(SLOTS, 4)),
            ages=(youngest, youngest + 8),
            languages=frozenset({"nl", draw.choice(("nl", "ar", "tr", "pl"))}),
            interests=frozenset(draw.sample(("voetbal", "koken", "gamen", "muziek"), 2)),
            gender=draw.choice(("vrouw", "man", None)),
        ),
        capacity=draw.choice((1, 1, 2)),
        running=draw.choice((0, 0, 1)),
        vog_on=_TODAY - timedelta(days=draw.randrange(1300)),
        references_on=_TODAY,
        code_signed_on=_TODAY,
        joined=_NOW - timedelta(days=draw.randrange(900)),
    )


if __name__ == "__main__":
    main()
