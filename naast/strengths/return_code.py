"""A return code: three Dutch words and a check, such as "appel fiets regen 42".

Easy to write on a note and to read out. The check catches a slip of the pen; what protects is that guesses are
limited (naast/web/attempts.py) and that only a keyed hash is kept.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from naast.yaml_files import read_yaml

Choose = Callable[[Sequence[str]], str]
"""Picks one at random; `secrets.choice` in production."""

_WORDS = 3
_CHECKS = 97


def load_words(file: Path) -> tuple[str, ...]:
    return tuple(read_yaml(file)["words"])


def make(words: Sequence[str], choose: Choose) -> str:
    """A new code in its written form."""
    chosen = " ".join(choose(words) for _ in range(_WORDS))
    return f"{chosen} {_check(chosen)}"


def canonical(typed: str) -> str | None:
    """The written form of what somebody typed, whatever the capitals, accents and dashes; None: no such code."""
    bare = unicodedata.normalize("NFKD", typed.lower())
    words, numbers = re.findall(r"[a-z]+", bare.encode("ascii", "ignore").decode()), re.findall(r"\d+", bare)
    if len(words) != _WORDS or len(numbers) != 1:
        return None
    chosen = " ".join(words)
    return f"{chosen} {_check(chosen)}" if numbers[0].zfill(2) == _check(chosen) else None


def _check(chosen: str) -> str:
    return f"{zlib.crc32(chosen.encode()) % _CHECKS:02}"
