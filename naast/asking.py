"""`naast ask`: what the assistant would do with a line as a first message. Needs no engine and no database."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from naast.assistant.turns import OTHER_LANGUAGE
from naast.content import load_content
from naast.errors import InvalidInput
from naast.languages.recognise import DUTCH, Recogniser
from naast.safety.screen import Screener
from naast.safety.screening import SafetyClass
from naast.settings import Settings
from naast.understanding.intents import Decision
from naast.understanding.load import load_understander
from naast.understanding.understand import Understander

Line = tuple[str, str]
"""A text and its audience."""

_BATCH = 64


class Asker:
    """Screens and understands lines the way the web process does."""

    def __init__(self, screener: Screener, understander: Understander, recogniser: Recogniser) -> None:
        self._screener = screener
        self._understander = understander
        self._recogniser = recogniser

    @classmethod
    def load(cls, settings: Settings) -> Asker:
        content = load_content(settings)
        return cls(content.screener(settings), load_understander(settings, content.topics), content.recogniser)

    def ask(self, lines: Iterable[Line]) -> Iterator[dict[str, Any]]:
        """One answer per line, in order; the shape is in design.md, section 6."""
        batch: list[Line] = []
        for line in lines:
            batch.append(line)
            if len(batch) == _BATCH:
                yield from self._answers(batch)
                batch = []
        yield from self._answers(batch)

    def _answers(self, batch: list[Line]) -> Iterator[dict[str, Any]]:
        meanings = self._understander.understand_many([t for t, _ in batch], [a for _, a in batch])
        for (text, _), meaning in zip(batch, meanings, strict=True):
            safety = self._screener.screen(text)
            foreign = self._recogniser.recognise(text) != DUTCH
            worried = safety.safety_class is not SafetyClass.NONE
            yield {
                "text": text,
                "safety": {
                    "class": safety.safety_class.value,
                    "level": safety.level,
                    "category": safety.category if worried else None,
                },
                "intent": {
                    "name": OTHER_LANGUAGE if foreign else meaning.intent,
                    "confidence": 1.0 if foreign else round(meaning.confidence, 4),
                },
                "decision": _decision(meaning.decision, worried=worried, foreign=foreign).value,
                "topics": [{"id": t.id, "score": round(t.score, 4)} for t in meaning.topics],
            }


def _decision(meant: Decision, *, worried: bool, foreign: bool) -> Decision:
    if worried:
        return Decision.SAFETY
    return Decision.SMALLTALK if foreign else meant


def read_lines(source: TextIO, parsed: argparse.Namespace) -> Iterator[Line]:
    """Lines from standard input: plain, or JSON objects with `--jsonl`. Raises InvalidInput with the number."""
    for number, raw in enumerate(source, 1):
        if not raw.strip():
            continue
        if not parsed.jsonl:
            yield raw.strip(), parsed.audience
            continue
        try:
            line = json.loads(raw)
            yield str(line["text"]), str(line.get("audience") or parsed.audience)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InvalidInput(f'line {number} is not a JSON object with "text"', "text") from error
