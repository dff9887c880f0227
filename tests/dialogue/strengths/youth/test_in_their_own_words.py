"""A youth: another tone, other questions, and under 12 somebody else."""

from __future__ import annotations

import re

from tests.dialogue.strengths.conftest import Opening, Talker

STORY = ("ik had weer ruzie over mijn telefoon", "als ik muziek luister", "een vijfje")


def test_a_youth_is_offered_the_questions_too(somebody: Opening) -> None:
    assert "Zal ik een paar vragen stellen" in somebody("youth").tell("ik heb steeds ruzie met mijn ouders")


def test_a_youth_is_asked_about_themselves(youth: Talker) -> None:
    assert "Vertel eens over de laatste keer dat het lastig was" in youth.words


def test_a_youth_is_asked_who_cares_about_them(youth: Talker) -> None:
    said = youth.tell(*STORY, "dan is het rustig")
    assert "Wie vindt het belangrijk dat het goed met jou gaat" in said


def test_a_youth_makes_my_plan(youth: Talker) -> None:
    youth.tell(*STORY, "dan is het rustig", "mijn mentor", "even praten", "morgen na school sporten", "8")
    assert "Dit is jouw plan" in youth.words
    assert youth.call("GET", "/plan").json()["title"] == "Mijn plan"


def test_a_youth_never_reads_parents_words(youth: Talker) -> None:
    youth.tell(*STORY, "dan is het rustig", "weet niet", "mijn tante", "even praten", "morgen sporten", "8")
    youth.tell("ja", "nee")
    said = " ".join(m["text"] for m in youth.heard[1:]).lower()
    for word in ("je kind", "opvoed", "jullie", "ons plan", "steungezin"):
        assert not re.search(rf"\b{word}", said), word


def test_a_youth_who_has_nobody_hears_of_a_maatje(youth: Talker) -> None:
    youth.tell(*STORY, "dan is het rustig", "niemand")
    assert "maatje" in youth.words
    assert "nearby" in youth.choices


def test_a_child_under_12_goes_to_the_kindertelefoon_and_a_trusted_adult(youth: Talker) -> None:
    said = youth.tell("ik ben pas 10 jaar")
    assert "0800-0432" in said
    assert "volwassene die je vertrouwt" in said
    assert "Vertel eens" not in youth.tell("oke")


def test_a_youth_who_is_not_safe_gets_the_line_for_youths(youth: Talker) -> None:
    said = youth.tell(*STORY[:2], "een 1", "weet niet")
    assert "Kindertelefoon" in said
    assert "helplines" in youth.cards


def test_a_youth_of_15_is_not_sent_away(youth: Talker) -> None:
    assert "Kindertelefoon" not in youth.tell("ik ben 15 en gisteren had ik weer ruzie")
