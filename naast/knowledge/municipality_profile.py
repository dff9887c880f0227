"""Who works with whom in a municipality, what exists there, and where its postcodes lie.

What is unknown stays empty; `naast check` shows it as missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from naast.errors import ContentError
from naast.yaml_files import read_yaml

PARTNER_ROLES = (
    "cjg",
    "smw",
    "mee",
    "jip",
    "samenwerkingsverband",
    "wijkteam",
    "voorschool",
    "school",
    "welzijn",
    "gemeente",
    "jeugdhulp",
)
PROGRAMMES = ("jim", "maatje", "buurtgezinnen", "steunouder", "home_start")
"""What may exist locally (domain.md 2.1)."""


@dataclass(frozen=True, slots=True)
class Partner:
    """`name` is an organisation, never a person; `involve_when` says when colleagues call (domain.md S4.3)."""

    role: str
    name: str
    involve_when: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Programme:
    """`exists` is None when nobody checked."""

    exists: bool | None
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """`areas`: postcode-4 → latitude and longitude of its middle. `neighbours`: ids or names."""

    tone: str = "je"
    website: str | None = None
    partners: tuple[Partner, ...] = ()
    neighbours: tuple[str, ...] = ()
    local: Mapping[str, Programme] = field(default_factory=dict)
    areas: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def exists(self, programme: str) -> bool | None:
        """Whether a programme of PROGRAMMES is there; None: unknown."""
        found = self.local.get(programme)
        return found.exists if found else None


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality (or region) that we know of. `served`: this installation works for it."""

    id: str
    name: str
    served: bool
    profile: Profile


def load_places(folder: Path) -> dict[str, Place]:
    """Every municipality in `folder` by id, also those this installation does not serve. Raises ContentError."""
    places = {}
    for file in sorted(folder.glob("*.yaml")):
        raw = read_yaml(file)
        try:
            served = raw.get("served", True)
            places[file.stem] = Place(raw["id"], raw["name"], served, profile_of(raw, file.name))
        except (KeyError, AttributeError) as error:
            raise ContentError(file.name, f"Het veld {error} ontbreekt.") from error
    return places


def served_ids(folder: Path) -> list[str]:
    return [place.id for place in load_places(folder).values() if place.served]


def profile_of(raw: Mapping[str, Any], where: str) -> Profile:
    """From a municipality's file. Raises ContentError."""
    try:
        return Profile(
            tone=raw.get("tone", "je"),
            website=raw.get("website"),
            partners=tuple(
                Partner(p["role"], p["name"], p.get("involve_when"), p.get("source"))
                for p in raw.get("partners") or []
            ),
            neighbours=tuple(raw.get("neighbours") or []),
            local={name: Programme(**entry) for name, entry in (raw.get("local") or {}).items()},
            areas={str(code): (lat, lon) for code, (lat, lon) in (raw.get("areas") or {}).items()},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ContentError(where, f"Partners, local of areas hebben niet de goede vorm: {error}.") from error
