"""No, skip, stop, nobody: valid answers, without a second try."""

from __future__ import annotations

import pytest

from tests.dialogue.strengths.conftest import Talker

START = ("gisteren kwam ze tien keer uit bed", "als ik een boekje voorlees")


@pytest.mark.parametrize("line", ["nee dank je", "dit is genoeg", "genoeg", "liever niet"])
def test_enough_is_enough(answered: Talker, line: str) -> None:
    assert answered.tell(line) == "Dat is goed. Wil je later verder? Zeg het dan gerust."


def test_after_a_no_the_questions_are_not_offered_again(answered: Talker) -> None:
    answered.tell("nee dank je")
    assert "Zal ik een paar vragen" not in answered.tell("mijn kind van 2 heeft elke dag driftbuien")


def test_stop_halfway_stops_without_a_word_to_persuade(network: Talker) -> None:
    assert network.tell("stop maar").startswith("Dat is goed. We stoppen met de vragen.")
    assert network.plan == {}


def test_after_stopping_the_assistant_answers_as_before(network: Talker) -> None:
    network.tell("stop")
    network.tell("hoeveel schermtijd mag een kind van 3?")
    assert "answer" in network.cards


def test_who_stopped_may_begin_again(network: Talker) -> None:
    network.tell("stop")
    assert "Vertel eens over de laatste keer" in network.tap("start:strengths")


def test_a_question_is_skipped_in_words(parent: Talker) -> None:
    assert "Op welke avond" in parent.tell("sla over")


def test_every_question_has_a_way_to_skip_and_to_stop(parent: Talker) -> None:
    for line in (*START, "6", "dan is het rustig", "mijn zus", "oppassen", "morgen wandelen"):
        assert any(choice.endswith(":skip") for choice in parent.choices)
        assert any(choice.endswith(":stop") for choice in parent.choices)
        parent.tell(line)


def test_i_have_nobody_leads_to_support_or_a_person_without_a_second_try(network: Talker) -> None:
    said = network.tell("ik heb niemand")
    assert "Dank je dat je dat zegt" in said
    assert {"nearby", "ask_person"} <= set(network.choices)
    assert "Wat is 1 klein ding" in network.tell("ga verder")
    everything = " ".join(m["text"] for m in network.heard)
    assert everything.count("Wie vindt het belangrijk") == 1


def test_support_nearby_can_be_chosen_after_nobody(network: Talker) -> None:
    network.tell("niemand")
    assert "wachtlijst" in network.tap("nearby")


def test_asking_is_hard_is_respected(network: Talker) -> None:
    network.tell("mijn zus maar ik durf het niet te vragen")
    assert "Wat maakt het voor jou moeilijk" in network.words
    said = network.tell("ze heeft het zelf al zo druk")
    assert "reageren goed" in said
    assert "Wat is 1 klein ding" in said


def test_no_small_step_is_fine(network: Talker) -> None:
    network.tell("sla over")
    network.tap("strengths:step:skip")
    assert "Hoe zeker" not in network.words
