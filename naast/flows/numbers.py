"""A number from 0 to 10 in somebody's own words: "een zesje", "7/10", "tussen de 4 en de 5"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from naast.flows.phrases import any_of, contains, plain

HIGHEST = 10
_SCALE = re.compile(r"(?:\bvan\s+)?\b(?:0|nul)\s*(?:tot(?: en met)?|-|t/m)\s*(?:10|tien)\b")
_OF_TEN = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:/|van de|uit de|uit|op de)\s*(?:10|tien)\b")
_PERCENT = re.compile(r"(\d{1,3})\s*(?:%|procent)")
_BELOW_ZERO = re.compile(r"(?:^|\s)(?:-\s?\d+|min\s+\w+|onder nul)(?:\s|$)")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|½|[^\W\d_]+(?:'[^\W\d_]+)?|\d+\w+")
_AND_A_HALF = re.compile(r"([^\W\d_]+?)(?:en|ën)?half\b")
_LATER = re.compile(r"\b(?:maar|nu|inmiddels|vandaag|eerder|liever|bedoel\w*)\s+(.*)$")

_AROUND_NUMBERS = frozenset({"een", "of", "de", "en", "tussen", "nu", "dikke", "denk", "ik", "/"})


@dataclass(frozen=True, slots=True)
class NumberReader:
    """`words`: word → number; `units`: words after a number that make it no mark on a scale."""

    words: Mapping[str, int]
    phrases: Mapping[str, int]
    units: frozenset[str]
    lower_by_one: Sequence[str]
    article: frozenset[str] = field(default=frozenset({"een"}))

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> NumberReader:
        """From reading.yaml."""
        numbers, phrases = data["numbers"], data["number_phrases"]
        return cls(
            {word: number for number, words in numbers.items() for word in words},
            {words: number for number, many in phrases.items() for words in many},
            frozenset(data["units"]),
            tuple(data["lower_by_one"]),
        )

    def read(self, text: str) -> int | None:
        """The number, halves rounded down; of two ("4 of 5") the lower. None when there is none from 0 to 10."""
        said = text.lower().replace("’", "'")
        if percent := _PERCENT.search(said):
            share = int(percent[1])
            return share // HIGHEST if share <= 100 else None
        said = _SCALE.sub(" ", said)
        if match := _OF_TEN.search(said):
            return _in_range(float(match[1].replace(",", ".")))
        for phrase, number in self.phrases.items():
            if contains(plain(said), phrase):
                return number
        if _BELOW_ZERO.search(said):
            return 0
        if (later := _LATER.search(said)) and (number_later := self._lowest(later[1])) is not None:
            return number_later
        return self._lowest(said)

    def only(self, said: str) -> bool:
        """Is plain `said` nothing but numbers?"""
        return all(w.isdigit() or w in self.words or w in _AROUND_NUMBERS for w in said.split())

    def _lowest(self, said: str) -> int | None:
        found = list(self._candidates(said))
        if not found:
            return None
        lowest = _in_range(min(found))
        if lowest and any_of(plain(said), self.lower_by_one):
            return lowest - 1
        return lowest

    def _candidates(self, said: str) -> Iterator[float]:
        tokens = _TOKEN.findall(said)
        for place, token in enumerate(tokens):
            following = tokens[place + 1] if place + 1 < len(tokens) else ""
            if following in self.units:
                continue
            if token[0].isdigit():
                if token.replace(",", "").replace(".", "").isdigit():
                    yield float(token.replace(",", "."))
                elif token in self.words:
                    yield self.words[token]
            elif token in self.words:
                yield self.words[token]
            elif (half := _AND_A_HALF.fullmatch(token)) and half[1] in self.words:
                yield self.words[half[1]]
        if len(tokens) == 1 and tokens[0] in self.article:  # alone, the article is the number
            yield 1


def _in_range(number: float) -> int | None:
    return int(number) if 0 <= number <= HIGHEST else None
