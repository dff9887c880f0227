"""When it is heavy: no wonder question, no cheer, and a person."""

from __future__ import annotations

import pytest

from tests.dialogue.strengths.conftest import Opening, Talker
from tests.web.app import ApiProfessional

START = ("gisteren kwam ze tien keer uit bed", "als ik een boekje voorlees")


def everything(talker: Talker) -> str:
    return " ".join(m["text"] for m in talker.heard)


def test_a_parent_who_says_never_hears_that_it_is_an_answer(parent: Talker) -> None:
    said = parent.tell(START[0], "nooit")
    assert "Dat is ook een antwoord" in said
    assert "ask_person" in parent.choices


def test_after_never_there_is_no_wonder_question(parent: Talker) -> None:
    parent.tell(START[0], "nooit", "een 4", "sla over", "mijn zus")
    assert "Stel: morgen" not in everything(parent)


def test_scale_1_asks_whether_it_is_safe_and_offers_a_person(parent: Talker) -> None:
    said = parent.tell(*START, "een 1")
    assert "Is iedereen bij jullie thuis veilig" in said
    assert "ask_person" in parent.choices


def test_scale_1_and_safe_goes_on_gently_if_they_want(parent: Talker) -> None:
    parent.tell(*START, "1")
    said = parent.tell("ja wel veilig")
    assert "Zullen we doorgaan met de vragen" in said
    parent.tell("ja")
    assert "Wie vindt het belangrijk" in parent.words
    assert "Stel: morgen" not in everything(parent)


def test_scale_0_and_not_safe_gives_numbers_a_person_and_a_signal(parent: Talker) -> None:
    said = parent.tell(*START, "0", "nee niet echt")
    assert "112" in said
    assert "helplines" in parent.cards
    parent.wait_in_queue()
    waiting = ApiProfessional(parent.client).get("/queue").json()["waiting"]
    assert next(item["level"] for item in waiting if item["id"] == parent.id) == 2


def test_confidence_4_makes_the_step_smaller(parent: Talker) -> None:
    parent.tell(*START, "6", "sla over", "sla over", "morgen een uur alleen weg", "een 4")
    assert "te groot" in parent.words
    parent.tell("morgen tien minuten naar buiten", "8")
    assert parent.plan["step"] == "morgen tien minuten naar buiten"


def test_tears_are_heard_before_anything_is_asked(parent: Talker) -> None:
    said = parent.tell("ik zit hier te huilen")
    assert said.startswith("Wat verdrietig")
    assert "ask_person" in parent.choices


def test_exhaustion_brings_a_person_and_no_compliment(parent: Talker) -> None:
    parent.tell("ik ben doodmoe, ze kwam weer tien keer uit bed", "ga verder")
    assert "rustig moment samen" not in parent.tell("als ik een boekje voorlees")
    assert "ask_person" in parent.choices


def test_a_safety_signal_in_the_network_question_ends_the_questions(network: Talker) -> None:
    network.tell("niemand, ik wil niet meer leven")
    assert network.cards == ["helplines"]
    assert "doorgaan met de vragen" not in network.tell("hallo")


def test_after_the_alarm_a_number_is_not_taken_as_an_answer(network: Talker) -> None:
    network.tell("mijn man slaat mij", "een 6")
    assert "Stel: morgen" not in network.words
    assert "klein ding" not in network.words


def test_a_worry_asks_one_calm_question_and_the_questions_wait(network: Talker) -> None:
    network.tell("ik kan niet meer")
    assert "check_yes" in network.choices
    network.tell("nee")
    said = network.and_then()
    assert "rustig aan" in said
    assert "Zullen we doorgaan met de vragen" in said


def test_a_yes_to_the_calm_question_ends_the_questions(network: Talker) -> None:
    network.tell("ik kan niet meer", "ja")
    assert "helplines" in network.cards
    network.tell("mijn zus")
    assert "Wat zou je zus" not in network.words


@pytest.mark.parametrize("line", ["mijn moeder is overleden en mijn kind van 6 is verdrietig"])
def test_after_a_loss_nothing_is_offered(somebody: Opening, line: str) -> None:
    assert "Zal ik een paar vragen" not in somebody().tell(line)


def test_after_an_alarm_an_answer_comes_without_an_offer(somebody: Opening) -> None:
    talker = somebody()
    talker.tell("ik wil niet meer leven")
    assert "Zal ik een paar vragen" not in talker.tell("mijn dochter van 3 wil niet slapen")


def test_anger_at_the_questions_is_allowed(parent: Talker) -> None:
    parent.tell("ik ben zo boos, wat een stomme vragen zijn dit")
    assert "Dat mag" in parent.words
    assert "ask_person" in parent.choices
