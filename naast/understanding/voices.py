"""What people type, in many voices: lines that only the search learns from (`data/voices/`).

A topic's own examples are its editor's. Lines of many other writers, who had not read them, teach the search how
differently the same worry is put: docs/decisions/0023-many-voices.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from naast.errors import ContentError
from naast.knowledge.topics import Topic
from naast.understanding.examples import Intents
from naast.yaml_files import read_yaml

Lines = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Voice:
    """One writer's lines per topic id and per intent."""

    name: str
    topics: Lines
    intents: Lines


def read_voices(folder: Path) -> tuple[Voice, ...]:
    """One per file, none when there is no such folder. Raises ContentError."""
    return tuple(read_voice(file) for file in sorted(folder.glob("*.yaml")))


def read_voice(file: Path) -> Voice:
    """Raises ContentError when it isn't two maps of lists."""
    try:
        raw = read_yaml(file)
        return Voice(file.stem, _lines(raw["topics"]), _lines(raw["intents"]))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        message = "Schrijf `topics:` en `intents:`, elk met per id een lijst van zinnen."
        raise ContentError(file.name, message) from error


def topics_with(topics: Mapping[str, Topic], voices: Sequence[Voice]) -> dict[str, Topic]:
    """The topics, each with the voices' lines behind its own examples."""
    return {
        id_: replace(topic, examples=_joined(topic.examples, [voice.topics.get(id_, ()) for voice in voices]))
        for id_, topic in topics.items()
    }


def intents_with(intents: Intents, voices: Sequence[Voice]) -> dict[str, tuple[str, ...]]:
    return {
        name: _joined(texts, [voice.intents.get(name, ()) for voice in voices]) for name, texts in intents.items()
    }


def _joined(own: Sequence[str], others: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Without repeats, in order."""
    return tuple(dict.fromkeys([*own, *(text for texts in others for text in texts)]))


def _lines(raw: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    found = {str(id_): tuple(texts) for id_, texts in raw.items()}
    if not all(isinstance(text, str) for texts in found.values() for text in texts):
        raise ValueError("a line is not text")
    return found
