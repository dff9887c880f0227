"""Skipping, stopping, correcting, asking back: the visitor leads."""

from __future__ import annotations

from naast.flows.flow import Heard
from tests.strengths.conftest import Conversation

STORY = ("gisteren kwam ze tien keer uit bed", "als ik een boekje voorlees")


def test_every_question_can_be_skipped(parent: Conversation) -> None:
    while parent.step != "areas":
        parent.tap(f"strengths:{parent.step}:skip")
    assert "Je hoeft verder niets te doen" in parent.say("nee")


def test_stop_ends_it_at_once_without_a_word_to_persuade(parent: Conversation) -> None:
    assert parent.say("stop maar") == ("Dat is goed. We stoppen met de vragen. Je kunt gewoon iets anders vragen.")
    assert parent.state is None


def test_a_correction_changes_the_last_answer(parent: Conversation) -> None:
    parent.say(*STORY, "een 6")
    assert "veranderd" in parent.say("sorry, ik bedoelde een 5")
    assert parent.state is not None
    assert parent.state["answers"]["scale"] == 5
    assert parent.step == "wonder"


def test_back_asks_the_previous_question_again(parent: Conversation) -> None:
    parent.say(*STORY)
    parent.say("terug")
    assert parent.step == "exception"


def test_a_question_that_is_not_understood_is_asked_in_simpler_words(parent: Conversation) -> None:
    assert "Denk aan 1 moment" in parent.say("wat bedoel je?", intent="clarify_please")


def test_what_cannot_be_read_is_asked_again_once_and_then_left(parent: Conversation) -> None:
    parent.say(*STORY, "het gaat wel")
    assert parent.step == "scale"
    parent.say("gewoon normaal")
    assert parent.step != "scale"


def test_another_question_is_not_for_the_conversation(parent: Conversation) -> None:
    parent.say("hoeveel slaap heeft een kind van 4 nodig?")
    assert parent.said is None


def test_after_something_else_it_asks_whether_to_go_on_and_resumes(parent: Conversation) -> None:
    parent.say(STORY[0])
    assert parent.state is not None
    resumed = parent.flow.resume(parent.state, Heard("hoeveel slaap?", "parenting_question"))
    assert resumed is not None
    assert "Zullen we doorgaan" in resumed.contents[0].text
    parent.state = resumed.state
    parent.say("ja")
    assert parent.step == "exception"


def test_an_answer_after_something_else_is_taken_at_once(parent: Conversation) -> None:
    parent.say(*STORY)
    assert parent.state is not None
    resumed = parent.flow.resume(parent.state, Heard("mop?", "chitchat"))
    assert resumed is not None
    parent.state = resumed.state
    parent.say("een 6")
    assert parent.step == "wonder"


def test_a_button_of_an_earlier_question_changes_that_answer(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over", "mijn zus")
    parent.tap("strengths:who:nobody")
    assert parent.state is not None
    assert "who" not in parent.state["answers"]


def test_a_reason_that_was_given_is_not_asked_for_again(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over", "mijn zus")
    said = parent.say("durf ik niet te vragen, ze heeft het zelf druk")
    assert "Wat maakt het voor jou moeilijk" not in said
    assert "reageren goed" in said


def test_why_do_you_ask_gets_a_reason_and_the_question_waits(parent: Conversation) -> None:
    said = parent.say("waarom wil je dat weten?", intent="clarify_please")
    assert "Ik geef geen oordeel" in said
    assert "Vertel eens over de laatste keer" in said


def test_a_doubt_with_an_answer_in_it_is_an_answer(youth: Conversation) -> None:
    youth.say("ruzie over school", "als ik voetbal", "4", "rust", "mijn trainer", "geen idee gwn luisteren")
    assert "gwn luisteren" in " ".join(content.text for content in youth.heard)


def test_a_worry_about_who_sees_this_is_answered_and_the_question_waits(parent: Conversation) -> None:
    said = parent.say("en dit gaat allemaal naar jeugdzorg zeker")
    assert "leest pas mee als jij dat wilt" in said
    assert "anderen inschakelen" in said
    assert parent.step == "concrete"
