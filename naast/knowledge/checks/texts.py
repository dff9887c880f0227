"""The assistant's own sentences, and whether each thing people say has one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from naast.knowledge.checks.document import Document
from naast.knowledge.checks.examples import normalised
from naast.knowledge.checks.finding import Finding, Kind, Place
from naast.knowledge.checks.sentences import Passage
from naast.knowledge.checks.shape import is_text

_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_TEXT_OF_ACTION = {"action_reply_smalltalk": "smalltalk", "action_explain_support": "support"}
"""These actions say the text with the intent's name in this part of assistant.yaml."""
_NOT_READ = "offer_person_after"


def text_passages(document: Document) -> Iterator[Passage]:
    for path, text in document.strings():
        if _NOT_READ not in path:
            yield Passage(document.place(*path), text)


def check_texts(document: Document, placeholders: frozenset[str]) -> Iterator[Finding]:
    yield from document.repeats()
    for path, value in document.leaves():
        if not is_text(value):
            message = "Hier hoort tekst. Zet er aanhalingstekens omheen."
            yield Finding(document.place(*path), message, Kind.WRONG_SHAPE)
    for passage in text_passages(document):
        for match in _PLACEHOLDER.finditer(passage.text):
            if match[1] not in placeholders:
                known = ", ".join("{" + name + "}" for name in sorted(placeholders))
                message = f"Het invulwoord {match[0]} kennen we niet. Je kunt kiezen uit: {known}."
                yield Finding(passage.line_of(match.start()), message, Kind.PLACEHOLDER)
    for index, intent in enumerate(map(str, document.items(_NOT_READ))):
        if not _has_text(document, "smalltalk", intent):
            message = f"Bij {_NOT_READ} staat {intent}, maar smalltalk.{intent} bestaat niet. Haal het weg."
            yield Finding(document.place(_NOT_READ, index), message, Kind.INTENT)


def check_intents(texts: Document | None, nlu: Sequence[Document], rules: Sequence[Document]) -> Iterator[Finding]:
    """Every intent with examples leads somewhere, and no example stands under two intents."""
    actions = {intent: action for document in rules for intent, action in _rules(document)}
    first: dict[str, tuple[str, Place]] = {}
    for document in nlu:
        if not _entries(document, "nlu"):
            message = "Hier horen voorbeelden: nlu: met daaronder - intent: en examples:."
            yield Finding(document.place(), message, Kind.WRONG_SHAPE)
        for index, entry in enumerate(_entries(document, "nlu")):
            intent, place = str(entry.get("intent")), document.place("nlu", index)
            if problem := _without_answer(intent, actions, texts):
                yield Finding(place, problem, Kind.INTENT)
            for example_place, text in _examples(document, index, entry):
                key = normalised(text) or text
                if key in first:
                    message = f'"{text}" staat ook bij {first[key][0]} ({first[key][1]}). Kies waar het hoort.'
                    yield Finding(example_place, message, Kind.REPEATED_EXAMPLE)
                first.setdefault(key, (intent, example_place))


def intent_lines(nlu: Sequence[Document]) -> Iterator[tuple[str, Place, str]]:
    """Every example, with its intent and where it stands."""
    for document in nlu:
        for index, entry in enumerate(_entries(document, "nlu")):
            for place, text in _examples(document, index, entry):
                yield str(entry.get("intent")), place, text


def _without_answer(intent: str, actions: dict[str, str], texts: Document | None) -> str | None:
    if intent not in actions:
        return f"Voor {intent} is er geen regel in data/rules. Schrijf wat Naast dan doet."
    part = _TEXT_OF_ACTION.get(actions[intent])
    if part and texts and not _has_text(texts, part, intent):
        return f"Voor {intent} is er geen tekst. Schrijf hem in texts/assistant.yaml bij {part}."
    return None


def _has_text(texts: Document, part: str, intent: str) -> bool:
    found = texts.data.get(part) if isinstance(texts.data, dict) else None
    return isinstance(found, dict) and bool(found.get(intent))


def _rules(document: Document) -> Iterator[tuple[str, str]]:
    """The first action after each intent."""
    for rule in _entries(document, "rules"):
        steps = _mappings(rule.get("steps"))
        for step, following in pairwise(steps):
            if "intent" in step:
                yield str(step["intent"]), str(following.get("action", ""))


def _entries(document: Document, name: str) -> list[dict[str, Any]]:
    return _mappings(document.items(name))


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _examples(document: Document, index: int, entry: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    """Rasa writes examples as one block of text: its lines follow the line of the field."""
    start = document.place("nlu", index, "examples")
    for offset, line in enumerate(str(entry.get("examples") or "").split("\n"), start=1):
        if line.strip().startswith("- "):
            yield Place(start.file, start.line + offset), line.strip()[2:]
