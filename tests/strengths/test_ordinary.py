"""Answers that we asked for don't set off a calm safety question; everything else does."""

from __future__ import annotations

import pytest

from naast.conversation.content import Choice
from naast.settings import Settings
from naast.strengths.ordinary import OrdinaryAnswers

ASKED = (Choice("strengths:who:nobody", "Niemand"),)


@pytest.fixture(scope="module")
def ordinary() -> OrdinaryAnswers:
    return OrdinaryAnswers.load(Settings().knowledge_dir / "strengths")


@pytest.mark.parametrize("text", ["ik heb niemand", "Niemand.", "nee niemand", "ik doe alles alleen"])
def test_nobody_is_an_ordinary_answer_to_who_is_around(ordinary: OrdinaryAnswers, text: str) -> None:
    assert ordinary.covers(ASKED, text)
    assert not ordinary.covers((), text)


@pytest.mark.parametrize(
    "text",
    ["niemand houdt van mij", "niemand ziet mij", "ik heb niemand en ik trek het niet meer", "niemand snapt me"],
)
def test_more_than_the_bare_answer_is_screened_as_always(ordinary: OrdinaryAnswers, text: str) -> None:
    assert not ordinary.covers(ASKED, text)
