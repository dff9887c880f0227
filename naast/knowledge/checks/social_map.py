"""The social map: complete, in plain words, and looked at not too long ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from naast.knowledge.checks.document import Document
from naast.knowledge.checks.finding import Finding, Kind
from naast.knowledge.checks.sentences import Passage
from naast.knowledge.checks.shape import (
    TEXT,
    Shape,
    check_fields,
    is_ages,
    is_date,
    is_https,
    is_text,
    is_texts,
)

_READ_BY_VISITORS = ("what", "eligibility", "costs", "waiting_time", "safeguards", "how_to_join")
_NATIONAL = "landelijk"


def _fits_area(value: Any) -> bool:
    if isinstance(value, dict):
        return bool(value) and all(
            name in ("municipalities", "postcodes") and is_texts(items) for name, items in value.items()
        )
    return bool(value == _NATIONAL)


def _fits_contact(value: Any) -> bool:
    known = ("website", "phone", "email")
    if not isinstance(value, dict) or not all(name in known for name in value):
        return False
    return value.get("website") is None or is_https(value["website"])


def _or_empty(shape: Shape) -> Shape:
    return Shape(lambda v: v is None or shape.fits(v), f"{shape.looks}, of null als het niet bekend is", False)


_SHAPES = {
    "id": TEXT,
    "name": TEXT,
    "what": TEXT,
    "eligibility": _or_empty(TEXT),
    "for_whom": Shape(is_texts, "een lijst, zo: [ouder, jongere]"),
    "ages": Shape(is_ages, "van en tot en met, zo: [0, 18]"),
    "kinds": Shape(lambda v: v == [] or is_texts(v), "een lijst, zo: [steungezin]"),
    "programme": _or_empty(TEXT),
    "area": Shape(_fits_area, "landelijk, of zo: {municipalities: [dorp]}, of zo: {postcodes: ['1000']}"),
    "area_in_words": _or_empty(TEXT),
    "costs": _or_empty(TEXT),
    "waiting_time": _or_empty(TEXT),
    "safeguards": _or_empty(TEXT),
    "how_to_join": _or_empty(TEXT),
    "contact": Shape(_fits_contact, 'zo: {website: "https://…", phone: null, email: null}'),
    "when_to_involve": _or_empty(TEXT),
    "owner": TEXT,
    "checked_on": Shape(lambda v: v is None or is_date(v), "een datum, zo: 2026-11-01, of null"),
    "sources": Shape(lambda v: isinstance(v, list) and all(is_https(s) for s in v), "een lijst van adressen"),
    "languages": Shape(is_texts, "een lijst, zo: [nl]", required=False),
    "ids": Shape(lambda v: isinstance(v, dict), "ids uit een ingelezen bestand", required=False),
}


def check_offer(
    document: Document, name: str, audiences: tuple[str, ...], places: frozenset[str], today: date, fresh_days: int
) -> Iterator[Finding]:
    """`name` is the file's name, `places` the ids of municipalities. What is old or unknown is a hint."""
    yield from document.repeats()
    yield from check_fields(document, (), _SHAPES)
    data = document.data
    if not isinstance(data, dict):
        return
    if is_text(data.get("id")) and data["id"] != name:
        message = f"Het id is {data['id']}, maar het bestand heet {name}.yaml. Maak ze gelijk."
        yield Finding(document.place("id"), message, Kind.ID)
    for index, audience in enumerate(document.items("for_whom")):
        if audience not in audiences:
            message = f"{audience} kennen we niet. Kies uit: {', '.join(audiences)}."
            yield Finding(document.place("for_whom", index), message, Kind.WRONG_SHAPE)
    for index, place in enumerate(document.items("area", "municipalities")):
        if place not in places:
            message = f"De gemeente {place} staat niet in knowledge/municipalities."
            yield Finding(document.place("area", "municipalities", index), message, Kind.RELATED)
    yield from _hints(document, today, fresh_days)


def offer_passages(document: Document) -> Iterator[Passage]:
    """The texts that a visitor reads."""
    for name in _READ_BY_VISITORS:
        value = document.data.get(name) if isinstance(document.data, dict) else None
        if is_text(value):
            yield Passage(document.place(name), str(value))


def _hints(document: Document, today: date, fresh_days: int) -> Iterator[Finding]:
    data = document.data
    checked = data.get("checked_on")
    if checked is None:
        message = "Niemand keek dit na. Bezoekers zien het niet. Kijk het na en vul checked_on in."
        yield Finding(document.place("checked_on"), message, Kind.OFFER_AGE, severe=False)
    elif is_date(checked) and today - checked > timedelta(days=fresh_days):
        message = f"Dit is {(today - checked).days} dagen geleden nagekeken. Bezoekers zien het niet meer."
        yield Finding(document.place("checked_on"), message, Kind.OFFER_AGE, severe=False)
    if data.get("kinds") == []:
        message = "Zonder kinds stelt Naast dit nooit voor. Kies bij welke vraag het hoort."
        yield Finding(document.place("kinds"), message, Kind.OFFER_MISSING, severe=False)
    for name in ("when_to_involve", "costs", "safeguards"):
        if not data.get(name):
            message = f"{name} is niet bekend. Vraag het na en vul het in."
            yield Finding(document.place(name), message, Kind.OFFER_MISSING, severe=False)
