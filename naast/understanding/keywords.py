"""Telltale words: an editor lists what points to a topic by itself ("zakgeld", "uit bed komen")."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import simplemma
from numpy.typing import NDArray

from naast.understanding.text import normalise

_WORD = re.compile(r"[a-z0-9]+")
_LONGEST_PHRASE = 4
_COMPOUND_PART = 5
"""A part of a compound counts from this many letters: `zindelijkheidstraining` has `zindelijk`."""
_COMPOUND_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Keywords:
    """Phrase of lemmas → the classes it points to. A phrase of several topics counts less for each."""

    phrases: dict[tuple[str, ...], tuple[str, ...]]

    @classmethod
    def of(cls, keywords: dict[str, tuple[str, ...]]) -> Keywords:
        """`keywords` by class name."""
        pointed: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for name, phrases in keywords.items():
            for phrase in phrases:
                if lemmas := _lemmas(phrase):
                    pointed[lemmas].add(name)
        return cls({phrase: tuple(sorted(names)) for phrase, names in pointed.items()})

    def scores(self, texts: list[str], classes: tuple[str, ...]) -> NDArray[np.float64]:
        """Per text and class: the square root of what its telltale words add up to."""
        place = {name: i for i, name in enumerate(classes)}
        found = np.zeros((len(texts), len(classes)))
        for row, text in enumerate(texts):
            for names, share in self._hits(text):
                for name in names:
                    found[row, place[name]] += share / len(names)
        result: NDArray[np.float64] = np.sqrt(found)
        return result

    def _hits(self, text: str) -> list[tuple[tuple[str, ...], float]]:
        lemmas = _lemmas(text)
        hits = []
        for start in range(len(lemmas)):
            for length in range(1, _LONGEST_PHRASE + 1):
                if names := self.phrases.get(lemmas[start : start + length]):
                    hits.append((names, float(length)))
            hits += [(names, _COMPOUND_SHARE) for names in self._in_compound(lemmas[start])]
        return hits

    def _in_compound(self, word: str) -> list[tuple[str, ...]]:
        """Keywords that a long word begins or ends with."""
        if len(word) < 2 * _COMPOUND_PART - 2 or (word,) in self.phrases:
            return []
        ends = range(_COMPOUND_PART, len(word) - 1)
        parts = {word[:end] for end in ends} | {word[-end:] for end in ends}
        return [self.phrases[(part,)] for part in parts if (part,) in self.phrases]


def _lemmas(text: str) -> tuple[str, ...]:
    return tuple(_lemma(word) for word in _WORD.findall(normalise(text)))


@lru_cache(maxsize=50_000)
def _lemma(word: str) -> str:
    return str(simplemma.lemmatize(word, lang="nl")).lower()
