"""The pages around the plan read at B1: the same rules as for everything else that Naast says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from naast.knowledge.checks.document import read_document
from naast.knowledge.checks.finding import Place
from naast.knowledge.checks.helplines import helpline_numbers
from naast.knowledge.checks.language import Language
from naast.knowledge.checks.sentences import Passage
from naast.settings import Settings
from naast.web.files import STATIC

_LONGEST_ON_AVERAGE = 10


def passages(page: Path) -> list[Passage]:
    """What a reader sees: the text of each element that holds only text."""
    body = page.read_text("utf-8").partition("<body>")[2]
    plain = re.sub(r"</?a\b[^>]*>", "", body)
    return [
        Passage(Place(page.name, 1), " ".join(text.split()))
        for text in re.findall(r">([^<>]+)<", plain)
        if text.strip()
    ]


@pytest.mark.parametrize("name", ["plan.html", "terug.html"])
def test_the_words_on_the_page_keep_to_the_rules_of_language(name: str) -> None:
    knowledge = Settings().knowledge_dir
    language = Language.load(knowledge / "language.yaml", "language.yaml")
    numbers = helpline_numbers(read_document(knowledge / "safety" / "helplines.yaml", "helplines.yaml"))
    assert list(language.check(passages(STATIC / name), numbers)) == []


@pytest.mark.parametrize("name", ["plan.html", "terug.html"])
def test_sentences_on_the_page_are_short(name: str) -> None:
    sentences = [sentence for passage in passages(STATIC / name) for sentence in passage.sentences()]
    assert sum(sentence.words for sentence in sentences) / len(sentences) <= _LONGEST_ON_AVERAGE
