"""Something else in between: it is answered, and the visitor says whether to go on."""

from __future__ import annotations

import pytest

from tests.dialogue.strengths.conftest import Talker


def test_another_question_is_answered_and_then_we_can_go_on(parent: Talker) -> None:
    said = parent.tell("gisteren kwam ze tien keer uit bed", "hoeveel schermtijd mag een kind van 3?")
    assert "answer" in parent.cards
    assert said.endswith("Zullen we doorgaan met de vragen? Het mag, het hoeft niet.")
    assert "Op welke avond ging het beter" in parent.tell("ga verder")


def test_the_answer_in_between_does_not_offer_the_questions_again(parent: Talker) -> None:
    assert "Zal ik een paar vragen" not in parent.tell("hoeveel schermtijd mag een kind van 3?")


def test_an_answer_right_after_something_else_is_taken_at_once(parent: Talker) -> None:
    parent.tell("gisteren kwam ze tien keer uit bed", "als ik voorlees", "ben jij een robot?")
    assert "Stel: morgen is het een 6" in parent.tell("een vijf")


def test_are_you_a_robot_is_answered_honestly_in_the_middle(parent: Talker) -> None:
    assert parent.tell("ben jij een robot of een mens?").startswith("Ja, ik ben een computer")


def test_a_joke_is_not_taken_for_an_answer(parent: Talker) -> None:
    parent.tell("vertel eens een mop")
    assert "strengths:pause:go_on" in parent.choices


def test_who_reads_this_is_answered_in_the_middle(parent: Talker) -> None:
    assert "versleuteld" in parent.tell("wie leest dit allemaal mee?")


def test_a_wish_for_a_person_is_granted_at_once_and_nothing_is_asked(parent: Talker) -> None:
    said = parent.tell("ik wil liever een medewerker spreken")
    assert "handover" in parent.cards
    assert "Zullen we doorgaan" not in said


def test_the_button_for_a_person_works_in_the_middle(parent: Talker) -> None:
    parent.tell("ik ben kapot van alles")
    parent.tap("ask_person")
    assert "handover" in parent.cards


def test_after_a_person_was_offered_an_answer_still_goes_on(network: Talker) -> None:
    network.tell("kan ik iemand van het cjg spreken?")
    assert "Wat zou je zus voor je kunnen doen" in network.tell("mijn zus")


def test_two_things_in_a_row_and_the_visitor_says_when_to_go_on(parent: Talker) -> None:
    parent.tell("hoeveel schermtijd mag een kind van 3?", "wie leest dit allemaal mee?")
    assert "Vertel eens over de laatste keer" in parent.tell("ja verder")


def test_three_things_in_a_row_and_the_questions_are_left(parent: Talker) -> None:
    parent.tell("hoeveel schermtijd mag een kind van 3?", "wie leest dit allemaal mee?", "ben jij een robot?")
    assert "strengths:pause:go_on" not in parent.choices


def test_a_new_question_instead_of_yes_or_no_is_simply_answered(answered: Talker) -> None:
    answered.tell("hoeveel schermtijd mag een kind van 3?")
    assert "answer" in answered.cards
    assert "strengths:pause:go_on" not in answered.choices


def test_an_offer_that_was_passed_over_twice_is_not_made_again(answered: Talker) -> None:
    answered.tell("hoeveel schermtijd mag een kind van 3?", "mijn kind van 2 heeft elke dag driftbuien")
    assert "Zal ik een paar vragen" not in answered.words


def test_support_in_the_neighbourhood_may_be_asked_in_the_middle(network: Talker) -> None:
    assert "steungezin" in network.tell("kan ik een steungezin krijgen?").lower()


@pytest.mark.parametrize("line", ["oma", "weet niet", "een 4 ofzo", "nooit"])
def test_a_short_answer_is_never_taken_for_small_talk(network: Talker, line: str) -> None:
    network.tell(line)
    assert not {"answer", "handover"} & set(network.cards)
    assert "Daar ben ik niet zo goed in" not in network.words
