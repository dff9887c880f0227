"""Lines that people could type, with what the screening should make of them (`data/safety/`)."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from naast.errors import ContentError
from naast.safety.screening import SafetyClass
from naast.yaml_files import parse_yaml, read_yaml

_CLASSES = {
    "alarm.yaml": SafetyClass.ALARM,
    "check.yaml": SafetyClass.CHECK,
    "harmless.yaml": SafetyClass.NONE,
}
_CRISIS_PHRASES = "crisis_phrases.yaml"
_ANNOTATION = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")


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
    def unread(self) -> bool:
        """In the half that nobody who wrote phrases has read: there the figures don't flatter."""
        return self.source == "own" and zlib.crc32(self.text.encode()) % 2 == 1


def load_lines(folder: Path) -> list[Line]:
    """Every line in `folder`. Raises ContentError naming the file when a field is missing."""
    lines = [_line(name, raw, expected) for name, expected in _CLASSES.items() for raw in _read(folder / name)]
    for raw in _read(folder / _CRISIS_PHRASES):
        lines.append(_line(_CRISIS_PHRASES, raw, SafetyClass(raw.get("class", ""))))
    return lines


def load_ordinary(training_dir: Path, knowledge_dir: Path) -> list[str]:
    """Ordinary questions: examples of topics and intents in which nobody is in danger."""
    left_out = read_yaml(training_dir / "safety" / "ordinary.yaml")
    texts: list[str] = []
    for file in sorted((knowledge_dir / "topics").glob("*.md")):
        if file.stem not in left_out["topics_left_out"]:
            front = parse_yaml(file.read_text("utf-8").split("---")[1])
            texts += [str(example) for example in front.get("examples") or []]
    for file in sorted((training_dir / "nlu").glob("*.yml")):
        if file.stem not in left_out["intents_left_out"]:
            texts += _intent_examples(file)
    return list(dict.fromkeys(texts))


def _read(file: Path) -> list[dict[str, Any]]:
    return list(read_yaml(file) or [])


def _line(name: str, raw: dict[str, Any], expected: SafetyClass) -> Line:
    try:
        level = 0 if expected is SafetyClass.NONE else int(raw["level"])
        category = None if expected is SafetyClass.NONE else str(raw["category"])
        return Line(raw["text"], expected, level, category, raw["kind"], raw.get("source", "own"))
    except KeyError as error:
        raise ContentError(name, f"Bij {raw.get('text', '?')!r} ontbreekt {error}.") from error


def _intent_examples(file: Path) -> list[str]:
    found = []
    for block in read_yaml(file)["nlu"]:
        for line in str(block.get("examples", "")).splitlines():
            if line.strip().startswith("- "):
                found.append(_ANNOTATION.sub(r"\1", line.strip()[2:].strip()))
    return found
