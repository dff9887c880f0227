"""What a family or youth asks of a volunteer, as far as staff may select on it (domain.md 2.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from naast.errors import StaffInputInvalid
from naast.support.areas import is_postcode4
from naast.support.availability import SLOTS, Slots
from naast.support.kinds import Kind
from naast.support.profile import GENDERS, OLDEST

DUTCH = "nl"
_MOST = 30


@dataclass(frozen=True, slots=True)
class Needs:
    """An empty or None part was not asked for, and then nobody is left out because of it.

    `ages` are those of the children (or of the youth); `since` is when the request came in.
    """

    request_id: str
    kind: Kind
    since: datetime
    postcode4: str | None = None
    slots: Slots = frozenset()
    ages: tuple[int, ...] = ()
    languages: frozenset[str] = frozenset()
    gender: str | None = None
    interests: frozenset[str] = frozenset()


def checked_facts(facts: dict[str, Any]) -> dict[str, Any]:
    """What a member of staff fills in, as it will be read back. Raises StaffInputInvalid, naming the field."""
    for name, value in facts.items():
        fits, wanted = _STAFF_MAY_SET.get(name, (lambda _: False, "Dit gegeven kennen we niet."))
        if not fits(value):
            raise StaffInputInvalid(wanted, name)
    return facts


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= _MOST and all(isinstance(word, str) for word in value)


def _are_ages(value: Any) -> bool:
    whole = isinstance(value, list) and len(value) <= _MOST and all(type(age) is int for age in value)
    return whole and all(0 <= age <= OLDEST for age in value)


_STAFF_MAY_SET: dict[str, tuple[Callable[[Any], bool], str]] = {
    "postcode4": (lambda v: v is None or is_postcode4(v), "Vul de 4 cijfers van de postcode in."),
    "slots": (lambda v: _is_words(v) and set(v) <= set(SLOTS), "Kies dagdelen uit het rooster, zo: wo-middag."),
    "ages": (_are_ages, f"Vul leeftijden in tussen 0 en {OLDEST}, zo: 4, 7."),
    "languages": (_is_words, "Geef talen, zo: nl, ar."),
    "gender": (lambda v: v is None or v in GENDERS, f"Kies: {', '.join(GENDERS)}. Of laat het leeg."),
    "interests": (_is_words, "Geef een lijst van korte woorden."),
}


def needs_of(request_id: str, kind: Kind, since: datetime, facts: dict[str, Any]) -> Needs:
    """From a request's facts; what isn't a fact that we know is left out."""
    postcode4 = facts.get("postcode4")
    return Needs(
        request_id,
        kind,
        since,
        postcode4=postcode4 if is_postcode4(postcode4) else None,
        slots=frozenset(slot for slot in facts.get("slots", []) if slot in SLOTS),
        ages=tuple(int(age) for age in facts.get("ages", [])),
        languages=frozenset(facts.get("languages", [])),
        gender=facts.get("gender"),
        interests=frozenset(facts.get("interests", [])),
    )
