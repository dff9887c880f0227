"""A topic file taken apart, with the line of everything in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from naast.errors import ContentError
from naast.knowledge.checks.document import Document, parse_document
from naast.knowledge.checks.finding import Place
from naast.knowledge.checks.sentences import Passage

READ_ALOUD = (
    "title",
    "question",
    "seek_help",
    "strengths_question",
    "network_question",
    "strengths_question_youth",
    "network_question_youth",
)
"""The fields that a visitor reads."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it; the short answer has the heading ""."""

    heading: str
    place: Place
    passages: tuple[Passage, ...]
    points: int
    """How many of the passages are points of a list."""


@dataclass(frozen=True, slots=True)
class Example:
    topic: str
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class TopicFile:
    """`id` is the file's name: it holds even when the field is wrong."""

    id: str
    front: Document
    sections: tuple[Section, ...]

    def field(self, name: str) -> Any:
        return self.front.data.get(name)

    def items(self, name: str) -> list[Any]:
        """The list in a field; empty when it is no list."""
        return self.front.items(name)

    def place(self, *path: str | int) -> Place:
        return self.front.place(*path)

    def section(self, heading: str) -> Section | None:
        return next((section for section in self.sections if section.heading == heading), None)

    def examples(self) -> list[Example]:
        return [
            Example(self.id, self.place("examples", index), str(text))
            for index, text in enumerate(self.items("examples"))
        ]

    def body(self) -> list[Passage]:
        return [passage for section in self.sections for passage in section.passages]

    def fields(self) -> Iterator[Passage]:
        """What a visitor reads of the front matter."""
        for name in READ_ALOUD:
            if name in self.front.data:
                for path, text in self.front.strings(name):
                    yield Passage(self.place(*path), text)


def read_topic_file(file: Path, shown: str) -> TopicFile:
    """Raises ContentError with file and line when there is no front matter, or it isn't YAML."""
    lines = file.read_text("utf-8").splitlines()
    fences = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if len(fences) < 2 or fences[0] != 0:
        message = "Begin het bestand met een regel ---, dan de velden, dan weer een regel ---."
        raise ContentError(f"{shown}:1", message)
    front = parse_document("\n".join(lines[1 : fences[1]]), shown, lines_before=1)
    if not isinstance(front.data, dict):
        raise ContentError(f"{shown}:1", "Tussen de regels --- horen velden, zoals id: en title:.")
    return TopicFile(file.stem, front, tuple(_sections(lines, fences[1] + 1, shown)))


def _sections(lines: list[str], start: int, shown: str) -> Iterator[Section]:
    """Cut at headings; `start` is the index of the first line of the body."""
    heading, first = "", start
    for index in [*range(start, len(lines)), len(lines)]:
        if index == len(lines) or lines[index].startswith("#"):
            passages = list(_passages(lines, first, index, shown))
            points = sum(lines[p.place.line - 1].startswith("- ") for p in passages)
            yield Section(heading, _section_place(shown, first, heading, passages), tuple(passages), points)
            if index < len(lines):
                heading, first = lines[index].rstrip(), index + 1


def _section_place(shown: str, first: int, heading: str, passages: list[Passage]) -> Place:
    """The heading's own line; for the short answer its first sentence."""
    return passages[0].place if passages and not heading else Place(shown, max(first, 1))


def _passages(lines: list[str], start: int, stop: int, shown: str) -> Iterator[Passage]:
    """Paragraphs and points: both end at an empty line or where a point begins."""
    begin = start
    for index in range(start, stop + 1):
        ends = index == stop or not lines[index].strip() or lines[index].startswith("- ")
        if ends and index > begin:
            text = "\n".join(lines[begin:index])
            yield Passage(Place(shown, begin + 1), re.sub(r"^- ", "", text))
        if ends:
            begin = index if index < stop and lines[index].startswith("- ") else index + 1
