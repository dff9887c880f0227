"""The fixed texts in other languages: complete, with the right places to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from naast.knowledge.checks.document import Document
from naast.knowledge.checks.finding import Finding, Kind
from naast.knowledge.checks.shape import TEXT, Shape, check_fields

_EMERGENCY = "112"
_PLACES = {"text": ("{desk}", "{languages}"), "call": ("{number}",)}


def _fits_reviewed(value: Any) -> bool:
    return value is None or (isinstance(value, str) and bool(value.strip()))


def check_language(document: Document, name: str, helplines: frozenset[str]) -> Iterator[Finding]:
    """`name`: the file's name, the language's code. `helplines`: the ids there are."""
    yield from document.repeats()
    yield from check_fields(document, (), _shapes(name, helplines))
    if not isinstance(document.data, dict):
        return
    for field, places in _PLACES.items():
        for place in places:
            text = document.data.get(field)
            if isinstance(text, str) and place not in text:
                yield Finding(document.place(field), f"In {field} hoort {place} te staan.", Kind.PLACEHOLDER)


def check_dutch_words(document: Document) -> Iterator[Finding]:
    yield from document.repeats()
    words = Shape(_fits_words, "een lijst met woorden in kleine letters")
    yield from check_fields(document, (), {"words": words})


def _fits_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word == word.casefold() for word in value)


def _shapes(name: str, helplines: frozenset[str]) -> dict[str, Shape]:
    def fits_lines(value: Any) -> bool:
        return isinstance(value, dict) and _EMERGENCY in value and value.keys() <= helplines

    return {
        "code": Shape(lambda v: v == name, f"de naam van het bestand, zo: {name}"),
        "name": TEXT,
        "dutch_name": TEXT,
        "direction": Shape(lambda v: v in ("ltr", "rtl"), "ltr (van links naar rechts) of rtl"),
        "text": TEXT,
        "person": TEXT,
        "back": TEXT,
        "call": TEXT,
        "lines": Shape(fits_lines, f'per hulplijn waar die voor is, en altijd "{_EMERGENCY}"'),
        "reviewed_by": Shape(_fits_reviewed, "een rol en een datum, of null"),
    }
