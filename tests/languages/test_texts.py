"""The fixed texts: each says what this is, who can help, and the numbers, in words as well as on a card."""

from __future__ import annotations

import pytest

from naast.content import KnowledgeContent
from naast.languages.texts import Languages
from naast.safety.helplines import Helpline, load_helplines
from naast.settings import Settings

SETTINGS = Settings()
CODES = list(Languages.load(SETTINGS.knowledge_dir / "languages").by_code)


@pytest.fixture(scope="module")
def helplines(content: KnowledgeContent) -> dict[str, Helpline]:
    numbers = content.municipalities["voorbeeldgemeente"].numbers
    return load_helplines(SETTINGS.knowledge_dir / "safety" / "helplines.yaml", numbers)


@pytest.mark.parametrize("code", CODES)
def test_the_text_names_the_desk_the_other_languages_and_every_number(
    content: KnowledgeContent, helplines: dict[str, Helpline], code: str
) -> None:
    said = content.languages.message(code, "CJG Dorp", helplines)
    assert "CJG Dorp" in said.text
    assert "Naast" in said.text
    for other in content.languages.by_code.values():
        assert other.code == code or other.name in said.text
    for number in ("112", "113", "0800-2000"):
        assert number in said.text
    assert "{" not in said.text
    assert [choice.intent for choice in said.choices] == ["ask_person"]


def test_a_language_without_a_text_gets_the_english_one(
    content: KnowledgeContent, helplines: dict[str, Helpline]
) -> None:
    said = content.languages.message("so", "CJG Dorp", helplines)
    assert said.card is not None
    assert said.card["language"] == "en"


def test_the_languages_that_are_asked_for_most_come_first() -> None:
    assert CODES[:5] == ["en", "tr", "ar", "pl", "uk"]
