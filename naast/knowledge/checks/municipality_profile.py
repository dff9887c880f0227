"""A municipality's partners, neighbours and what exists there. What is unknown is a hint, never an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from naast.knowledge.checks.document import Document
from naast.knowledge.checks.finding import Finding, Kind
from naast.knowledge.checks.shape import TEXT, Shape, is_https, is_text, is_texts, matches
from naast.knowledge.municipality_profile import PARTNER_ROLES, PROGRAMMES

_POSTCODE = matches(r"[1-9]\d{3}")
_EXPECTED = ("cjg", "smw", "mee", "jip", "samenwerkingsverband", "wijkteam", "voorschool")
_PARTNER = {"role", "name", "involve_when", "source"}
_PROGRAMME = {"exists", "note", "source"}
_WEST, _EAST, _SOUTH, _NORTH = 3.2, 7.3, 50.7, 53.6
"""The Netherlands, roughly: catches latitude and longitude the wrong way round."""


def _fits_partners(value: Any) -> bool:
    return value is None or (
        isinstance(value, list)
        and all(
            isinstance(p, dict)
            and p.keys() <= _PARTNER
            and p.get("role") in PARTNER_ROLES
            and is_text(p.get("name"))
            for p in value
        )
    )


def _fits_local(value: Any) -> bool:
    return value is None or (
        isinstance(value, dict)
        and all(
            name in PROGRAMMES
            and isinstance(p, dict)
            and p.keys() <= _PROGRAMME
            and p.get("exists") in (True, False, None)
            for name, p in value.items()
        )
    )


def _fits_areas(value: Any) -> bool:
    return value is None or (
        isinstance(value, dict) and all(_POSTCODE(code) and _is_dutch(m) for code, m in value.items())
    )


def _is_dutch(middle: Any) -> bool:
    pair = isinstance(middle, list) and len(middle) == 2 and all(type(x) in (int, float) for x in middle)
    return pair and _SOUTH <= middle[0] <= _NORTH and _WEST <= middle[1] <= _EAST


PROFILE_SHAPES = {
    "served": Shape(lambda v: isinstance(v, bool), "true of false", required=False),
    "tone": Shape(lambda v: v == "je", "je: Naast zegt altijd je", required=False),
    "website": Shape(lambda v: v is None or is_https(v), 'een adres, zo: "https://…", of null', required=False),
    "partners": Shape(
        _fits_partners,
        f"een lijst, zo: - {{role: cjg, name: …}}. Rollen: {', '.join(PARTNER_ROLES)}",
        required=False,
    ),
    "neighbours": Shape(lambda v: v is None or v == [] or is_texts(v), "een lijst van namen", required=False),
    "local": Shape(
        _fits_local, f"zo: jim: {{exists: true, source: …}}. Kies uit: {', '.join(PROGRAMMES)}", required=False
    ),
    "areas": Shape(_fits_areas, 'postcodes met breedte en lengte, zo: "1000": [52.1, 5.1]', required=False),
}


def not_served(shapes: Mapping[str, Shape]) -> dict[str, Shape]:
    """Where we don't work only the name must be known; the rest may be empty."""
    return {
        name: shape if name in ("id", "name") else replace(shape, fits=_or_empty(shape), required=False)
        for name, shape in shapes.items()
    } | {"id": TEXT, "name": TEXT}


def _or_empty(shape: Shape) -> Any:
    return lambda value: value is None or shape.fits(value)


def check_profile(document: Document) -> Iterator[Finding]:
    """Everything about this municipality that nobody filled in yet."""
    data = document.data
    for name, what in (
        ("website", "De website"),
        ("neighbours", "De buurgemeenten"),
        ("areas", "De postcodes met hun plek (voor de afstand tot vrijwilligers)"),
    ):
        if not data.get(name):
            yield _missing(
                document, (name,), f"{what} ontbreken nog." if name != "website" else f"{what} ontbreekt."
            )
    if data.get("served") is False and not data.get("opening_hours"):
        yield _missing(document, ("opening_hours",), "De openingstijden ontbreken nog.")
    if data.get("served") is False and not data.get("numbers"):
        yield _missing(document, ("numbers",), "De telefoonnummers ontbreken nog, ook die bij crisis.")
    partners = [p.get("role") for p in document.items("partners") if isinstance(p, dict)]
    if absent := [role for role in _EXPECTED if role not in partners]:
        yield _missing(document, ("partners",), f"Deze partners ontbreken nog: {', '.join(absent)}.")
    local = data.get("local") if isinstance(data.get("local"), dict) else {}
    unknown = [name for name in PROGRAMMES if (local.get(name) or {}).get("exists") is None]
    if unknown:
        yield _missing(document, ("local",), f"We weten niet of dit er is: {', '.join(unknown)}.")


def _missing(document: Document, path: tuple[str, ...], message: str) -> Finding:
    return Finding(document.place(*path), message, Kind.MUNICIPAL_FACT, severe=False)
