"""A parent looks for a steungezin, through real Rasa. Each test ends with what the desk shows."""

from __future__ import annotations

import pytest

from tests.dialogue.people.conftest import Talk
from tests.system import cards

pytestmark = pytest.mark.engine

SUPPORT = "een middag in de week dat ze ergens kunnen spelen"
REST = (
    "we eten halal en gaan op tijd naar bed",
    "rustige mensen met kinderen",
    "ik kan goed koken",
    "alleen mijn zus",
)


@pytest.fixture
def begun(parent: Talk) -> Talk:
    parent.say("ik zoek een steungezin voor mijn kinderen")
    parent.tap("start:steungezin")
    return parent


def test_the_desk_gets_the_four_answers_of_the_intake(begun: Talk) -> None:
    begun.say(SUPPORT, "4 en 7", "woensdagmiddag", *REST, "1000", "ja")
    answers = begun.answers()
    assert answers["support"] == SUPPORT
    assert (answers["important"], answers["expect"], answers["give_back"], answers["network"]) == REST
    facts = begun.facts()
    assert (facts["ages"], facts["slots"], facts["postcode4"]) == ([4, 7], ["wo-middag"], "1000")


def test_everything_is_shown_before_it_is_passed_on(begun: Talk) -> None:
    said = begun.say(SUPPORT, "6", "zaterdag", *REST, "1001")
    assert SUPPORT in said
    assert "zal ik dit doorgeven" in said
    assert begun.request() is None


def test_nothing_is_passed_on_after_a_no(begun: Talk) -> None:
    begun.say(SUPPORT, "6", "zaterdag", *REST, "1001")
    assert "ik geef niets door" in begun.say("nee")
    assert begun.request() is None


def test_no_wednesday_is_what_is_meant(begun: Talk) -> None:
    begun.say(SUPPORT, "6", "donderdag")
    assert "veranderd" in begun.say("nee, woensdag bedoel ik")
    begun.say(*REST, "1001", "ja")
    assert begun.facts()["slots"] == ["wo-ochtend", "wo-middag", "wo-avond"]


def test_an_answer_can_be_changed_from_the_summary(begun: Talk) -> None:
    begun.say(SUPPORT, "6", "zaterdag", *REST, "1001")
    begun.tap("steungezin:approve:change", "steungezin:change:network")
    assert "mijn zus en mijn buurman" in begun.say("mijn zus en mijn buurman")
    begun.tap("steungezin:approve:ja")
    assert begun.answers()["network"] == "mijn zus en mijn buurman"


def test_questions_may_be_skipped(begun: Talk) -> None:
    begun.say(SUPPORT, "6", "maakt niet uit", "sla over", "sla over", "sla over", "sla over", "sla over", "ja")
    answers = begun.answers()
    assert answers["support"] == SUPPORT
    assert "postcode4" not in answers
    assert len(begun.facts()["slots"]) == 21


def test_another_question_halfway_is_answered_and_the_form_goes_on(begun: Talk) -> None:
    begun.say(SUPPORT)
    assert cards(begun.heard("mijn dochter van 3 wil niet slapen, wat kan ik doen?"), "answer")
    begun.say("ja", "3", "weekend", *REST, "1002", "ja")
    assert begun.facts()["ages"] == [3]


def test_a_person_can_be_asked_for_in_the_middle(begun: Talk) -> None:
    begun.say(SUPPORT)
    assert cards(begun.heard("ik wil liever met een medewerker praten"), "handover")
    assert begun.request() is None


def test_a_cry_for_help_in_an_answer_gets_the_lines_at_once(begun: Talk) -> None:
    got = begun.heard("ik kan niet meer, ze zijn beter af zonder mij, ik wil dood")
    assert cards(got, "helplines")
    assert begun.request() is None
    assert begun.level() in (1, 2)


def test_no_match_and_no_date_is_promised(begun: Talk) -> None:
    said = begun.say(SUPPORT, "6", "zaterdag", *REST, "1001", "ja")
    assert "wachtlijst" in said
    assert "coördinator belt je" in said
    for promise in ("binnen", "garand", "beloof", "we vinden", "zeker"):
        assert promise not in said
    assert begun.request()["state"] == "new"  # type: ignore[index]


def test_at_most_three_offers_nearby_come_with_the_explanation(parent: Talk) -> None:
    offers = cards(parent.heard("ik zoek een steungezin voor mijn kinderen"), "offers")
    assert 1 <= len(offers[0]["offers"]) <= 3
    assert offers[0]["offers"][0]["owner"] == "Voorbeeldgemeente"
    assert parent.request() is None


def test_asking_twice_is_one_request(begun: Talk) -> None:
    begun.say(SUPPORT, "6", "zaterdag", *REST, "1001", "ja")
    begun.say("ik zoek een steungezin")
    begun.tap("start:steungezin")
    begun.say("liever een heel weekend per maand bij een gezin", "6", "weekend", *REST, "1001", "ja")
    assert begun.answers()["support"] == "liever een heel weekend per maand bij een gezin"
