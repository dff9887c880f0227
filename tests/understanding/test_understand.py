"""With the trained model of the session (see tests/conftest.py); sentences of our own."""

import pytest

from naast.understanding.intents import Decision
from naast.understanding.understand import Understander


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("hallo", Decision.SMALLTALK),
        ("bedankt voor je hulp", Decision.SMALLTALK),
        ("kan ik met een medewerker praten", Decision.HANDOVER),
        ("hoe verleng ik mijn rijbewijs", Decision.OUT_OF_SCOPE),
        ("ik weet niet meer wat ik moet doen", Decision.CLARIFY),
        ("hoeveel zakgeld geef ik mijn kind van 8", Decision.ANSWER),
    ],
)
def test_a_line_leads_to_its_decision(understander: Understander, text: str, decision: Decision) -> None:
    assert understander.understand(text).decision is decision


def test_a_greeting_before_a_question_does_not_hide_the_question(understander: Understander) -> None:
    meaning = understander.understand("hoi, mijn dochter van 3 slaapt niet")
    assert meaning.intent == "parenting_question"
    assert "peuter_slaapt_niet" in [topic.id for topic in meaning.topics[:3]]
    assert meaning.age == 3


def test_many_lines_give_the_same_as_one_by_one(understander: Understander) -> None:
    lines = ["mijn kind wordt gepest", "hoi", "onze baby huilt de hele nacht"]
    together = understander.understand_many(lines, ["parent"] * 3)
    assert [m.decision for m in together] == [understander.understand(line).decision for line in lines]


@pytest.mark.parametrize("text", ["", " ", "?!", "\0", "🙂", "a" * 4000])
def test_a_line_without_words_gives_some_answer(understander: Understander, text: str) -> None:
    meaning = understander.understand(text)
    assert 0 <= meaning.confidence <= 1
    assert len(meaning.topics) == 5


def test_search_gives_topics_whatever_the_line(understander: Understander) -> None:
    found = understander.search("rijbewijs", "parent", 3)
    assert len(found) == 3
    assert found[0].score >= found[1].score >= found[2].score


def test_search_prefers_what_fits_an_age_that_is_known_from_elsewhere(understander: Understander) -> None:
    def first(text: str, age: float | None = None) -> str:
        return understander.search(text, "parent", 1, age)[0].id

    assert first("slapen", 2) != "slapen_jongere"
    assert first("slapen", 16) == "slapen_jongere"
    assert first("mijn dochter van 16 slaapt niet", 2) == first("mijn dochter van 16 slaapt niet")
