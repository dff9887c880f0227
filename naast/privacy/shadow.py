"""A text as it looks to a reader, for searching: tricks with Unicode don't hide a number."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_DASHES = frozenset("‐‑‒–—―−﹣")


@dataclass(frozen=True, slots=True)
class Shadow:
    """`text` has plain digits, spaces and dashes and nothing invisible; character i was typed at `places[i]`."""

    text: str
    places: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in the text as it was typed, with what is invisible inside it."""
        return self.places[start], self.places[end - 1] + 1


def shadow_of(text: str) -> Shadow:
    shown: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for plain in _plain(character):
            shown.append(plain)
            places.append(place)
    return Shadow("".join(shown), tuple(places))


def _plain(character: str) -> str:
    if character.isascii():
        return character
    if unicodedata.category(character) == "Cf":
        return ""
    if character in _DASHES:
        return "-"
    if (digit := unicodedata.decimal(character, None)) is not None:
        return str(digit)
    compatible = unicodedata.normalize("NFKC", character)
    return " " if compatible.isspace() else compatible
