"""What a family or youth asks of a volunteer, as far as staff may select on it (domain.md 2.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from naast.support.areas import is_postcode4
from naast.support.availability import SLOTS, Slots
from naast.support.kinds import Kind

DUTCH = "nl"


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
