"""What there is nearby, through real Rasa: at most three offers, and four digits only when they matter."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dialogue.people.conftest import Talk

pytestmark = pytest.mark.engine


def offers(talk: Talk) -> list[str]:
    """The names on the last card with offers."""
    cards: list[dict[str, Any]] = [m["card"] for m in talk.last or [] if m.get("card")]
    return [offer["name"] for card in cards if card["type"] == "offers" for offer in card["offers"]]


def test_after_the_explanation_somebody_sees_what_is_close_by(parent: Talk) -> None:
    parent.say("ik zoek een steungezin")
    assert "start:who_can_help:steungezin" in parent.choices
    assert "4 cijfers" in parent.tap("start:who_can_help:steungezin")
    parent.say("1000")
    assert offers(parent)[0] == "Huiskamer Noord"
    assert len(offers(parent)) <= 3


def test_the_postcode_may_be_kept_to_oneself(parent: Talk) -> None:
    parent.say("ik zoek een steungezin")
    parent.tap("start:who_can_help:steungezin")
    parent.say("dat zeg ik liever niet")
    assert offers(parent)
    assert "Huiskamer Noord" not in offers(parent)


def test_another_question_first_and_then_the_postcode(parent: Talk) -> None:
    parent.say("ik zoek een steungezin")
    parent.tap("start:who_can_help:steungezin")
    assert "computer" in parent.say("ben je een robot?")
    parent.say("1000")
    assert offers(parent)[0] == "Huiskamer Noord"


def test_a_form_can_begin_after_looking_around(parent: Talk) -> None:
    parent.say("ik zoek een steungezin")
    parent.tap("start:who_can_help:steungezin")
    parent.say("1000")
    assert parent.tap("start:steungezin")
    parent.say("stop")
    assert parent.request() is None
