"""Looking for a maatje, through real Rasa. Each test ends with what the desk shows."""

from __future__ import annotations

import pytest

from tests.dialogue.people.conftest import Talk

pytestmark = pytest.mark.engine

REST = (
    "ik zoek iemand om mee te sporten",
    "voetbal en gamen",
    "woensdagmiddag",
    "maakt niet uit",
    "ik houd niet van drukte",
    "1000",
)


@pytest.fixture
def begun(youth: Talk) -> Talk:
    youth.say("ik wil een maatje")
    youth.tap("start:maatje")
    return youth


def test_a_youth_asks_for_a_maatje_and_the_desk_has_it_in_their_words(begun: Talk) -> None:
    begun.say("ik ben 15", "ja", *REST, "ja")
    assert begun.answers()["why"] == REST[0]
    facts = begun.facts()
    assert (facts["ages"], facts["slots"], facts["postcode4"]) == ([15], ["wo-middag"], "1000")
    assert facts["interests"] == ["voetbal", "gamen"]
    assert facts["gender"] is None


def test_no_match_and_no_date_is_promised(begun: Talk) -> None:
    said = begun.say("15", "ja", *REST, "ja")
    assert "wachtlijst" in said
    assert "coördinator" in said
    for promise in ("binnen", "garand", "beloof", "we vinden"):
        assert promise not in said
    assert begun.request()["kind"] == "maatje"  # type: ignore[index]


def test_a_correction_changes_the_answer_that_it_is_about(begun: Talk) -> None:
    begun.say("15", "ja", "ik wil iemand om mee te praten", "muziek", "donderdag", "maakt niet uit")
    assert "veranderd" in begun.say("nee, zaterdag bedoel ik")
    begun.say("nee niks", "1001", "ja")
    assert begun.facts()["slots"] == ["za-ochtend", "za-middag", "za-avond"]


def test_a_question_in_between_does_not_lose_what_was_said(begun: Talk) -> None:
    begun.say("16", "ja", "ik ken hier niemand in de stad")
    assert "computer" in begun.say("ben je een robot?")
    begun.say("ja", "tekenen", "weekend", "een vrouw", "nee", "1002", "ja")
    assert begun.answers()["why"] == "ik ken hier niemand in de stad"
    assert begun.facts()["gender"] == "vrouw"


def test_a_parent_may_ask_for_a_younger_child(parent: Talk) -> None:
    parent.say("kan mijn zoon een maatje krijgen?")
    parent.tap("start:maatje")
    parent.say(
        "9 jaar", "hij heeft geen vriendjes in de buurt", "dieren", "weekend", "een man", "nee", "1003", "ja"
    )
    assert parent.facts()["ages"] == [9]


def test_a_child_under_12_is_helped_elsewhere(begun: Talk) -> None:
    assert "0800-0432" in begun.say("11")
    assert begun.request() is None


def test_not_safe_at_home_means_a_person_first(begun: Talk) -> None:
    begun.say("15", "nee niet echt")
    assert "ask_person" in begun.choices
    assert begun.request() is None
    assert begun.level() == 2


def test_a_gloomy_answer_is_asked_about_calmly_and_then_the_form_goes_on(begun: Talk) -> None:
    said = begun.say("15", "ja", "ik heb niemand")
    assert said.count("?") == 1
    begun.say("nee")
    begun.settle()
    begun.say("ja", "ik verveel me en wil iets doen", *REST[1:], "ja")
    assert begun.answers()["why"] == "ik verveel me en wil iets doen"


def test_stopping_halfway_leaves_nothing_on_the_desk(begun: Talk) -> None:
    begun.say("15", "ja", REST[0])
    assert "stoppen" in begun.say("stop maar")
    assert begun.request() is None


def test_a_whole_postcode_is_not_kept(begun: Talk) -> None:
    begun.say("15", "ja", *REST[:-1], "1000 AB 12")
    begun.say("1000", "ja")
    assert begun.answers()["postcode4"] == "1000"


def test_withdrawn_means_gone(begun: Talk) -> None:
    begun.say("15", "ja", *REST, "ja")
    id = begun.request()["id"]  # type: ignore[index]
    assert begun.visitor.call("DELETE", f"/requests/{id}").status_code == 204
    assert begun.request() is None
