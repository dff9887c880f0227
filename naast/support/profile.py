"""A volunteer's profile as the coordinator fills it in. Contact details are not part of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from naast.errors import StaffInputInvalid
from naast.support.areas import is_postcode4
from naast.support.availability import SLOTS, Slots, ordered
from naast.support.kinds import MATCHED, Kind

GENDERS = ("vrouw", "man", "anders")
_MOST = 30
_LONGEST_WORD = 40
OLDEST = 23
"""The CJG is there from 0 to 23 (domain.md S3.1)."""
_FARTHEST_KM = 60


@dataclass(frozen=True, slots=True)
class Profile:
    """`ages` are the youngest and oldest child or youth, both included; `max_km` how far this person travels."""

    roles: frozenset[Kind]
    postcode4: str
    max_km: int
    slots: Slots
    ages: tuple[int, int]
    languages: frozenset[str]
    interests: frozenset[str] = frozenset()
    gender: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "roles": sorted(role.value for role in self.roles),
            "postcode4": self.postcode4,
            "max_km": self.max_km,
            "slots": ordered(self.slots),
            "ages": list(self.ages),
            "languages": sorted(self.languages),
            "interests": sorted(self.interests),
            "gender": self.gender,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Profile:
        """Nothing may stay unsaid that we select on: saying little must not make somebody fit everywhere.

        Raises StaffInputInvalid, naming the field.
        """
        roles = _words(value, "roles", "Kies maatje, steungezin of allebei.")
        if not roles <= {kind.value for kind in MATCHED}:
            raise StaffInputInvalid("Kies maatje, steungezin of allebei.", "roles")
        slots = _words(value, "slots", "Kies wanneer deze vrijwilliger kan.")
        if not slots <= set(SLOTS):
            raise StaffInputInvalid("Kies dagdelen uit het rooster, zo: wo-middag.", "slots")
        postcode4 = value.get("postcode4")
        if not is_postcode4(postcode4):
            raise StaffInputInvalid("Vul de 4 cijfers van de postcode in.", "postcode4")
        assert isinstance(postcode4, str)
        return cls(
            roles=frozenset(Kind(role) for role in roles),
            postcode4=postcode4,
            max_km=_number(value, "max_km", 0, _FARTHEST_KM),
            slots=slots,
            ages=_ages(value),
            languages=_words(value, "languages", "Kies een of meer talen, zo: nl."),
            interests=_words(value, "interests", "", required=False),
            gender=_gender(value),
        )


def _words(value: dict[str, Any], name: str, missing: str, *, required: bool = True) -> frozenset[str]:
    found = value.get(name) or []
    fits = isinstance(found, list) and len(found) <= _MOST
    if not fits or not all(isinstance(word, str) and 0 < len(word) <= _LONGEST_WORD for word in found):
        raise StaffInputInvalid("Geef een lijst van korte woorden.", name)
    if required and not found:
        raise StaffInputInvalid(missing, name)
    return frozenset(word.strip().lower() for word in found)


def _number(value: dict[str, Any], name: str, least: int, most: int) -> int:
    found = value.get(name)
    if type(found) is not int or not least <= found <= most:
        raise StaffInputInvalid(f"Vul een heel getal in van {least} tot {most}.", name)
    return found


def _ages(value: dict[str, Any]) -> tuple[int, int]:
    found = value.get("ages")
    whole = isinstance(found, list) and len(found) == 2 and all(type(age) is int for age in found)
    if not whole or not 0 <= found[0] <= found[1] <= OLDEST:  # type: ignore[index]
        raise StaffInputInvalid(f"Vul de leeftijd in, van en tot, tussen 0 en {OLDEST}.", "ages")
    return found[0], found[1]  # type: ignore[index]


def _gender(value: dict[str, Any]) -> str | None:
    found = value.get("gender")
    if found is not None and found not in GENDERS:
        raise StaffInputInvalid(f"Kies: {', '.join(GENDERS)}. Of laat het leeg.", "gender")
    return found
