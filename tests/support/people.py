"""Made-up requests and volunteers: codes instead of names, and a square of postcode areas."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from naast.support.availability import SLOTS
from naast.support.candidate import Candidate
from naast.support.kinds import Kind
from naast.support.needs import Needs
from naast.support.profile import Profile

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
AREAS = {f"10{n:02d}": (52.0 + 0.01 * (n % 5), 5.0 + 0.01 * (n // 5)) for n in range(25)}
POSTCODES = sorted(AREAS)
INTERESTS = ("voetbal", "koken", "gamen", "muziek")
LANGUAGES = ("nl", "ar", "pl", "tr")


def profile(**changes: Any) -> Profile:
    fits_all = Profile(
        roles=frozenset({Kind.MAATJE, Kind.STEUNGEZIN}),
        postcode4=POSTCODES[0],
        max_km=30,
        slots=frozenset(SLOTS),
        ages=(0, 23),
        languages=frozenset({"nl"}),
    )
    return replace(fits_all, **changes)


def candidate(id: str = "v1", **changes: Any) -> Candidate:
    """Fits everything, unless said otherwise. Fields of the profile may be given too."""
    own = {name: changes.pop(name) for name in list(changes) if name in Profile.__dataclass_fields__}
    fits_all = Candidate(
        id=id,
        number=1,
        profile=profile(**own),
        capacity=1,
        running=0,
        vog_on=TODAY - timedelta(days=100),
        references_on=TODAY - timedelta(days=90),
        code_signed_on=TODAY - timedelta(days=90),
        joined=NOW - timedelta(days=200),
    )
    return replace(fits_all, **changes)


def needs(id: str = "r1", **changes: Any) -> Needs:
    asks_little = Needs(id, Kind.MAATJE, NOW - timedelta(days=10), postcode4=POSTCODES[0])
    return replace(asks_little, **changes)


_days = st.integers(0, 1500)
_slots = st.frozensets(st.sampled_from(SLOTS), max_size=4)
_ages = st.tuples(st.integers(0, 23), st.integers(0, 23)).map(lambda pair: (min(pair), max(pair)))


@st.composite
def candidates(draw: st.DrawFn, most: int = 8) -> list[Candidate]:
    """Volunteers of every kind: some without VOG, full, far away, or with little time."""
    made = []
    for n in range(draw(st.integers(0, most))):
        vog_age = draw(st.none() | _days)
        made.append(
            candidate(
                f"v{n}",
                number=n,
                roles=frozenset(draw(st.sets(st.sampled_from([Kind.MAATJE, Kind.STEUNGEZIN]), min_size=1))),
                postcode4=draw(st.sampled_from([*POSTCODES, "9999"])),
                max_km=draw(st.integers(0, 10)),
                slots=draw(_slots),
                ages=draw(_ages),
                languages=frozenset(draw(st.sets(st.sampled_from(LANGUAGES), min_size=1, max_size=2))),
                interests=frozenset(draw(st.sets(st.sampled_from(INTERESTS), max_size=2))),
                gender=draw(st.sampled_from([None, "vrouw", "man"])),
                capacity=(capacity := draw(st.integers(1, 3))),
                running=draw(st.integers(0, capacity)),
                vog_on=None if vog_age is None else TODAY - timedelta(days=vog_age),
                references_on=draw(st.sampled_from([None, TODAY, TODAY, TODAY])),
                last_proposed=draw(st.none() | _days.map(lambda d: NOW - timedelta(days=d))),
                active=draw(st.sampled_from([True, True, True, False])),
            )
        )
    return made


@st.composite
def all_needs(draw: st.DrawFn, most: int = 8) -> list[Needs]:
    made = []
    for n in range(draw(st.integers(0, most))):
        made.append(
            needs(
                f"r{n}",
                kind=draw(st.sampled_from([Kind.MAATJE, Kind.STEUNGEZIN])),
                since=NOW - timedelta(days=draw(_days)),
                postcode4=draw(st.sampled_from([*POSTCODES, "9999", None])),
                slots=draw(_slots),
                ages=tuple(draw(st.lists(st.integers(0, 23), max_size=2))),
                languages=frozenset(draw(st.sets(st.sampled_from(LANGUAGES), max_size=1))),
                interests=frozenset(draw(st.sets(st.sampled_from(INTERESTS), max_size=2))),
                gender=draw(st.sampled_from([None, None, "vrouw", "man"])),
            )
        )
    return made
