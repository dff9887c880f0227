"""Which fields a piece of YAML has, and how each should look."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from naast.knowledge.checks.document import Document, Key
from naast.knowledge.checks.finding import Finding, Kind


@dataclass(frozen=True, slots=True)
class Shape:
    """`fits` decides; `looks` tells an editor, in Dutch and with an example, how it should be."""

    fits: Callable[[Any], bool]
    looks: str
    required: bool = True


def is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(is_text(item) for item in value)


def is_https(value: Any) -> bool:
    if not isinstance(value, str) or " " in value:
        return False
    parts = urlsplit(value)
    return parts.scheme == "https" and "." in parts.netloc


def is_date(value: Any) -> TypeGuard[date]:
    return type(value) is date


def is_ages(value: Any) -> bool:
    """[from, until], both included."""
    whole = isinstance(value, list) and len(value) == 2 and all(type(age) is int for age in value)
    return whole and 0 <= value[0] <= value[1]


def matches(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


TEXT = Shape(is_text, "tekst")
OPTIONAL_TEXT = Shape(is_text, "tekst", required=False)
TEXTS = Shape(is_texts, "een lijst van teksten, elk op een eigen regel met een streepje ervoor")
DATE = Shape(is_date, "een datum, zo: 2027-05-01")
HTTPS = Shape(is_https, 'een adres dat begint met https://, zo: "https://www.nji.nl"')


def check_fields(document: Document, path: tuple[Key, ...], shapes: Mapping[str, Shape]) -> Iterator[Finding]:
    """Missing, unknown and wrongly shaped fields of the mapping at `path`."""
    value = _at(document.data, path)
    if not isinstance(value, dict):
        looks = f"velden: {', '.join(shapes)}"
        yield Finding(document.place(*path), f"Hier horen {looks}.", Kind.WRONG_SHAPE)
        return
    for name, shape in shapes.items():
        if name not in value:
            if shape.required:
                message = f"Het veld {name} ontbreekt. Schrijf {name}: met daarachter {shape.looks}."
                yield Finding(document.place(*path), message, Kind.MISSING_FIELD)
        elif not shape.fits(value[name]):
            message = f"Het veld {name} klopt niet. Hier hoort {shape.looks}."
            yield Finding(document.place(*path, name, *_culprit(value[name], shape)), message, Kind.WRONG_SHAPE)
    for name in value:
        if name not in shapes:
            yield Finding(document.place(*path, str(name)), _unknown(str(name), shapes), Kind.UNKNOWN_FIELD)


def _culprit(value: Any, shape: Shape) -> tuple[int, ...]:
    """Of a list, the first item that is wrong by itself."""
    items = value if isinstance(value, list) else []
    return next(((index,) for index, item in enumerate(items) if not shape.fits([item])), ())


def _unknown(name: str, shapes: Mapping[str, Shape]) -> str:
    near = get_close_matches(name, shapes, n=1)
    hint = f"Bedoel je {near[0]}?" if near else "Haal het weg."
    return f"Het veld {name} kennen we niet. {hint}"


def _at(data: Any, path: tuple[Key, ...]) -> Any:
    for key in path:
        data = data[key]
    return data
