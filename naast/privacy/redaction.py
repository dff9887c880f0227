"""Mask what nobody should type in a chat, before it is stored.

Numbers are recognised by their form and check digits, names by cues and a list. The visitor sees the mask, so
that it is clear what we did not keep. What it finds and misses: docs/redaction.md (`naast eval redaction`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from naast.privacy import names, numbers
from naast.privacy.language_model import load_entities
from naast.privacy.shadow import shadow_of
from naast.privacy.spans import Finder, Kind, Span, all_of, without_overlap

_FINDERS: tuple[Finder, ...] = (
    numbers.emails,
    numbers.ibans,
    numbers.cards,
    numbers.phones,
    numbers.bsns,
    numbers.plates,
    numbers.postcodes,
    numbers.addresses,
    names.names,
)
NEVER = (Kind.BSN, Kind.CARD)
"""Kinds that a professional shouldn't type either; a telephone number they may."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """`text` with masks such as [e-mailadres]; `kinds` are what was masked, in Dutch, without repeats."""

    text: str
    kinds: tuple[str, ...]


def redact(text: str, only: Sequence[Kind] = tuple(Kind)) -> Redacted:
    """Mask personal numbers, addresses and names; with `only`, just these kinds."""
    shown, end = "", 0
    found = [span for span in spans(text) if span.kind in only]
    for span in found:
        shown += f"{text[end : span.start]}[{span.kind.value}]"
        end = span.end
    return Redacted(shown + text[end:], tuple(dict.fromkeys(span.kind.value for span in found)))


def spans(text: str) -> list[Span]:
    """What would be masked in `text`, in its order, without overlap."""
    shadow = shadow_of(text)
    found = without_overlap(all_of(_finders(), shadow.text))
    return [Span(*shadow.original(span.start, span.end), span.kind) for span in found]


@cache
def _finders() -> tuple[Finder, ...]:
    entities = load_entities()
    return (*_FINDERS, entities) if entities else _FINDERS


def name_recogniser() -> str:
    """Which way names are recognised here."""
    return "nl_core_news_sm, cues and list" if len(_finders()) > len(_FINDERS) else "cues and list"
