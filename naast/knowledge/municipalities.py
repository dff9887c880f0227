"""A municipality's own facts: name, numbers, opening hours, colour, how long we keep what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from naast.errors import ContentError, SetupError
from naast.knowledge.municipality_profile import Profile, profile_of
from naast.knowledge.widget_rules import WidgetRules
from naast.yaml_files import read_yaml

REQUIRED_NUMBERS = ("youth_crisis", "out_of_hours_gp")
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

Hours = dict[int, tuple[time, time]]
"""Weekday (Monday = 0) → open from, until, in the municipality's time zone."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the desk waits before it acts by itself."""

    silent: timedelta = timedelta(minutes=10)
    """The visitor waits for a word: the chat goes back to the queue."""
    disconnected: timedelta = timedelta(minutes=3)
    """The owner's desk page is gone: the same."""
    unclaimed: timedelta = timedelta(minutes=5)
    """Nobody picked it up: the regisseur is told."""
    urgent_unclaimed: timedelta = timedelta(seconds=60)
    """The same for level 1 and 2 (domain.md 3.5)."""


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
    max_chats: int = 4
    """Chats that one professional has at the same time, unless their account says otherwise."""
    patience: Patience = Patience()
    closed_days: frozenset[date] = frozenset()
    """Days on which this municipality is closed besides the public holidays."""
    open_holidays: frozenset[date] = frozenset()
    """Public holidays on which it is open."""
    widget: WidgetRules = field(default_factory=WidgetRules)


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
            max_chats=raw.get("max_chats", 4),
            patience=_patience(raw.get("patience", {})),
            closed_days=frozenset(raw.get("closed_days", [])),
            open_holidays=frozenset(raw.get("open_holidays", [])),
            widget=WidgetRules.of(raw.get("widget") or {}, file.name),
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


def _patience(raw: dict[str, int]) -> Patience:
    """Minutes, and seconds for what is urgent."""
    known = Patience()
    return Patience(
        silent=_minutes(raw, "silent_minutes", known.silent),
        disconnected=_minutes(raw, "disconnected_minutes", known.disconnected),
        unclaimed=_minutes(raw, "unclaimed_minutes", known.unclaimed),
        urgent_unclaimed=timedelta(
            seconds=raw.get("urgent_unclaimed_seconds", known.urgent_unclaimed.total_seconds())
        ),
    )


def _minutes(raw: dict[str, int], name: str, otherwise: timedelta) -> timedelta:
    return timedelta(minutes=raw[name]) if name in raw else otherwise


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
