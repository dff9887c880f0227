"""A stretch of text that nobody should have typed, and its kind in Dutch, as the mask shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    EMAIL = "e-mailadres"
    IBAN = "rekeningnummer"
    CARD = "kaartnummer"
    PHONE = "telefoonnummer"
    BSN = "burgerservicenummer"
    PLATE = "kenteken"
    POSTCODE = "postcode"
    ADDRESS = "adres"
    NAME = "naam"


PATTERNED = tuple(kind for kind in Kind if kind is not Kind.NAME)


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to and without `end`."""

    start: int
    end: int
    kind: Kind


Finder = Callable[[str], Iterable[Span]]


def without_overlap(found: Iterable[Span]) -> list[Span]:
    """In the order of the text; of two that overlap the one that was found first stays."""
    kept: list[Span] = []
    for span in found:
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def all_of(finders: Iterable[Finder], text: str) -> Iterator[Span]:
    for find in finders:
        yield from find(text)
