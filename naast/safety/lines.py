"""Lines that people could type, with what the screening should make of them (`data/safety/`).

`alarm.yaml`, `check.yaml` and `harmless.yaml` were written to be hard. `voices/` has one file for each writer, who
had read neither those nor a phrase; so has `data/unseen/safety/`, which nothing learns from (docs/decisions/0024).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from naast.errors import ContentError
from naast.safety.screening import SafetyClass
from naast.yaml_files import read_yaml

_CLASSES = {
    "alarm.yaml": SafetyClass.ALARM,
    "check.yaml": SafetyClass.CHECK,
    "harmless.yaml": SafetyClass.NONE,
}
_CRISIS_PHRASES = "crisis_phrases.yaml"
_VOICES = "voices"
APART = "unseen"


@dataclass(frozen=True, slots=True)
class Line:
    """`kind` is direct, indirect, typo or mixed; for a harmless line it is why one could stumble over it."""

    text: str
    expected: SafetyClass
    level: int
    category: str | None
    kind: str
    source: str = "own"

    @property
    def writer(self) -> str | None:
        """Who wrote it, where every writer has a file."""
        return self.source if "/" in self.source else None

    @property
    def voice(self) -> bool:
        """Of one of the writers in `voices/`."""
        return self.source.startswith(f"{_VOICES}/")

    @property
    def apart(self) -> bool:
        """Of a writer from whom nothing is learnt."""
        return self.source.startswith(f"{APART}/")

    @property
    def unread(self) -> bool:
        """In the half that nobody who wrote phrases has read: there the figures don't flatter."""
        return self.source == "own" and zlib.crc32(self.text.encode()) % 2 == 1


def load_lines(folder: Path) -> list[Line]:
    """Every line in `folder`. Raises ContentError naming the file when a field is missing."""
    lines = [_line(name, raw, expected) for name, expected in _CLASSES.items() for raw in _read(folder / name)]
    for raw in _read(folder / _CRISIS_PHRASES):
        lines.append(_line(_CRISIS_PHRASES, raw, _class_of(_CRISIS_PHRASES, raw)))
    return lines + load_writers(folder / _VOICES, _VOICES)


def load_writers(folder: Path, name: str) -> list[Line]:
    """The lines of every writer in `folder`: one file each, none when there is no such folder.

    `name` begins their source.
    """
    lines = []
    for file in sorted(folder.glob("*.yaml")):
        source = f"{name}/{file.stem}"
        lines += [_line(source, raw | {"source": source}, _class_of(source, raw)) for raw in _read(file)]
    return lines


def _read(file: Path) -> list[dict[str, Any]]:
    return list(read_yaml(file) or [])


def _class_of(name: str, raw: dict[str, Any]) -> SafetyClass:
    try:
        return SafetyClass(raw["class"])
    except (KeyError, ValueError) as error:
        message = f"Bij {raw.get('text', '?')!r} hoort class: alarm, check of none."
        raise ContentError(name, message) from error


def _line(name: str, raw: dict[str, Any], expected: SafetyClass) -> Line:
    try:
        level = 0 if expected is SafetyClass.NONE else int(raw["level"])
        category = None if expected is SafetyClass.NONE else str(raw["category"])
        return Line(raw["text"], expected, level, category, raw["kind"], raw.get("source", "own"))
    except KeyError as error:
        raise ContentError(name, f"Bij {raw.get('text', '?')!r} ontbreekt {error}.") from error
