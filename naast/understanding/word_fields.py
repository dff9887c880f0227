"""Words that belong together: "dut", "slaap" and "bedtijd" are one field.

The examples can't hold every word a parent uses. A field lets the classifier learn from "slaapt niet" what
"doet geen dutje" is about. The fields are data: a name and its words, `slaap*` for longer words as well and
several words for a phrase. A start of five letters or more is also found inside a compound ("middagdutje").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from naast.errors import ContentError
from naast.understanding.text import normalise, words
from naast.yaml_files import read_yaml

_INSIDE_FROM = 5
_LONGEST_START = 24

Found = tuple[int, ...]


def read_word_fields(file: Path) -> dict[str, tuple[str, ...]]:
    """Name → words; none when there is no such file. Raises ContentError when it isn't a map of lists."""
    if not file.exists():
        return {}
    raw = read_yaml(file)
    if not isinstance(raw, dict) or not all(isinstance(value, list) for value in raw.values()):
        raise ContentError(file.name, "Schrijf per woordveld een naam en daaronder een lijst met woorden.")
    return {str(name): tuple(str(word) for word in value) for name, value in raw.items()}


@dataclass(frozen=True, slots=True)
class _Phrase:
    rest: tuple[str, ...]
    field: int


class WordFields:
    """Counts per line how many of its words stand in each field."""

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        self.names = tuple(fields)
        self._whole: dict[str, Found] = {}
        self._starts: dict[str, Found] = {}
        self._phrases: dict[str, tuple[_Phrase, ...]] = {}
        for number, entries in enumerate(fields.values()):
            for entry in entries:
                self._add(normalise(entry), number)

    def _add(self, entry: str, field: int) -> None:
        first, *rest = entry.split()
        if rest:
            self._phrases[first] = (*self._phrases.get(first, ()), _Phrase(tuple(rest), field))
        elif first.endswith("*"):
            self._starts[first[:-1]] = (*self._starts.get(first[:-1], ()), field)
        else:
            self._whole[first] = (*self._whole.get(first, ()), field)

    def features(self, texts: Iterable[str]) -> NDArray[np.float32]:
        """(lines, fields): log2(1 + number of words found), at most 2."""
        of_word: dict[str, set[int]] = {}  # for this call only: what visitors type is not remembered
        rows = [self._one(words(normalise(text)), of_word) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, len(self.names)), np.float32)

    def _one(self, tokens: list[str], of_word: dict[str, set[int]]) -> NDArray[np.float32]:
        counts = np.zeros(len(self.names), np.float32)
        for place, token in enumerate(tokens):
            if token not in of_word:
                of_word[token] = self._of_word(token)
            phrases = self._phrases.get(token, ())
            found = of_word[token] | {p.field for p in phrases if _follows(p.rest, tokens[place + 1 :])}
            counts[list(found)] += 1
        return np.asarray(np.log2(1 + np.minimum(counts, 3)), dtype=np.float32)

    def _of_word(self, token: str) -> set[int]:
        found = set(self._whole.get(token, ()))
        for begin in range(len(token)):
            shortest = 1 if begin == 0 else _INSIDE_FROM
            for end in range(begin + shortest, min(len(token), begin + _LONGEST_START) + 1):
                found.update(self._starts.get(token[begin:end], ()))
        return found


def _follows(rest: tuple[str, ...], tokens: list[str]) -> bool:
    if len(tokens) < len(rest):
        return False
    return all(
        token.startswith(word[:-1]) if word.endswith("*") else token == word
        for word, token in zip(rest, tokens, strict=False)
    )
