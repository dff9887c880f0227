"""A YAML file with the line of every value, so that a message can point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from naast.errors import ContentError
from naast.knowledge.checks.finding import Finding, Kind, Place

Key = str | int
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Document:
    """`data` is what the YAML says; `lines` gives the line (from 1) of the value at a path of keys."""

    file: str
    data: Any
    lines: dict[tuple[Key, ...], int]
    repeated: tuple[tuple[str, int], ...]
    """Fields that stand twice in one place, with the line of the second: YAML keeps that one silently."""

    def place(self, *path: Key) -> Place:
        """Where the value at `path` stands, or else the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return Place(self.file, self.lines.get(path, 1))

    def items(self, *path: Key) -> list[Any]:
        """The list at `path`; empty when there is none, or something else."""
        value = self.data
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        return value if isinstance(value, list) else []

    def strings(self, *below: Key) -> Iterator[tuple[tuple[Key, ...], str]]:
        """Every piece of text at or under `below`, with its path."""
        return ((path, value) for path, value in self.leaves(*below) if isinstance(value, str))

    def leaves(self, *below: Key) -> Iterator[tuple[tuple[Key, ...], Any]]:
        """Every value that holds no others, with its path."""
        value = self.data
        for key in below:
            value = value[key]
        yield from _leaves(below, value)

    def repeats(self) -> Iterator[Finding]:
        for field, line in self.repeated:
            yield Finding(
                Place(self.file, line),
                f"Het veld {field} staat hier voor de tweede keer. Laat er 1 staan.",
                Kind.REPEATED_FIELD,
            )


def read_document(file: Path, shown: str) -> Document:
    """Raises ContentError with file and line when it isn't YAML."""
    return parse_document(file.read_text("utf-8"), shown)


def parse_document(text: str, shown: str, *, lines_before: int = 0) -> Document:
    """The YAML in `text`, which begins after `lines_before` lines of its file. Raises ContentError."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        data = loader.construct_document(node) if node else None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else 0) + 1 + lines_before
        message = "Deze regel is geen geldige YAML. Zet aanhalingstekens om tekst met een dubbele punt of #."
        raise ContentError(f"{shown}:{line}", message) from error
    lines: dict[tuple[Key, ...], int] = {}
    repeated: list[tuple[str, int]] = []
    if node:
        _walk(node, (), lines_before + 1, lines, repeated)
    return Document(shown, data, lines, tuple(repeated))


def unreadable(error: ContentError, shown: str) -> Finding:
    """A ContentError as a finding; its `where` may be `file` or `file:line`."""
    file, _, line = error.where.rpartition(":")
    place = Place(shown, int(line)) if file and line.isdigit() else Place(shown, 1)
    return Finding(place, error.message, Kind.UNREADABLE)


def _walk(
    node: yaml.Node,
    path: tuple[Key, ...],
    first: int,
    lines: dict[tuple[Key, ...], int],
    repeated: list[tuple[str, int]],
) -> None:
    lines.setdefault(path, node.start_mark.line + first)
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _walk(item, (*path, index), first, lines, repeated)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                repeated.append((key.value, key.start_mark.line + first))
            seen.add(key.value)
            lines[(*path, key.value)] = key.start_mark.line + first
            _walk(value, (*path, key.value), first, lines, repeated)


def _leaves(path: tuple[Key, ...], value: Any) -> Iterator[tuple[tuple[Key, ...], Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves((*path, str(key)), inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves((*path, index), inner)
    else:
        yield path, value
