"""The road as it goes when nothing gets in the way."""

from __future__ import annotations

from tests.dialogue.strengths.conftest import Opening, Talker

TO_THE_PLAN = (
    "gisteren kwam ze tien keer uit bed",
    "als ik een boekje voorlees",
    "een zesje",
    "dan slaap ik zelf ook",
    "mijn zus",
    "of ze een avond wil oppassen",
    "morgen een boekje lezen",
    "een zeven",
)


def test_after_an_answer_the_questions_are_offered_in_its_words_and_its_card(answered: Talker) -> None:
    assert answered.words.endswith("Zal ik een paar vragen stellen, of is dit genoeg?")
    assert answered.last[0]["card"]["offer"] == "Zal ik een paar vragen stellen, of is dit genoeg?"
    assert {"start:strengths", "helped", "not_helped", "ask_person"} <= set(answered.choices)


def test_a_yes_begins_with_one_question_about_the_last_time(parent: Talker) -> None:
    assert "Vertel eens over de laatste keer" in parent.words
    assert parent.words.count("?") == 1


def test_the_button_begins_as_well(answered: Talker) -> None:
    assert "Vertel eens over de laatste keer" in answered.tap("start:strengths")


def test_who_told_what_happened_is_not_asked_again(somebody: Opening) -> None:
    talker = somebody()
    talker.tell(
        "mijn dochter van 3 wil niet slapen, gisteren stond ze tien keer naast de bank en ik was om elf uur klaar"
    )
    assert "Vertel eens over de laatste keer" not in talker.tell("ja")


def test_a_parent_walks_the_whole_road_to_a_plan(parent: Talker) -> None:
    said = parent.tell(*TO_THE_PLAN)
    assert "Dit is jullie plan, in jouw woorden" in said
    assert "plan" in parent.cards
    assert parent.plan["step"] == "morgen een boekje lezen"
    assert parent.plan["sure"] == 7


def test_the_plan_is_closed_with_a_menu_that_has_a_person(parent: Talker) -> None:
    parent.tell(*TO_THE_PLAN, "ja, klopt")
    assert "Speelt er nog iets anders" in parent.words
    parent.tell("nee")
    assert {"tips", "nearby", "ask_person"} <= set(parent.choices)


def test_the_exception_question_is_the_one_of_the_topic(parent: Talker) -> None:
    assert "Op welke avond ging het beter" in parent.tell("gisteren kwam ze tien keer uit bed")


def test_the_compliment_is_about_what_was_done(parent: Talker) -> None:
    said = parent.tell("gisteren kwam ze tien keer uit bed", "als ik een boekje voorlees")
    assert "Je maakt tijd voor een rustig moment samen." in said


def test_a_message_to_ask_somebody_can_be_copied(parent: Talker) -> None:
    parent.tell(*TO_THE_PLAN[:6])
    message = parent.last[1]["text"]
    assert message.startswith("Hoi,")
    assert "of je een avond wil oppassen" in message


def test_a_part_of_life_that_weighs_leads_to_what_we_know(parent: Talker) -> None:
    parent.tell(*TO_THE_PLAN, "ja", "geld")
    assert "topic:geldzorgen" in parent.choices
    parent.tap("topic:geldzorgen")
    assert "answer" in parent.cards


def test_afterwards_an_answer_no_longer_comes_with_an_offer(parent: Talker) -> None:
    parent.tell(*TO_THE_PLAN, "ja", "nee")
    assert "Zal ik een paar vragen" not in parent.tell("mijn kind van 2 heeft elke dag driftbuien")


def test_money_opens_the_social_map_as_well(parent: Talker) -> None:
    parent.tell(*TO_THE_PLAN, "ja", "geld")
    assert "Geldfit" in parent.tap("start:who_can_help:money")
    assert "ask_person" in parent.choices
