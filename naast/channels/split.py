"""Cut a long text where a reader would pause: between paragraphs or sentences, else between words."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PAUSES = (re.compile(r"\n{2,}"), re.compile(r"\n|(?<=[.!?…])\s+"), re.compile(r"\s+"))


def length(text: str) -> int:
    """UTF-16 units: the unit in which messaging apps count, never less than characters."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int, last: int | None = None) -> list[str]:
    """Pieces of at most `limit`, the last one of at most `last`; nothing is lost but the white space between."""
    pieces = list(_cut(text.strip(), limit))
    if last is not None and pieces and length(pieces[-1]) > last:
        pieces[-1:] = _cut(pieces[-1], last)
    return pieces


def _cut(text: str, limit: int) -> Iterator[str]:
    while length(text) > limit:
        end, following = _place(text, limit)
        yield text[:end].rstrip()
        text = text[following:].lstrip()
    if text:
        yield text


def _place(text: str, limit: int) -> tuple[int, int]:
    """Where this piece ends and the next begins: the last good pause that fits."""
    fits = _fitting(text, limit)
    for pause in _PAUSES:
        found = [match for match in pause.finditer(text, 0, fits + 1) if 0 < match.start() <= fits]
        if found and found[-1].start() >= fits // 3:
            return found[-1].start(), found[-1].end()
    return fits, fits


def _fitting(text: str, limit: int) -> int:
    """How many characters of `text` make at most `limit` units; never cuts one in two."""
    taken = 0
    for index, character in enumerate(text):
        taken += 2 if ord(character) > 0xFFFF else 1
        if taken > limit:
            return max(index, 1)
    return len(text)


def shortened(title: str, longest: int) -> str:
    """At most `longest`, cut at a word, with a mark that there is more."""
    if length(title) <= longest:
        return title
    start = title[: _fitting(title, longest - 1)]
    start = start if length(start) < longest else ""
    return (start.rsplit(" ", 1)[0] if " " in start else start) + "…"
