"""What hurts, what is not safe and what goes badly is never praised or passed over."""

from __future__ import annotations

import pytest

from naast.flows.flow import Heard
from naast.flows.words import Words
from naast.strengths.conversation import Strengths
from tests.strengths.conftest import Conversation

STORY = ("gisteren kwam ze tien keer uit bed", "als ik een boekje voorlees")


@pytest.mark.parametrize(
    "line", ["voorlezen helpt niet", "als ik hem een tik geef", "als ik schreeuw luistert hij"]
)
def test_what_does_not_work_or_hurts_gets_no_compliment(parent: Conversation, line: str) -> None:
    said = parent.say(STORY[0], line)
    assert "moment samen" not in said
    assert "“" not in said


def test_what_hurts_does_not_become_part_of_the_plan(parent: Conversation) -> None:
    parent.say(STORY[0], "als ik hem een tik geef", "5", "sla over", "sla over", "niemand", "verder", "thee", "8")
    assert "tik" not in str(parent.plan)


def test_never_is_a_valid_answer_and_brings_no_wonder_question(parent: Conversation) -> None:
    said = parent.say(STORY[0], "nooit")
    assert "Dat is ook een antwoord" in said
    assert "ask_person" in parent.choices
    parent.say("5", "sla over")
    assert parent.step == "who"


@pytest.mark.parametrize("number", ["0", "een 1", "een tweetje"])
def test_a_very_low_number_asks_whether_it_is_safe_and_offers_a_person(parent: Conversation, number: str) -> None:
    parent.say(*STORY, number)
    assert parent.step == "safe"
    assert "ask_person" in parent.choices
    said = parent.say("ja, veilig")
    assert "niet alleen" in said
    parent.say("ga verder")
    assert parent.step == "who"


@pytest.mark.parametrize("answer", ["nee", "weet ik niet", "niet echt", "uh nee", "soms niet"])
def test_not_safe_ends_the_questions_with_numbers_and_tells_the_desk(parent: Conversation, answer: str) -> None:
    said = parent.say(*STORY, "1", answer)
    assert "112" in said
    assert "0800-2000" in said
    assert parent.state is None
    assert parent.heard[-1].card == {"type": "signal", "category": "onveilig_gezegd"}


def test_tears_change_the_road_and_the_question_waits(parent: Conversation) -> None:
    said = parent.say(STORY[0], "ik zit hier alleen maar te huilen")
    assert said.startswith("Wat verdrietig")
    assert "Zullen we doorgaan" in said
    parent.say("ja")
    assert parent.step == "exception"
    assert "ask_person" in parent.choices


def test_after_a_heavy_feeling_there_is_no_praise_and_no_wonder_question(parent: Conversation) -> None:
    parent.say("ik ben kapot, ze kwam weer tien keer uit bed", "ga verder")
    said = parent.say("als ik een boekje voorlees")
    assert "rustig moment samen" not in said
    parent.say("een 4")
    assert parent.step == "who"


def test_a_loss_that_is_told_halfway_stops_the_questions_for_now(parent: Conversation) -> None:
    said = parent.say("mijn man is vorig jaar overleden")
    assert "verdrietig" in said
    assert "ask_person" in parent.choices


def test_a_worry_signal_in_between_makes_it_pause(parent: Conversation) -> None:
    said = parent.say("hij slaapt zo slecht", level=3)
    assert "rustig aan" in said
    assert "Zullen we doorgaan" in said


def test_after_an_alarm_the_conversation_is_over(parent: Conversation) -> None:
    assert parent.state is not None
    heard = Heard("", "safety_alarm")
    assert parent.flow.hear(parent.state, heard) is None
    assert parent.flow.resume(parent.state, heard) is None


@pytest.mark.parametrize("level", [1, 2])
def test_in_a_conversation_with_an_alarm_it_does_not_go_on(parent: Conversation, level: int) -> None:
    assert parent.state is not None
    heard = Heard("mijn zus", "parenting_question", level=level)
    assert parent.flow.hear(parent.state, heard) is None
    assert parent.flow.resume(parent.state, heard) is None


def test_a_child_under_12_is_brought_to_the_kindertelefoon(youth: Conversation) -> None:
    said = youth.say("ik ben 10")
    assert "Kindertelefoon" in said
    assert "0800-0432" in said
    assert "volwassene die je vertrouwt" in said
    assert youth.state is None


@pytest.mark.parametrize("line", ["tis eig altijd ruzie", "gewoon weer ruzie en gedoe", "het wordt erger"])
def test_what_goes_badly_is_never_said_back_as_better(parent: Conversation, line: str) -> None:
    assert "iets beter" not in parent.say(STORY[0], line)


def test_who_does_not_want_to_say_whether_it_is_safe_gets_the_numbers_and_a_choice(parent: Conversation) -> None:
    parent.say(*STORY, "1", "dat gaat jou niks aan")
    said = parent.say("dat zeg ik toch")
    assert "Je hoeft er niets over te zeggen" in said
    assert "112" in said
    assert not any(content.card for content in parent.heard)
    assert "ask_person" in parent.choices


def test_the_safety_question_asks_one_thing_so_that_yes_means_safe(strengths: Strengths) -> None:
    for youth in (False, True):
        words = Words(strengths._texts, strengths._common, "strengths", youth, "CJG")
        assert words.say("safe.again").count("?") == 1
        assert "veilig" in words.say("safe.again").split("?")[0]
