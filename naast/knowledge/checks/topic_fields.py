"""The front matter of one topic: fields, sources, signature, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from naast.knowledge.checks.finding import Finding, Kind
from naast.knowledge.checks.language import Language
from naast.knowledge.checks.shape import (
    DATE,
    HTTPS,
    OPTIONAL_TEXT,
    TEXT,
    TEXTS,
    Shape,
    check_fields,
    is_ages,
    is_date,
    is_text,
    matches,
)
from naast.knowledge.checks.topic_file import TopicFile

_SOURCE = {
    "title": TEXT,
    "url": HTTPS,
    "checked_on": Shape(
        lambda v: v is None or is_date(v), "de datum waarop je de bron las, zo: 2026-11-01. Of null"
    ),
}
_SIGNED = re.compile(r".*\w.*, (\d{4}-\d{2}-\d{2})")


def check_topic_fields(topic: TopicFile, language: Language, today: date) -> Iterator[Finding]:
    yield from topic.front.repeats()
    yield from check_fields(topic.front, (), _shapes(language))
    yield from _id(topic)
    yield from _sources(topic, language.limits.sources_at_least, today)
    yield from _signature(topic, today)
    yield from _review_due(topic, today)


def _shapes(language: Language) -> dict[str, Shape]:
    audiences = ", ".join(language.audiences)

    def fits_audience(value: Any) -> bool:
        return isinstance(value, list) and bool(value) and all(item in language.audiences for item in value)

    return {
        "id": Shape(matches(r"[a-z0-9_]+"), "de naam van het bestand: kleine letters, cijfers en _"),
        "title": TEXT,
        "question": TEXT,
        "audience": Shape(fits_audience, f"een lijst met een of meer van: {audiences}. Zo: [ouder]"),
        "ages": Shape(is_ages, "de leeftijd van het kind, van en tot en met, zo: [1, 8]"),
        "reviewed_by": Shape(
            lambda v: v is None or is_text(v), "null, of wie tekende en wanneer: rol, 2026-12-01"
        ),
        "review_due": DATE,
        "sources": Shape(lambda v: isinstance(v, list), "een lijst van bronnen met title, url en checked_on"),
        "seek_help": TEXTS,
        "strengths_question": TEXT,
        "network_question": TEXT,
        "strengths_question_youth": OPTIONAL_TEXT,
        "network_question_youth": OPTIONAL_TEXT,
        "narrow": Shape(lambda v: isinstance(v, bool), "true of false", required=False),
        "related": Shape(TEXTS.fits, "een lijst van ids van andere onderwerpen", required=False),
        "examples": Shape(TEXTS.fits, 'een lijst van teksten. Zet aanhalingstekens om "ja", "nee" en getallen'),
    }


def _id(topic: TopicFile) -> Iterator[Finding]:
    found = topic.field("id")
    if isinstance(found, str) and found != topic.id:
        message = (
            f"Het id is {found}, maar het bestand heet {topic.id}.md. "
            f"Schrijf id: {topic.id} of geef het bestand een andere naam."
        )
        yield Finding(topic.place("id"), message, Kind.ID)


def _sources(topic: TopicFile, at_least: int, today: date) -> Iterator[Finding]:
    sources = topic.items("sources")
    for index in range(len(sources)):
        yield from check_fields(topic.front, ("sources", index), _SOURCE)
    if len(sources) < at_least:
        message = f"Er zijn te weinig bronnen: {len(sources)}. Zet er minstens {at_least} bij sources."
        yield Finding(topic.place("sources"), message, Kind.FEW_SOURCES)
    dates = [source.get("checked_on") if isinstance(source, dict) else None for source in sources]
    for index, checked in enumerate(dates):
        if is_date(checked) and checked > today:
            message = f"De datum {checked} is nog niet geweest. Vul de dag in waarop je de bron las."
            yield Finding(topic.place("sources", index), message, Kind.SOURCE_DATE)
    if sources and not any(dates):
        message = "Nog niemand heeft een bron gelezen. Lees er 1 en vul bij checked_on de datum in."
        yield Finding(topic.place("sources"), message, Kind.UNCHECKED_SOURCES, severe=False)


def _signature(topic: TopicFile, today: date) -> Iterator[Finding]:
    """Role and date, never in the future, and only over sources that somebody read."""
    signed = topic.field("reviewed_by")
    if not isinstance(signed, str):
        return
    match = _SIGNED.fullmatch(signed)
    if not match or not _in_the_past(match[1], today):
        message = 'Schrijf wie tekende en wanneer, zo: reviewed_by: "jeugdverpleegkundige, 2026-12-01".'
        yield Finding(topic.place("reviewed_by"), message, Kind.SIGNATURE)
    for index, source in enumerate(topic.items("sources")):
        if isinstance(source, dict) and source.get("checked_on", today) is None:
            message = "Dit onderwerp is ondertekend, maar deze bron is niet gelezen. Lees hem, of haal hem weg."
            yield Finding(topic.place("sources", index), message, Kind.SIGNATURE)


def _in_the_past(written: str, today: date) -> bool:
    try:
        return date.fromisoformat(written) <= today
    except ValueError:
        return False


def _review_due(topic: TopicFile, today: date) -> Iterator[Finding]:
    due = topic.field("review_due")
    if is_date(due) and due < today:
        message = (
            f"Dit onderwerp moest voor {due} opnieuw nagekeken zijn. "
            "Laat het nakijken en zet bij review_due een nieuwe datum."
        )
        yield Finding(topic.place("review_due"), message, Kind.REVIEW_DUE)
