"""How Naast speaks: B1, je, no jargon, no promises. The words are data, in `knowledge/language.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from naast.errors import ContentError
from naast.knowledge.checks.document import read_document
from naast.knowledge.checks.finding import Finding, Kind
from naast.knowledge.checks.sentences import Passage, Sentence

_PHONE = re.compile(r"(?<![\w/-])(?:\+31[ -]?|0)\d(?:[ -]?\d){5,9}(?![\w-])|\b14 ?0\d{2,3}\b|\b116[ -]?\d{3}\b")
_AFTER_CALLING = re.compile(r"\bbel\w*\b[^.?!\d]{0,40}\b(\d{3,5})\b(?![-\d])", re.IGNORECASE)
_KINDS = {"je_form": Kind.ADDRESS, "avoid": Kind.WORD, "never": Kind.PROMISE}


@dataclass(frozen=True, slots=True)
class Limits:
    """What `limits` in language.yaml says. Words, sentences, lines and days; `alike` runs from 0 to 1."""

    topics_at_least: int
    sources_at_least: int
    short_answer_sentences: int
    tips_from: int
    tips_to: int
    sentence_words: int
    average_words: float
    examples_at_least: int
    long_example_words: int
    long_examples_share: float
    alike: float
    helpline_days: int
    offer_days: int


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that aren't written, and what an editor does instead."""

    pattern: re.Pattern[str]
    advice: str
    kind: Kind


@dataclass(frozen=True)
class Language:
    limits: Limits
    required_topics: tuple[str, ...]
    audiences: tuple[str, ...]
    placeholders: frozenset[str]
    rules: tuple[Rule, ...]

    @classmethod
    def load(cls, file: Path, shown: str) -> Language:
        """Raises ContentError with file and line."""
        document = read_document(file, shown)
        raw = document.data if isinstance(document.data, dict) else {}
        try:
            return cls(
                Limits(**{field.name: _number(raw["limits"][field.name]) for field in fields(Limits)}),
                tuple(map(str, raw["required_topics"])),
                tuple(map(str, raw["audiences"])),
                frozenset(map(str, raw["placeholders"])),
                tuple(_rule(line, kind) for name, kind in _KINDS.items() for line in raw[name]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            message = f"Dit bestand mist iets of heeft een verkeerde vorm: {error}."
            raise ContentError(f"{shown}:1", message) from error

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile("|".join(rule.pattern.pattern for rule in self.rules), re.IGNORECASE)

    def check(self, passages: Iterable[Passage], numbers: frozenset[str]) -> Iterator[Finding]:
        """Everything that is wrong in each passage; `numbers` are the digits of the known helplines."""
        for passage in passages:
            for sentence in passage.sentences():
                yield from self._length(sentence)
            if self._any.search(passage.text):
                yield from self._wording(passage)
            yield from _numbers(passage, numbers)

    def average(self, passages: Iterable[Passage]) -> Iterator[Finding]:
        """The mean sentence of a whole text, reported at its first passage."""
        sentences = [sentence for passage in passages for sentence in passage.sentences()]
        if not sentences:
            return
        mean = sum(sentence.words for sentence in sentences) / len(sentences)
        if mean > self.limits.average_words:
            message = (
                f"De zinnen hebben gemiddeld {mean:.1f} woorden. "
                f"Meer dan {self.limits.average_words} is te veel. Knip lange zinnen in tweeën."
            )
            yield Finding(sentences[0].place, message, Kind.LONG_ON_AVERAGE)

    def _length(self, sentence: Sentence) -> Iterator[Finding]:
        if sentence.words > self.limits.sentence_words:
            message = (
                f"Deze zin heeft {sentence.words} woorden. Meer dan {self.limits.sentence_words} is te lang. "
                f"Knip hem in tweeën: {_start(sentence.text)}"
            )
            yield Finding(sentence.place, message, Kind.LONG_SENTENCE)

    def _wording(self, passage: Passage) -> Iterator[Finding]:
        for rule in self.rules:
            for match in rule.pattern.finditer(passage.text):
                words = " ".join(match[0].split())
                yield Finding(passage.line_of(match.start()), f'Schrijf niet "{words}". {rule.advice}', rule.kind)


def digits(number: str) -> str:
    return re.sub(r"\D", "", number.replace("+31", "0"))


def _numbers(passage: Passage, known: frozenset[str]) -> Iterator[Finding]:
    found = [(m.start(), m[0]) for m in _PHONE.finditer(passage.text)]
    found += [(m.start(1), m[1]) for m in _AFTER_CALLING.finditer(passage.text)]
    for offset, number in sorted(set(found)):
        if digits(number) not in known:
            message = (
                f"Het nummer {number} staat niet in safety/helplines.yaml. Zet het daar bij, of haal het hier weg."
            )
            yield Finding(passage.line_of(offset), message, Kind.PHONE_NUMBER)


def _number(value: Any) -> Any:
    """Raises TypeError for what is no number."""
    if type(value) not in (int, float):
        raise TypeError(f"{value!r} is geen getal")
    return value


def _rule(raw: dict[str, Any], kind: Kind) -> Rule:
    words = "|".join(_expression(word) for word in raw["words"])
    return Rule(re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.IGNORECASE), raw["advice"], kind)


def _expression(word: str) -> str:
    """`*` stands for the rest of a word, `...` for one to three words."""
    parts = [
        r"\S+(?:\s+\S+){0,2}?" if part == "..." else re.escape(part).replace(r"\*", r"\w*")
        for part in word.split()
    ]
    return r"\s+".join(parts)


def _start(text: str) -> str:
    flat = " ".join(text.split())
    return f'"{flat}"' if len(flat) <= 60 else f'"{flat[:57]}…"'
