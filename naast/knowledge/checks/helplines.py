"""The lines people can call: complete, and rung up not long ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from naast.knowledge.checks.document import Document
from naast.knowledge.checks.finding import Finding, Kind
from naast.knowledge.checks.language import digits
from naast.knowledge.checks.shape import (
    DATE,
    OPTIONAL_TEXT,
    TEXT,
    Shape,
    check_fields,
    is_ages,
    is_date,
    is_https,
    is_text,
    matches,
)
from naast.knowledge.municipalities import REQUIRED_NUMBERS
from naast.safety.helplines import read_hours

_NUMBER = matches(r"\d{3}|0\d{2,3}-\d{4,7}")


def _is_hours(value: Any) -> bool:
    try:
        read_hours(value)
    except (KeyError, TypeError, ValueError):
        return False
    return True


_SHAPES = {
    "id": TEXT,
    "name": TEXT,
    "number": Shape(
        lambda v: v is None or _NUMBER(v), 'een nummer tussen aanhalingstekens, zo: "0800-2000"', required=False
    ),
    "from_municipality": Shape(
        lambda v: v in REQUIRED_NUMBERS, f"een van: {', '.join(REQUIRED_NUMBERS)}", required=False
    ),
    "when": TEXT,
    "hours": Shape(
        _is_hours,
        'tijden zoals {days: werkdagen, from: "08:00", until: "17:00"}; days: werkdagen of elke dag',
        required=False,
    ),
    "ages": Shape(is_ages, "voor wie de lijn is, in jaren, zo: [8, 18]"),
    "cost": OPTIONAL_TEXT,
    "chat": Shape(is_https, "een adres dat begint met https://", required=False),
    "source": Shape(is_text, "het adres waar het nummer staat, of gemeente"),
    "last_verified": DATE,
}


def check_helplines(document: Document, today: date, days: int) -> Iterator[Finding]:
    yield from document.repeats()
    if not isinstance(document.data, list):
        yield Finding(document.place(), "Hier hoort een lijst van hulplijnen.", Kind.WRONG_SHAPE)
        return
    seen: set[str] = set()
    for index, line in enumerate(document.data):
        yield from check_fields(document, (index,), _SHAPES)
        if not isinstance(line, dict):
            continue
        if "number" not in line and "from_municipality" not in line:
            message = "Het veld number ontbreekt. Schrijf het nummer, of from_municipality."
            yield Finding(document.place(index), message, Kind.MISSING_FIELD)
        if str(line.get("id")) in seen:
            message = f"De hulplijn {line['id']} staat er twee keer. Haal er 1 weg."
            yield Finding(document.place(index), message, Kind.HELPLINE)
        seen.add(str(line.get("id")))
        verified = line.get("last_verified")
        if is_date(verified) and (today - verified).days > days:
            message = (
                f"{line.get('name')} is {(today - verified).days} dagen niet nagekeken; hoogstens {days} mag. "
                "Kijk of nummer en tijden kloppen, en vul bij last_verified vandaag in."
            )
            yield Finding(document.place(index, "last_verified"), message, Kind.HELPLINE_AGE)


def helpline_ids(document: Document) -> frozenset[str]:
    return frozenset(str(line.get("id")) for line in _lines(document))


def helpline_numbers(document: Document) -> frozenset[str]:
    """The digits of every known number."""
    return frozenset(digits(str(line["number"])) for line in _lines(document) if line.get("number"))


def _lines(document: Document) -> list[dict[str, object]]:
    data = document.data if isinstance(document.data, list) else []
    return [line for line in data if isinstance(line, dict)]
