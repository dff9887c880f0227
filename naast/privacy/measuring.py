"""How much the redactor finds, and how often it masks what it should leave: on chat lines of our own.

A line holds its labels as `{kind|what must be masked}`. A label counts as found when every letter and digit of
it is masked, under whatever name. A false mask is a mask in a line without any label.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from naast.errors import ContentError
from naast.privacy.spans import Kind
from naast.rates import Rate

_LABEL = re.compile(r"\{(\w+)\|([^{}]*)\}")
_KINDS = {
    "email": Kind.EMAIL,
    "iban": Kind.IBAN,
    "kaart": Kind.CARD,
    "telefoon": Kind.PHONE,
    "bsn": Kind.BSN,
    "kenteken": Kind.PLATE,
    "postcode": Kind.POSTCODE,
    "naam": Kind.NAME,
}
Masker = Callable[[str], Iterable[tuple[int, int]]]
"""Text → the stretches that it would mask."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """`spans` are (start, end, kind) in `text`."""

    text: str
    spans: tuple[tuple[int, int, Kind], ...] = ()


@dataclass(slots=True)
class Measured:
    """`missed` and `false` are for whoever improves the redactor."""

    recall: dict[Kind, Rate] = field(default_factory=dict)
    false_masks: Rate = Rate(0, 0)  # noqa: RUF009  (frozen)
    missed: list[tuple[Kind, str]] = field(default_factory=list)
    false: list[str] = field(default_factory=list)


def read_lines(file: Path) -> list[Labelled]:
    """Raises ContentError for an unknown kind."""
    lines = file.read_text("utf-8").splitlines()
    return [_labelled(line, f"{file.name}:{n}") for n, line in enumerate(lines, 1) if line and line[0] != "#"]


def _labelled(line: str, where: str) -> Labelled:
    text, spans, end = "", [], 0
    for match in _LABEL.finditer(line):
        if match[1] not in _KINDS:
            raise ContentError(where, f"Onbekende soort {match[1]!r}. Kies uit: {', '.join(_KINDS)}.")
        text += line[end : match.start()]
        spans.append((len(text), len(text) + len(match[2]), _KINDS[match[1]]))
        text += match[2]
        end = match.end()
    return Labelled(text + line[end:], tuple(spans))


def measure(lines: Iterable[Labelled], mask: Masker) -> Measured:
    measured, found, total = Measured(), dict.fromkeys(Kind, 0), dict.fromkeys(Kind, 0)
    clean = 0
    for line in lines:
        masked = {place for start, end in mask(line.text) for place in range(start, end)}
        clean += not line.spans
        if masked and not line.spans:
            measured.false.append(line.text)
        for start, end, kind in line.spans:
            total[kind] += 1
            whole = all(place in masked for place in range(start, end) if line.text[place].isalnum())
            found[kind] += whole
            if not whole:
                measured.missed.append((kind, line.text))
    measured.recall = {kind: Rate(found[kind], total[kind]) for kind in Kind if total[kind]}
    measured.false_masks = Rate(len(measured.false), clean)
    return measured


def together(rates: Iterable[Rate]) -> Rate:
    found = list(rates)
    return Rate(sum(rate.found for rate in found), sum(rate.total for rate in found))
