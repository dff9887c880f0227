"""A municipality's own facts: name, numbers, opening hours, colour, how long we keep what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any

from naast.errors import ContentError, SetupError
from naast.knowledge.municipality_profile import Profile, profile_of
from naast.yaml_files import read_yaml

REQUIRED_NUMBERS = ("youth_crisis", "out_of_hours_gp")
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

Hours = dict[int, tuple[time, time]]
"""Weekday (Monday = 0) → open from, until, in the municipality's time zone."""


@dataclass(frozen=True, slots=True)
class Municipality:
    """`hours` is None for a desk that never closes (the demo)."""

    id: str
    name: str
    desk_name: str
    hours: Hours | None
    time_zone: str = "Europe/Amsterdam"
    numbers: dict[str, str | None] = field(default_factory=dict)
    accent: str = "#8a1253"
    demo: bool = False
    retention_days: dict[str, int] = field(default_factory=lambda: {"bot": 30, "handed_over": 90})
    profile: Profile = field(default_factory=Profile)


def load_municipality(folder: Path, municipality_id: str) -> Municipality:
    """Raises SetupError when there is no such municipality, ContentError when its file is wrong."""
    file = folder / f"{municipality_id}.yaml"
    if not municipality_id.replace("-", "").isalnum() or not file.exists():
        known = ", ".join(sorted(f.stem for f in folder.glob("*.yaml")))
        raise SetupError(f"Gemeente {municipality_id!r} bestaat niet in {folder.name}/. Er zijn: {known}.")
    raw = read_yaml(file)
    try:
        return Municipality(
            id=raw["id"],
            name=raw["name"],
            desk_name=raw["desk_name"],
            hours=_hours(raw["opening_hours"], file.name),
            time_zone=raw.get("time_zone", "Europe/Amsterdam"),
            numbers=raw["numbers"],
            accent=raw.get("accent", "#8a1253"),
            demo=raw.get("demo", False),
            retention_days=raw.get("retention_days", {"bot": 30, "handed_over": 90}),
            profile=profile_of(raw, file.name),
        )
    except KeyError as error:
        raise ContentError(file.name, f"Het veld {error} ontbreekt.") from error


def check_ready_for_production(municipality: Municipality) -> None:
    """A municipality must make its crisis number known (domain.md 5). Raises SetupError."""
    missing = [number for number in REQUIRED_NUMBERS if not municipality.numbers.get(number)]
    if municipality.demo or municipality.hours is None:
        missing.append("opening_hours (en demo: false)")
    if missing:
        raise SetupError(
            f"Naast start niet voor {municipality.name}: vul in "
            f"knowledge/municipalities/{municipality.id}.yaml nog in: {', '.join(missing)}."
        )


def _hours(raw: Any, where: str) -> Hours | None:
    if raw == "always":
        return None
    hours: Hours = {}
    for day, span in raw.items():
        if day not in WEEKDAYS:
            raise ContentError(where, f"{day!r} is geen dag. Gebruik: {', '.join(WEEKDAYS)}.")
        start, end = str(span).split("-")
        hours[WEEKDAYS.index(day)] = (time.fromisoformat(start), time.fromisoformat(end))
    return hours
