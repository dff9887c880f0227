"""One way to write a line, so that spelling and signs matter less."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"'})
_STRETCHED = re.compile(r"(\w)\1{2,}")
_WORD = re.compile(r"\w+(?:['-]\w+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


def normalise(text: str) -> str:
    """`text` in small letters, one kind of quote, and no letter more than twice in a row."""
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).lower()
    return _STRETCHED.sub(r"\1\1", plain)


def words(text: str) -> list[str]:
    """The words of a normalised `text`; "m'n" and "time-out" are one word."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of `text` that hold at least two words."""
    parts = [part.strip() for part in _SENTENCE_END.split(text)]
    return [part for part in parts if len(part.split()) > 1]
