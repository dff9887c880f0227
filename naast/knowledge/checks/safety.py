"""What the screening says and reads: replies, categories, and the phrases an expert wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from naast.errors import ContentError
from naast.knowledge.checks.document import Document
from naast.knowledge.checks.finding import Finding, Kind
from naast.knowledge.checks.sentences import Passage
from naast.knowledge.checks.shape import TEXT, Shape, check_fields, is_text, is_texts
from naast.safety.phrases import finder_of
from naast.safety.wording import Wording

_LISTS = ("now", "serious", "worry")
_PHRASES = Shape(lambda v: v is None or is_texts(v), "een lijst van zinnen", required=False)
_CATEGORY = {
    "id": TEXT,
    "title": TEXT,
    "reply": TEXT,
    "question": TEXT,
    "also_past": Shape(lambda v: isinstance(v, bool), "true of false", required=False),
    "signed_by": Shape(lambda v: v is None or is_text(v), "null, of wie tekende en wanneer", required=False),
    **dict.fromkeys(_LISTS, _PHRASES),
}
_IDS = Shape(lambda v: is_texts(v) and bool(v), "een lijst van ids uit helplines.yaml, met minstens 1 id")
_REPLY = {
    "now": TEXT,
    "serious": TEXT,
    "lines": _IDS,
    "young_lines": Shape(is_texts, "een lijst van ids uit helplines.yaml", required=False),
}
_CHECK_TEXTS = ("yes_title", "no_title", "after_no", "unsure")
_CHECK = {"accept": _IDS, "refuse": _IDS, **dict.fromkeys(_CHECK_TEXTS, TEXT)}


def reply_ids(document: Document) -> frozenset[str]:
    return frozenset(_replies(document))


def check_replies(document: Document, helplines: frozenset[str]) -> Iterator[Finding]:
    yield from document.repeats()
    anything = Shape(lambda v: isinstance(v, dict), "een lijst van velden")
    yield from check_fields(document, (), {"check": anything, "replies": anything, "desk_closed": TEXT})
    if isinstance(document.data, dict) and "check" in document.data:
        yield from check_fields(document, ("check",), _CHECK)
    for name in _replies(document):
        yield from check_fields(document, ("replies", name), _REPLY)
        for field in ("lines", "young_lines"):
            for index, line in enumerate(map(str, document.items("replies", name, field))):
                if line not in helplines:
                    message = (
                        f"De hulplijn {line} staat niet in helplines.yaml. Verbeter het id of zet hem daar bij."
                    )
                    yield Finding(document.place("replies", name, field, index), message, Kind.HELPLINE)


def reply_passages(document: Document) -> Iterator[Passage]:
    """What a visitor reads; the words that count as yes or no are not read aloud."""
    if isinstance(document.data, dict):
        for path, text in document.strings():
            if not {"accept", "refuse", "lines", "young_lines"} & set(path):
                yield Passage(document.place(*path), text)


def check_category(
    document: Document, name: str, replies: frozenset[str], wording: Wording | None
) -> Iterator[Finding]:
    """`name` is the file's name; without `wording` the phrases are not read."""
    yield from document.repeats()
    yield from check_fields(document, (), _CATEGORY)
    if not isinstance(document.data, dict):
        return
    if document.data.get("id") not in (name, None):
        message = f"Het id is {document.data['id']}, maar het bestand heet {name}.yaml. Maak ze gelijk."
        yield Finding(document.place("id"), message, Kind.ID)
    reply = document.data.get("reply")
    if is_text(reply) and reply not in replies:
        message = f"Het antwoord {reply} staat niet in replies.yaml. Schrijf het daar, of kies een ander."
        yield Finding(document.place("reply"), message, Kind.REPLY)
    question = document.data.get("question")
    if isinstance(question, str) and question.count("?") != 1:
        message = f"Hier hoort precies 1 vraag. Er staan {question.count('?')} vraagtekens."
        yield Finding(document.place("question"), message, Kind.ONE_QUESTION)
    if wording:
        yield from check_phrases(document, _LISTS, wording)


def category_passages(document: Document) -> Iterator[Passage]:
    if isinstance(document.data, dict) and is_text(document.data.get("question")):
        yield Passage(document.place("question"), document.data["question"])


def check_phrases(document: Document, lists: Iterable[str], wording: Wording) -> Iterator[Finding]:
    """Phrases that can't be read (naast/safety/phrases.py), each at its own line."""
    for name in lists:
        for index, phrase in enumerate(map(str, document.items(name))):
            try:
                finder_of(phrase, wording, name)
            except ContentError as error:
                yield Finding(document.place(name, index), error.message, Kind.PHRASE)


def _replies(document: Document) -> dict[str, Any]:
    replies = document.data.get("replies") if isinstance(document.data, dict) else None
    return replies if isinstance(replies, dict) else {}
