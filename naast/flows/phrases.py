"""Find short phrases in what somebody typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_NOT_A_WORD = re.compile(r"[^\w\s'’/+-]|(?<!\w)['’+-]|['’-](?!\w)")
_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """`text` in small letters, without punctuation, with single spaces."""
    return _SPACES.sub(" ", _NOT_A_WORD.sub(" ", text.lower().replace("’", "'"))).strip()


def whole(text: str, phrases: Iterable[str], extra: int) -> bool:
    """Is plain `text` one of `phrases`, with at most `extra` other words around it? None around `=phrase`."""
    length = len(text.split())
    return any(
        text == p[1:] if p.startswith("=") else length - len(p.split()) <= extra and contains(text, p)
        for p in phrases
    )


def starts(text: str, phrases: Iterable[str]) -> bool:
    """Does plain `text` begin with one of `phrases`, as whole words?"""
    return any(text == p or text.startswith(p + " ") for p in phrases)


def contains(text: str, phrase: str) -> bool:
    """Does plain `text` hold `phrase` as whole words?"""
    return f" {phrase} " in f" {text} "


def any_of(text: str, phrases: Iterable[str]) -> bool:
    return any(contains(text, phrase) for phrase in phrases)


def first_place(text: str, phrases: Sequence[str]) -> int | None:
    """Where the first of `phrases` begins in plain `text`, counted in words."""
    places = [
        f" {text} "[: f" {text} ".index(f" {phrase} ")].count(" ") for phrase in phrases if contains(text, phrase)
    ]
    return min(places, default=None)


def without_lead_in(text: str, words: Sequence[str]) -> str:
    """Plain `text` without the hesitation in front of it ("uh nou ja nee" is "nee")."""
    for word in sorted(words, key=len, reverse=True):
        if text.startswith(word + " "):
            return without_lead_in(text[len(word) + 1 :], words)
    return text
