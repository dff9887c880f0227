"""Text as a reader meets it: passages, sentences and words, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from naast.knowledge.checks.finding import Place

_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n\s*\n")
_WORD = re.compile(r"\S*\w\S*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A field, a paragraph or one point of a list."""

    place: Place
    text: str

    def line_of(self, offset: int) -> Place:
        return Place(self.place.file, self.place.line + self.text.count("\n", 0, offset))

    def sentences(self) -> Iterator[Sentence]:
        start = 0
        for stop, following in [*((m.start(), m.end()) for m in _END.finditer(self.text)), (len(self.text),) * 2]:
            if words := len(_WORD.findall(self.text[start:stop])):
                yield Sentence(self.line_of(start), self.text[start:stop].strip(), words)
            start = following


@dataclass(frozen=True, slots=True)
class Sentence:
    place: Place
    text: str
    words: int
    """A number, an address and a word with a hyphen each count as one."""
