"""A slip of the pen, a change of mind, a plan that isn't right yet."""

from __future__ import annotations

from tests.dialogue.strengths.conftest import Talker

START = ("gisteren kwam ze tien keer uit bed", "als ik een boekje voorlees")
TO_THE_PLAN = (*START, "6", "sla over", "mijn zus", "sla over", "morgen wandelen", "8")


def test_a_number_is_corrected_with_a_new_number(parent: Talker) -> None:
    said = parent.tell(*START, "een 6", "sorry ik bedoelde een 5")
    assert "Dat heb ik veranderd" in said
    assert "morgen is het een 6" in said


def test_another_person_than_the_one_named(network: Talker) -> None:
    network.tell("mijn zus")
    assert "Wat zou je buurvrouw" in network.tell("oeps ik bedoel de buurvrouw")


def test_back_goes_to_the_question_before(parent: Talker) -> None:
    assert "Op welke avond" in parent.tell(*START, "terug")


def test_the_step_can_be_changed_when_the_plan_is_shown(parent: Talker) -> None:
    parent.tell(*TO_THE_PLAN)
    assert "Wat moet er anders" in parent.tell("nee klopt niet")
    parent.tell("de stap", "overmorgen samen koken", "9")
    assert parent.plan["step"] == "overmorgen samen koken"
    assert parent.plan["helpers"] == "zus"


def test_the_plan_can_be_changed_on_its_page_while_we_talk(parent: Talker) -> None:
    parent.tell(*TO_THE_PLAN)
    parent.call("PUT", "/plan", json={"goal": "rust in huis"})
    parent.tell("ja", "nee")
    assert parent.plan["goal"] == "rust in huis"
    assert parent.plan["step"] == "morgen wandelen"


def test_a_number_that_cannot_be_is_asked_again(parent: Talker) -> None:
    assert "Noem een getal tussen 0 en 10" in parent.tell(*START, "een 12")


def test_what_is_not_understood_is_said_more_simply(parent: Talker) -> None:
    assert "Denk aan 1 moment" in parent.tell("wat bedoel je?")
