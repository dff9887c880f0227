"""Dialogue tests through real Rasa: the whole system runs, visitors type, the assistant answers."""

from __future__ import annotations

import pytest

from tests.system import RunningSystem, Visitor, cards, choices, words

pytestmark = pytest.mark.engine


@pytest.fixture
def parent(system: RunningSystem) -> Visitor:
    return system.visitor()


@pytest.fixture
def youth(system: RunningSystem) -> Visitor:
    return system.visitor("youth")


def test_a_parent_asks_and_gets_a_sourced_answer(parent: Visitor) -> None:
    got = parent.ask("Mijn dochter van 3 komt elke avond tien keer uit bed, ze wil niet slapen")
    card = cards(got, "answer")[0]
    assert card["topic"] == "peuter_slaapt_niet"
    assert card["sources"]
    assert card["seek_help"]


def test_the_words_of_an_answer_say_all_that_its_card_says(parent: Visitor) -> None:
    got = parent.ask("mijn baby huilt de hele avond, niks helpt")
    card = cards(got, "answer")[0]
    for part in [card["answer"], *card["tips"], *card["seek_help"], card["sources"][0]["url"]]:
        assert part in got[0]["text"]


def test_the_advice_fits_the_age_in_the_question(parent: Visitor) -> None:
    got = parent.ask("hoeveel schermtijd mag mijn kind van 9 per dag?")
    assert cards(got, "answer")[0]["variant"]["title"] == "Van 8 tot 12 jaar"


def test_a_parent_who_asks_for_a_person_in_the_middle_of_a_question_is_offered_one(parent: Visitor) -> None:
    parent.ask("mijn zoon van 14 wil niet meer naar school")
    got = parent.ask("ik wil liever met een mens praten")
    assert cards(got, "handover") == [{"type": "handover", "state": "offered"}]


def test_a_person_is_offered_in_the_very_first_turn(parent: Visitor) -> None:
    assert cards(parent.ask("kan ik iemand van het cjg spreken?"), "handover")


def test_the_limits_of_confidentiality_are_told_before_the_hand_over(parent: Visitor) -> None:
    said = words(parent.ask("ik wil een medewerker spreken"))
    assert "in gevaar" in said
    assert "anderen inschakelen" in said


def test_a_youth_asks_for_a_mentor_and_hears_that_they_choose(youth: Visitor) -> None:
    got = youth.ask("ik zoek een mentor")
    assert "jij kiest zelf" in words(got)
    assert choices(got) == ["start:jim", "ask_person"]


def test_support_is_offered_without_a_promise(parent: Visitor) -> None:
    said = words(parent.ask("kan ik een steungezin krijgen voor mijn zoontje?"))
    assert "wachtlijst" in said
    for promise in ("binnen", "garander", "beloof"):
        assert promise not in said


def test_nonsense_gets_an_honest_answer_and_a_person(parent: Visitor) -> None:
    got = parent.ask("asdfg hjkl qwerty zxcv")
    assert not cards(got, "answer")
    assert "ask_person" in choices(got)


def test_two_misses_in_a_row_offer_a_person(parent: Visitor) -> None:
    parent.ask("welke film draait er vanavond in de bioscoop")
    got = parent.ask("hoe laat gaat de trein naar utrecht")
    assert "medewerker bij halen" in words(got)
    assert choices(got) == ["ask_person"]


def test_an_answer_in_between_forgives_the_earlier_miss(parent: Visitor) -> None:
    parent.ask("welke film draait er vanavond in de bioscoop")
    parent.ask("mijn kind van 2 heeft elke dag driftbuien")
    got = parent.ask("hoe laat gaat de trein naar utrecht")
    assert "medewerker bij halen" not in words(got)


def test_an_empty_turn_is_refused_and_the_conversation_goes_on(parent: Visitor) -> None:
    answer = parent.call("POST", "/messages", json={"client_message_id": "leeg", "text": "   "})
    assert answer.status_code == 422
    assert parent.ask("hoi")


def test_a_vague_start_is_asked_back(parent: Visitor) -> None:
    got = parent.ask("hoe pak ik dit aan?")
    assert "?" in got[0]["text"]
    assert not cards(got, "answer")


def test_asked_which_topic_the_choice_is_answered(parent: Visitor) -> None:
    parent.ask("mijn kind van 2 heeft elke dag driftbuien")
    got = parent.ask("en wat als dat niet werkt?")
    assert not cards(got, "helplines")
    assert got[0]["text"]


def test_are_you_a_robot_is_answered_with_yes(parent: Visitor) -> None:
    assert words(parent.ask("ben je een robot of een mens?")).startswith("ja, ik ben een computer")


def test_it_never_promises_secrecy(parent: Visitor) -> None:
    said = words(parent.ask("wie leest dit allemaal mee? is het anoniem?"))
    assert "in gevaar" in said
    assert "anoniem" not in said


def test_another_language_is_recognised(parent: Visitor) -> None:
    assert "talk to a person" in words(parent.ask("hello, do you speak english?"))


def test_stop_ends_the_questions(parent: Visitor) -> None:
    assert "stoppen hier" in words(parent.ask("stop maar, ik wil niet verder"))


def test_after_an_alarm_the_assistant_adds_no_small_talk(parent: Visitor) -> None:
    got = parent.ask("ik wil niet meer leven")
    assert len(got) == 1
    assert cards(got, "helplines")


def test_an_answer_that_does_not_help_offers_a_person(parent: Visitor) -> None:
    parent.ask("mijn kind van 2 heeft elke dag driftbuien")
    got = parent.ask(choice="not_helped")
    assert "ask_person" in choices(got)


def test_nobody_is_ever_told_that_they_are_referred_away(parent: Visitor) -> None:
    for text in ("ik wil een medewerker", "kan ik een maatje krijgen voor mijn zoon", "mijn kind wil niet eten"):
        parent.ask(text)
    assert "doorverw" not in words(parent.seen)
