"""Texts that professionals start from: complete, each with a shortcut of its own."""

from __future__ import annotations

from collections.abc import Iterator

from naast.knowledge.checks.document import Document
from naast.knowledge.checks.finding import Finding, Kind
from naast.knowledge.checks.sentences import Passage
from naast.knowledge.checks.shape import OPTIONAL_TEXT, TEXT, Shape, check_fields, matches

_FILE = {"team": OPTIONAL_TEXT, "texts": Shape(lambda v: isinstance(v, list) and bool(v), "een lijst van teksten")}
_TEXT = {
    "shortcut": Shape(matches(r"[a-z]{2,12}"), "2 tot 12 kleine letters, zo: begin"),
    "title": TEXT,
    "text": TEXT,
}


def check_quick_texts(document: Document) -> Iterator[Finding]:
    yield from document.repeats()
    yield from check_fields(document, (), _FILE)
    seen: set[str] = set()
    for index, entry in enumerate(document.items("texts")):
        yield from check_fields(document, ("texts", index), _TEXT)
        shortcut = entry.get("shortcut") if isinstance(entry, dict) else None
        if isinstance(shortcut, str) and shortcut in seen:
            message = f"De sneltoets {shortcut} staat er twee keer. Kies een andere."
            yield Finding(document.place("texts", index, "shortcut"), message, Kind.ID)
        seen.add(str(shortcut))


def quick_text_passages(document: Document) -> Iterator[Passage]:
    """What a visitor may come to read."""
    for path, text in document.strings():
        if path[-1] == "text":
            yield Passage(document.place(*path), text)
