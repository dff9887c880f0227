"""A municipality's own file: complete enough to open, honest about what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from naast.knowledge.checks.document import Document
from naast.knowledge.checks.finding import Finding, Kind
from naast.knowledge.checks.municipality_profile import PROFILE_SHAPES, check_profile, not_served
from naast.knowledge.checks.shape import TEXT, Shape, check_fields, matches
from naast.knowledge.municipalities import REQUIRED_NUMBERS, WEEKDAYS
from naast.knowledge.widget_rules import FIELDS, ORIGIN, PATTERN

_SPAN = re.compile(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d")


def _fits_hours(value: Any) -> bool:
    if isinstance(value, dict):
        return all(day in WEEKDAYS and _SPAN.fullmatch(str(span)) for day, span in value.items())
    return bool(value == "always")


def _fits_days(value: Any) -> bool:
    return isinstance(value, dict) and all(type(days) is int and days > 0 for days in value.values())


def _fits_numbers(value: Any) -> bool:
    return isinstance(value, dict) and all(v is None or isinstance(v, str) for v in value.values())


_PATIENCE = {"silent_minutes", "disconnected_minutes", "unclaimed_minutes", "urgent_unclaimed_seconds"}


def _fits_patience(value: object) -> bool:
    return isinstance(value, dict) and value.keys() <= _PATIENCE and all(_is_positive(v) for v in value.values())


def _is_positive(value: object) -> bool:
    return isinstance(value, int) and value > 0


def _fits_dates(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(day, date) for day in value)


def _fits_widget(value: object) -> bool:
    return isinstance(value, dict) and all(
        name in FIELDS and isinstance(listed, list) and all(_fits_place(name, entry) for entry in listed)
        for name, listed in value.items()
    )


def _fits_place(name: str, entry: object) -> bool:
    return isinstance(entry, str) and bool((ORIGIN if name == "origins" else PATTERN).fullmatch(entry))


_SHAPES = {
    "id": TEXT,
    "name": TEXT,
    "desk_name": TEXT,
    "demo": Shape(lambda v: isinstance(v, bool), "true of false", required=False),
    "opening_hours": Shape(_fits_hours, 'always, of per dag de uren, zo: maandag: "09:00-17:00"'),
    "time_zone": Shape(
        lambda v: isinstance(v, str) and v in available_timezones(),
        "een tijdzone, zo: Europe/Amsterdam",
        required=False,
    ),
    "numbers": Shape(_fits_numbers, 'nummers tussen aanhalingstekens, zo: youth_crisis: "0800-1234". Of null'),
    "accent": Shape(matches(r"#[0-9a-fA-F]{6}"), 'een kleur, zo: "#8a1253"', required=False),
    "max_chats": Shape(lambda v: isinstance(v, int) and v > 0, "een aantal, zo: 4", required=False),
    "patience": Shape(
        _fits_patience, "minuten, zo: {silent_minutes: 10, disconnected_minutes: 3}", required=False
    ),
    "closed_days": Shape(_fits_dates, "datums, zo: [2027-05-05]", required=False),
    "open_holidays": Shape(_fits_dates, "datums, zo: [2027-05-05]", required=False),
    "widget": Shape(
        _fits_widget,
        'websites en pagina\'s, zo: {origins: ["https://www.gemeente.example"], show_on: ["/jeugd/*"]}. '
        "Een website heeft https en geen schuine streep aan het eind",
        required=False,
    ),
    "retention_days": Shape(_fits_days, "aantallen dagen, zo: {bot: 30, handed_over: 90}", required=False),
}


def check_municipality(document: Document, name: str) -> Iterator[Finding]:
    """`name` is the file's name. In a demo, or where we don't work, a missing number is only a warning."""
    yield from document.repeats()
    served = not isinstance(document.data, dict) or document.data.get("served", True)
    yield from check_fields(document, (), (_SHAPES if served else not_served(_SHAPES)) | PROFILE_SHAPES)
    if not isinstance(document.data, dict):
        return
    yield from check_profile(document)
    found = document.data.get("id")
    if isinstance(found, str) and found != name:
        message = f"Het id is {found}, maar het bestand heet {name}.yaml. Maak ze gelijk."
        yield Finding(document.place("id"), message, Kind.ID)
    numbers = document.data.get("numbers")
    for number in REQUIRED_NUMBERS:
        if isinstance(numbers, dict) and not numbers.get(number):
            message = (
                f"Het nummer {number} ontbreekt. Zonder dit nummer mag Naast niet open. Vraag het de gemeente."
            )
            severe = served and document.data.get("demo") is not True
            yield Finding(document.place("numbers", number), message, Kind.MUNICIPAL_NUMBER, severe)
