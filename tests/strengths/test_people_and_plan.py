"""Who is around, what to ask them, and the plan in the visitor's own words."""

from __future__ import annotations

from tests.strengths.conftest import Conversation

STORY = ("gisteren kwam ze tien keer uit bed", "als ik een boekje voorlees")


def test_nobody_is_accepted_at_once_with_support_and_a_person(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over")
    said = parent.say("niemand")
    assert "Dank je dat je dat zegt" in said
    assert {"nearby", "ask_person"} <= set(parent.choices)
    parent.say("verder")
    assert parent.step == "step"


def test_when_nobody_comes_to_mind_ideas_come_once_and_then_it_rests(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over")
    said = parent.say("weet niet")
    for role in ("buur", "leraar", "sportclub", "oud-collega", "kerk", "moskee", "vriendje"):
        assert role in said
    assert "steun in de buurt" in parent.say("weet ik echt niet")


def test_a_name_is_not_kept_a_role_is_asked(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over")
    said = parent.say("Karin")
    assert "Een naam hoeft niet" in said
    assert "Karin" not in str(parent.state)


def test_what_makes_asking_hard_is_heard_and_not_argued_with(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over")
    assert "Wat maakt het voor jou moeilijk" in parent.say("mijn zus maar ik durf het niet te vragen")
    said = parent.say("ze heeft het zelf al zo druk")
    assert "reageren goed" in said
    assert parent.step == "step"


def test_a_message_to_ask_somebody_is_ready_to_copy(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over", "mijn zus", "of ze een avond wil oppassen")
    message = parent.heard[-2].text
    assert message.startswith("Hoi,")
    assert "of je een avond wil oppassen" in message
    assert "Nee zeggen mag ook" in message


def test_a_teacher_gets_a_polite_message(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over", "de juf", "een keer meedenken")
    assert parent.heard[-2].text.startswith("Beste,")


def test_low_confidence_makes_the_step_smaller(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over", "sla over", "morgen een uur wandelen")
    assert "te groot" in parent.say("een vier")
    assert parent.step == "smaller"
    parent.say("morgen een rondje om het huis", "8")
    assert parent.plan["step"] == "morgen een rondje om het huis"
    assert parent.plan["sure"] == 8
    assert parent.plan["when"] == "morgen"


def test_still_unsure_is_fine_and_the_step_may_wait(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over", "sla over", "vanavond wandelen", "4", "korter wandelen")
    assert "mag blijven liggen" in parent.say("3")
    assert "ask_person" in parent.choices


def test_the_plan_holds_the_visitors_own_words(parent: Conversation) -> None:
    parent.say(*STORY, "6", "dan slaap ik zelf ook", "mijn zus", "oppassen", "morgen voorlezen", "7")
    assert parent.plan == {
        "goal": "dan slaap ik zelf ook",
        "works": "als ik een boekje voorlees",
        "helpers": "zus",
        "step": "morgen voorlezen",
        "when": "morgen",
        "sure": 7,
        "fallback": "Dan maak ik de stap kleiner, of praat ik met iemand.",
        "scale": 6,
    }


def test_all_life_areas_are_offered_once_and_no_is_fine(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over", "sla over", "morgen wandelen", "8", "ja")
    assert "geld, wonen, gezondheid, werk, relatie of school" in parent.text
    parent.say("nee")
    assert parent.state is None
    assert sum("geld, wonen" in content.text for content in parent.heard) == 1


def test_a_life_area_that_is_named_leads_to_what_we_know_or_to_a_person(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over", "sla over", "morgen wandelen", "8", "ja", "we hebben schulden")
    assert {"topic:geldzorgen", "ask_person"} <= set(parent.choices)


def test_a_person_is_offered_at_the_end_even_to_who_is_sure(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over", "sla over", "morgen wandelen", "9", "ja", "nee")
    assert {"tips", "nearby", "ask_person"} <= set(parent.choices)


def test_a_part_of_the_plan_can_be_changed(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over", "mijn zus", "sla over", "morgen wandelen", "8", "nee")
    assert "Wat moet er anders" in parent.text
    parent.say("de stap", "overmorgen zwemmen", "9")
    assert parent.step == "check"
    assert parent.plan["step"] == "overmorgen zwemmen"
    assert parent.plan["helpers"] == "zus"


def test_who_was_mentioned_before_is_named_and_the_question_is_who_else(parent: Conversation) -> None:
    said = parent.say(STORY[0], "als mijn zus er slaapt", "6", "sla over")
    assert "Je noemde je zus. Wie vindt het nog meer belangrijk" in said
    parent.say("niemand")
    assert parent.step == "ask"
    assert "je zus" in parent.text


def test_who_wants_to_do_it_alone_is_not_pitied(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over")
    said = parent.say("ik hoef niemand, ik los het zelf wel op")
    assert said.startswith("Dat is goed. Jij kiest zelf.")
    assert "Niet iedereen heeft iemand" not in said
    assert parent.step == "step"


def test_a_smaller_step_that_is_an_addition_keeps_the_step(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over", "sla over", "zaterdag wandelen", "4", "als mijn moeder hem meeneemt", "7")
    assert parent.plan["step"] == "zaterdag wandelen, als mijn moeder hem meeneemt"


def test_a_few_words_that_make_the_step_smaller_are_added_to_it(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over", "sla over", "vanavond rustig praten", "4", "tien minuten ofzo", "8")
    assert parent.plan["step"] == "vanavond rustig praten, tien minuten ofzo"
