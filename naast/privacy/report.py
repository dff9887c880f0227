"""`docs/redaction.md`: what the redactor finds and wrongly masks, beside `deduce`, in one run."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from importlib.util import find_spec

from naast.knowledge.topics import load_topics
from naast.privacy.measuring import Labelled, Masker, Measured, measure, read_lines, together
from naast.privacy.redaction import name_recogniser, spans
from naast.privacy.spans import PATTERNED, Kind
from naast.rates import Rate
from naast.settings import PROJECT_ROOT, Settings

FILES = {"develop": "chat_lines_develop.txt", "held out": "chat_lines_held_out.txt"}
_DEDUCE_TAGS = frozenset({"bsn", "emailadres", "id", "locatie", "patient", "persoon", "telefoonnummer", "url"})
"""What `deduce` marks of the kinds that we mask; dates, ages and institutions are not counted against it."""
_INTRODUCTION = """\
# Redaction

Written by `naast eval redaction`; don't edit by hand.

What a visitor types passes the redactor before it is stored. A number is recognised by its form and check
digits; after a cue ("mijn bsn is") also with a slip of the pen. Names are found after a cue, after a word for a
relative, or by a list of common first names; a rare name without a cue stays. The visitor sees the mask and why.

Measured on {lines} chat lines of our own (`data/privacy/`): {labelled} with labels, {clean} without. The rules
were improved on the misses of the half *develop* only, but one hand wrote lines and rules, so real chats will do
worse. No line holds a real person, number or address. *Recall*: labels of which every letter and digit was
masked. *False masks*: lines without a label in which something was masked. Intervals are Wilson's, 95 %.

Beside it, in the same run, `deduce` (a redactor for Dutch medical records: made for other texts than chats, and
without account numbers, cards and licence plates). A label counts as found under whatever name it masks it, and
its marks of dates, ages and institutions are not counted as false. Names recognised here by: {recogniser}.
"""


def main_report(settings: Settings) -> str:
    """Measure, write docs/redaction.md and return it."""
    parts = {name: read_lines(settings.training_dir / "privacy" / file) for name, file in FILES.items()}
    everything = [line for lines in parts.values() for line in lines]
    measured = {f"naast, {name}": measure(lines, naast) for name, lines in parts.items()}
    measured["naast, together"] = measure(everything, naast)
    if masker := deduce():
        measured["deduce, together"] = measure(everything, masker)
    others = [
        Labelled(text)
        for topic in load_topics(settings.knowledge_dir / "topics").values()
        for text in topic.examples
    ]
    page = "\n".join(_page(measured, everything, measure(others, naast).false_masks))
    (PROJECT_ROOT / "docs" / "redaction.md").write_text(page, "utf-8")
    return page


def naast(text: str) -> Iterable[tuple[int, int]]:
    return [(span.start, span.end) for span in spans(text)]


def deduce() -> Masker | None:
    """The peer's masker, or None when it is not installed (it is in the extra `dev`)."""
    if find_spec("deduce") is None:
        return None
    logging.getLogger().setLevel(logging.WARNING)
    from deduce import Deduce

    peer = Deduce()

    def mask(text: str) -> Iterable[tuple[int, int]]:
        found = peer.deidentify(text).annotations
        return [(one.start_char, one.end_char) for one in found if one.tag in _DEDUCE_TAGS]

    return mask


def _page(measured: Mapping[str, Measured], lines: list[Labelled], elsewhere: Rate) -> Iterable[str]:
    labelled = sum(bool(line.spans) for line in lines)
    yield _INTRODUCTION.format(
        lines=len(lines), labelled=labelled, clean=len(lines) - labelled, recogniser=name_recogniser()
    )
    yield "| recall | " + " | ".join(measured) + " |"
    yield "|---" * (len(measured) + 1) + "|"
    for kind in Kind:
        cells = [one.recall[kind].to_cell() for one in measured.values() if kind in one.recall]
        if cells:
            yield f"| {kind.value} | {' | '.join(cells)} |"
    yield "| **patterned kinds** | " + " | ".join(patterned(one).to_cell() for one in measured.values()) + " |"
    yield "| **false masks** | " + " | ".join(one.false_masks.to_cell() for one in measured.values()) + " |"
    yield ""
    yield (
        f"False masks in {elsewhere.total} example lines of the topics, written by others without a thought of "
        f"redaction: {elsewhere.found} ({elsewhere.share:.2%}). "
        "The rules for names were corrected on eleven of them."
    )
    yield ""


def patterned(measured: Measured) -> Rate:
    """All kinds but names, together."""
    return together(measured.recall[kind] for kind in PATTERNED if kind in measured.recall)
