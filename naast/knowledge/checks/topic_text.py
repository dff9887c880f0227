"""The text of one topic: headings, short answer, tips, what youths read, and the language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from naast.knowledge.checks.finding import Finding, Kind
from naast.knowledge.checks.language import Language, Limits
from naast.knowledge.checks.topic_file import Section, TopicFile

TIPS = "## Tips"
FOR_YOUTHS = "## Voor jongeren"
_AGES = re.compile(r"## (?:Van (?P<low>\d+) tot (?P<high>\d+)|Tot (?P<below>\d+)|Vanaf (?P<above>\d+)) jaar")


def check_topic_text(topic: TopicFile, language: Language, numbers: frozenset[str]) -> Iterator[Finding]:
    yield from _headings(topic)
    yield from _short_answer(topic, language.limits)
    yield from _tips(topic, language.limits)
    yield from _for_youths(topic)
    passages = [*topic.fields(), *topic.body()]
    yield from language.check(passages, numbers)
    yield from language.average([*topic.body(), *topic.fields()])


def _headings(topic: TopicFile) -> Iterator[Finding]:
    """Only known ones, each once and with text below."""
    seen: set[str] = set()
    for section in topic.sections[1:]:
        name = section.heading
        if name in seen:
            yield _heading(section, f'Het kopje "{name}" staat er twee keer. Maak er 1 van.')
        elif name not in (TIPS, FOR_YOUTHS) and not _AGES.fullmatch(name):
            known = f'"{TIPS}", "{FOR_YOUTHS}", "## Van 4 tot 12 jaar", "## Tot 4 jaar" of "## Vanaf 12 jaar"'
            yield _heading(section, f'Het kopje "{name}" kennen we niet. Schrijf {known}.')
        elif not section.passages:
            yield _heading(section, f'Onder het kopje "{name}" staat niets. Schrijf er iets, of haal het weg.')
        seen.add(name)
    yield from _ages(topic)


def _ages(topic: TopicFile) -> Iterator[Finding]:
    """No two overlap: of those that fit, only the first would be shown."""
    taken: dict[str, tuple[int, int]] = {}
    for section in topic.sections[1:]:
        match = _AGES.fullmatch(section.heading)
        if not match or section.heading in taken:
            continue
        low, high = int(match["low"] or match["above"] or 0), int(match["high"] or match["below"] or 99)
        if other := next((name for name, (start, end) in taken.items() if low < end and start < high), None):
            message = f'De leeftijd van "{section.heading}" valt samen met "{other}". Kies 1 grens.'
            yield _heading(section, message)
        taken[section.heading] = (low, high)


def _heading(section: Section, message: str) -> Finding:
    return Finding(section.place, message, Kind.HEADING)


def _short_answer(topic: TopicFile, limits: Limits) -> Iterator[Finding]:
    section = topic.sections[0]
    count = sum(1 for passage in section.passages for _ in passage.sentences())
    if count == 0:
        message = "Het korte antwoord ontbreekt. Schrijf het onder de tweede regel ---, boven het eerste kopje."
        yield Finding(section.place, message, Kind.SHORT_ANSWER)
    elif count > limits.short_answer_sentences:
        message = (
            f"Het korte antwoord heeft {count} zinnen. Het mogen er {limits.short_answer_sentences} zijn. "
            "Zet de rest bij de tips."
        )
        yield Finding(section.place, message, Kind.SHORT_ANSWER)


def _tips(topic: TopicFile, limits: Limits) -> Iterator[Finding]:
    section = topic.section(TIPS)
    if section is None:
        message = f'Het kopje "{TIPS}" ontbreekt. Schrijf daaronder {limits.tips_from} tot {limits.tips_to} tips.'
        yield Finding(topic.sections[0].place, message, Kind.TIPS)
    elif not limits.tips_from <= section.points <= limits.tips_to:
        message = (
            f"Er zijn {section.points} tips. Het moeten er {limits.tips_from} tot {limits.tips_to} zijn, "
            "elk op een eigen regel met een streepje en een spatie ervoor."
        )
        yield Finding(section.place, message, Kind.TIPS)


def _for_youths(topic: TopicFile) -> Iterator[Finding]:
    """Who writes for parents and youths says it to each of them."""
    if not {"ouder", "jongere"} <= {str(who) for who in topic.items("audience")}:
        return
    if topic.section(FOR_YOUTHS) is None:
        message = f'Dit onderwerp is ook voor jongeren. Schrijf onder "{FOR_YOUTHS}" wat je tegen hen zegt.'
        yield Finding(topic.place("audience"), message, Kind.YOUTHS)
    for name in ("strengths_question_youth", "network_question_youth"):
        if not topic.field(name):
            message = f"Dit onderwerp is ook voor jongeren. Schrijf bij {name} de vraag aan de jongere zelf."
            yield Finding(topic.place("audience"), message, Kind.YOUTHS)
