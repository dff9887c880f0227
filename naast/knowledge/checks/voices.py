"""Lines in many voices (`data/voices/`): each under a topic or intent that exists, and under one only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from naast.knowledge.checks.document import Document, Key
from naast.knowledge.checks.examples import normalised
from naast.knowledge.checks.finding import Finding, Kind, Place
from naast.knowledge.checks.texts import intent_lines
from naast.knowledge.checks.topic_file import Example

_PARTS = ("topics", "intents")


def check_voices(
    voices: Sequence[Document], examples: Sequence[Example], topics: frozenset[str], nlu: Sequence[Document]
) -> Iterator[Finding]:
    """`examples` are those of `topics`, and `nlu` holds those of the intents."""
    lines = list(intent_lines(nlu))
    known = {"topics": topics, "intents": frozenset(intent for intent, _, _ in lines)}
    first = {normalised(example.text): (example.topic, example.place) for example in examples}
    first |= {normalised(text): (intent, place) for intent, place, text in lines}
    for document in voices:
        if not isinstance(document.data, dict) or set(document.data) != set(_PARTS):
            message = "Hier horen twee velden: topics: en intents:, met per id een lijst van zinnen."
            yield Finding(document.place(), message, Kind.WRONG_SHAPE)
            continue
        for part in _PARTS:
            yield from _part(document, part, known[part], first)


def _part(
    document: Document, part: str, known: frozenset[str], first: dict[str, tuple[str, Place]]
) -> Iterator[Finding]:
    for id_ in _mapping(document.data[part]):
        if id_ not in known:
            message = f"Er is geen onderwerp of intent {id_}. Haal deze zinnen weg of zet ze ergens anders."
            yield Finding(document.place(part, id_), message, Kind.ID)
    for path, value in _values(document, part):
        if not isinstance(value, str):
            message = 'Hier hoort een zin. Zet aanhalingstekens om "ja", "nee" en getallen.'
            yield Finding(document.place(*path), message, Kind.WRONG_SHAPE)
            continue
        under, place = first.setdefault(normalised(value), (str(path[1]), document.place(*path)))
        if under != path[1]:
            message = f"Deze zin staat ook bij {under} ({place}). Kies waar hij hoort."
            yield Finding(document.place(*path), message, Kind.REPEATED_EXAMPLE)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _values(document: Document, part: str) -> Iterator[tuple[tuple[Key, ...], Any]]:
    if not isinstance(document.data[part], dict):
        yield (part,), document.data[part]
        return
    yield from ((path, value) for path, value in document.leaves(part) if len(path) > 1)
