"""Somebody wants to help, through real Rasa. Each test ends with what the desk shows."""

from __future__ import annotations

import pytest

from tests.dialogue.people.conftest import Talk

pytestmark = pytest.mark.engine

REST = (
    "ik wil graag iets doen voor een ander gezin",
    "twee eigen kinderen",
    "kinderen van de basisschool",
    "zaterdag",
    "ja",
    "1002",
)


@pytest.fixture
def begun(parent: Talk) -> Talk:
    parent.say("ik wil graag vrijwilliger worden als steungezin")
    parent.tap("start:offer")
    return parent


def test_an_offer_stands_on_the_desk_as_an_offer(begun: Talk) -> None:
    begun.say("een steungezin", "ja", *REST, "ja")
    page = begun.request()
    assert page is not None
    assert (page["kind"], page["kind_title"]) == ("offer", "Wil helpen")
    assert page["facts"]["role"] == "steungezin"
    assert begun.answers()["motive"] == REST[0]


def test_the_coordinator_gets_to_know_them_first_and_nothing_is_promised(begun: Talk) -> None:
    said = begun.say("allebei", "ja", *REST, "ja")
    assert "maakt eerst kennis" in said
    assert "weet niet hoe lang" in said
    assert begun.facts()["role"] == "allebei"


def test_under_18_is_thanked_and_not_passed_on(begun: Talk) -> None:
    assert "vanaf 18 jaar" in begun.say("maatje", "nee ik ben 16")
    assert begun.request() is None


def test_who_does_not_want_a_vog_is_heard_and_the_coordinator_sees_it(begun: Talk) -> None:
    said = begun.say("maatje", "ja", *REST[:-2], "liever niet")
    assert "legt graag uit" in said
    begun.say("1002", "ja")
    assert begun.facts()["vog"] == "nee"


def test_a_no_at_the_end_leaves_nothing(begun: Talk) -> None:
    begun.say("maatje", "ja", *REST)
    assert "ik geef niets door" in begun.say("nee")
    assert begun.request() is None
