"""Find a phrase in a line: words in order by one expression, words in any order one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

_CLOSE = re.compile(r"(?:\S+/[fwip] ){0,5}")
"""At most five words between two parts, and no negation (the kinds of words are in `phrases.py`)."""
_ANY_WORD = frozenset({""})
"""Of expressions that need no word in particular."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phrase stands in a line: from `first` up to `last`, and the words there."""

    first: int
    last: int
    said: str


@dataclass(frozen=True, slots=True)
class InOrder:
    """Words in this order: one regular expression, compiled when first needed."""

    pattern: str

    def prepare(self) -> None:
        """So that no visitor waits for it."""
        _compiled(self.pattern)

    def places(self, line: str, words: frozenset[str]) -> Iterator[Place]:
        for match in _compiled(self.pattern).finditer(line):
            yield Place(match.start(), match.end(), match[0])


@dataclass(frozen=True, slots=True)
class AnyOrder:
    """`{a & b & c}`: each part somewhere, close together, no negation between.

    One expression for all orders of long lists takes seconds to compile. Here only the options are looked for
    of which the line has a word. `parts` holds per part its expressions, under the word that they need.
    """

    parts: tuple[Mapping[str, Sequence[str]], ...]

    def prepare(self) -> None:
        """Nothing: an option is a word or two, ready at once."""

    def places(self, line: str, words: frozenset[str]) -> Iterator[Place]:
        found = []
        for options in self.parts:
            here = [*(options.keys() & words), *(_ANY_WORD & options.keys())]
            spans = {m.span() for word in here for p in options[word] for m in _compiled(p).finditer(line)}
            if not spans:
                return
            found.append(sorted(spans))
        for first, last in sorted(set(_chains(line, tuple(found)))):
            yield Place(first, last, line[first:last])


def _chains(line: str, parts: tuple[list[tuple[int, int]], ...], after: int = -1) -> Iterator[tuple[int, int]]:
    """(first, last) of every way to have one span of each part, in any order, each close to the one before."""
    for number, spans in enumerate(parts):
        rest = parts[:number] + parts[number + 1 :]
        for first, last in spans:
            if after >= 0 and (first < after or not _CLOSE.fullmatch(line, after, first)):
                continue
            if not rest:
                yield first, last
            for _, end in _chains(line, rest, last) if rest else ():
                yield first, end


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
