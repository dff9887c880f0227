"""Which language a line is in: sure about others, and never wrong about a Dutch parent or youth."""

from __future__ import annotations

import re

import pytest

from naast.content import KnowledgeContent
from naast.languages.recognise import Recogniser
from naast.settings import Settings

_AT_MOST_WRONG = 0.001


@pytest.fixture(scope="module")
def recogniser(content: KnowledgeContent) -> Recogniser:
    return content.recogniser


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "My daughter does not sleep at night, what can I do?"),
        ("en", "i want to talk to someone"),
        ("tr", "Kızım geceleri uyumuyor, ne yapabilirim?"),
        ("tr", "cocugum okula gitmek istemiyor"),
        ("ar", "ابنتي لا تنام في الليل"),
        ("fa", "دخترم شبها نمی خوابد"),
        ("pl", "Moja córka nie chce spać"),
        ("uk", "Моя дочка не спить вночі"),
        ("ru", "мой сын не хочет в школу"),
        ("de", "Mein Kind schläft nicht"),
        ("fr", "mon fils ne veut pas aller à l'école"),
        ("es", "Mi hijo no quiere dormir, necesito ayuda"),
        ("en", "ሰላም"),
    ],
)
def test_another_language_is_recognised(recogniser: Recogniser, language: str, line: str) -> None:
    assert recogniser.recognise(line) == language


@pytest.mark.parametrize(
    "line",
    [
        "kheb ruzie met me ma wollah",
        "ewa drerrie wat moet ik doen man",
        "me dochter slaapt nie",
        "ons jungske wil nie slape",
        "it bern wol net sliepe",
        "da jong luistert nie nar mie",
        "ben zo kapot van binnen fakka",
        "me ouders zijn fucked up",
        "homework is kut",
        "burn-out",
        "chill",
        "lol ok",
        "help",
        "hoi",
        "???",
        "06 [telefoonnummer]",
        "Ik ben Poolse en mijn zoon praat geen Nederlands",
    ],
)
def test_street_language_dialect_and_short_lines_stay_dutch(recogniser: Recogniser, line: str) -> None:
    assert recogniser.recognise(line) == "nl"


def test_of_all_our_dutch_examples_hardly_any_is_taken_for_another_language(
    recogniser: Recogniser, content: KnowledgeContent
) -> None:
    lines = [line for topic in content.topics.values() for line in topic.examples]
    for file in (Settings().training_dir / "nlu").glob("*.yml"):
        if file.stem not in ("other_language", "out_of_scope"):
            lines += re.findall(r"^\s+- (?!intent)(.+)$", file.read_text("utf-8"), re.MULTILINE)
    wrong = [line for line in lines if recogniser.recognise(line) != "nl"]
    assert len(lines) > 5000
    assert len(wrong) <= _AT_MOST_WRONG * len(lines), wrong


def test_a_very_long_message_is_judged_by_its_beginning(recogniser: Recogniser) -> None:
    assert recogniser.recognise("Kızım geceleri uyumuyor, ne yapabilirim? " * 90) == "tr"
