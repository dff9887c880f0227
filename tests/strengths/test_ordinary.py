"""Answers that we asked for don't set off a calm safety question; everything else does."""

from __future__ import annotations

import pytest

from naast.conversation.content import Choice
from naast.settings import Settings
from naast.strengths.ordinary import OrdinaryAnswers

OFFERED = (Choice("start:strengths", "Stel me een paar vragen", "start_flow"),)
ASKED = (Choice("strengths:who:nobody", "Niemand"),)


@pytest.fixture(scope="module")
def ordinary() -> OrdinaryAnswers:
    return OrdinaryAnswers.load(Settings().knowledge_dir / "strengths")


@pytest.mark.parametrize("text", ["laat maar", "nee laat maar"])
def test_a_plain_no_to_our_questions_is_an_ordinary_answer(ordinary: OrdinaryAnswers, text: str) -> None:
    assert ordinary.covers(OFFERED, text)
    assert not ordinary.covers((), text)
    assert not ordinary.covers(OFFERED, f"{text}, het heeft toch geen zin meer")


@pytest.mark.parametrize(
    "text",
    ["ik heb niemand", "Niemand.", "nee niemand", "ik doe alles alleen", "oma denk ik", "mijn zus misschien"],
)
def test_nobody_is_an_ordinary_answer_to_who_is_around(ordinary: OrdinaryAnswers, text: str) -> None:
    assert ordinary.covers(ASKED, text)
    assert not ordinary.covers((), text)


@pytest.mark.parametrize(
    "text",
    ["niemand houdt van mij", "niemand ziet mij", "ik heb niemand en ik trek het niet meer", "niemand snapt me"],
)
def test_more_than_the_bare_answer_is_screened_as_always(ordinary: OrdinaryAnswers, text: str) -> None:
    assert not ordinary.covers(ASKED, text)
