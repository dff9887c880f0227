"""The road of the conversation, without an engine."""

from __future__ import annotations

import itertools
import re

import pytest

from naast.content import KnowledgeContent
from naast.flows.flow import Heard
from naast.flows.guide import Guide
from naast.flows.talk import Talk
from naast.flows.words import Words
from naast.settings import Settings
from naast.strengths.conversation import Strengths
from naast.yaml_files import read_yaml
from tests.strengths.conftest import Conversation, start

STORY = ("gisteren kwam ze tien keer uit bed", "als ik een boekje voorlees")


def test_it_is_offered_with_a_question_and_nothing_is_asked_yet(strengths: Strengths) -> None:
    offer = strengths.offer(Heard("mijn kind slaapt niet", "parenting_question", topic="peuter_slaapt_niet"))
    assert offer is not None
    assert offer[0] == "Zal ik een paar vragen stellen, of is dit genoeg?"


@pytest.mark.parametrize("topic", ["rouw", "mishandeling_zorgen", "zelfdoding_gedachten", "uitbuiting_loverboy"])
def test_it_is_never_offered_after_loss_or_violence(strengths: Strengths, topic: str) -> None:
    assert strengths.offer(Heard("tekst", "parenting_question", topic=topic)) is None


@pytest.mark.parametrize("level", [1, 2, 3])
def test_it_is_never_offered_after_a_safety_signal(strengths: Strengths, level: int) -> None:
    assert strengths.offer(Heard("tekst", "parenting_question", topic="driftbuien", level=level)) is None


def test_it_is_not_offered_to_who_tells_of_a_loss(strengths: Strengths) -> None:
    heard = Heard("mijn moeder is overleden en mijn kind slaapt niet", "parenting_question", topic="driftbuien")
    assert strengths.offer(heard) is None


def test_every_topic_that_is_left_out_exists(content: KnowledgeContent) -> None:
    road = read_yaml(Settings().knowledge_dir / "strengths" / "road.yaml")
    named = {*road["not_after"]}
    for area in road["areas"].values():
        named |= {area["topic"], area["youth_topic"]} - {None}
    assert named <= set(content.topics)


def test_every_question_has_its_words_and_simpler_words(guides: dict[str, Guide]) -> None:
    for flow in guides.values():
        for name in flow._steps:
            for youth in (False, True):
                words = Words(flow._texts, flow._common, flow.name, youth, "CJG")
                assert words.say(f"{name}.ask")
                assert words.say(f"{name}.again")


def test_every_conversation_can_be_stopped_anywhere(guides: dict[str, Guide]) -> None:
    for flow in guides.values():
        for name, step in flow._steps.items():
            talk = Talk(flow.name, name)
            said = flow.hear(talk.to_json(), Heard("stop", "stop"))
            assert said is not None
            assert said.state is None
            assert step.closing or "We stoppen" in said.contents[0].text


def test_one_question_is_asked_per_turn(parent: Conversation) -> None:
    lines = [
        *STORY,
        "een 6",
        "dan slaap ik zelf ook",
        "mijn zus",
        "oppassen",
        "morgen voorlezen",
        "7",
        "ja",
        "nee",
    ]
    for line in lines:
        parent.say(line)
        last = parent.heard[-1].text.split("\n\n")[-1]
        assert last.count("?") <= 2, last  # a topic's own question may have two short parts
    assert parent.state is None


def test_the_ordinary_road_has_about_eight_questions(parent: Conversation) -> None:
    lines = [*STORY, "een 6", "dan slaap ik zelf ook", "mijn zus", "oppassen", "morgen voorlezen", "7"]
    parent.say(*lines)
    assert parent.step == "check"
    assert parent.state is not None
    assert len(parent.state["asked"]) == 9  # eight questions and "klopt dit zo?"


def test_no_road_of_answers_asks_more_than_eleven_questions(strengths: Strengths) -> None:
    answers = (
        "weet niet",
        "nooit",
        "sla over",
        "een 4",
        "mijn zus",
        "ik durf het niet te vragen",
        "morgen wandelen",
    )
    longest = 0
    for first, second, third in itertools.product(answers, repeat=3):
        conversation = start(strengths)
        conversation.say("ja")
        for line in itertools.islice(itertools.cycle((first, second, third)), 40):
            if conversation.state is None or conversation.step in ("check", "areas"):
                break
            longest = max(longest, len(conversation.state["asked"]))
            conversation.say(line)
            if conversation.said is None:
                break
    assert longest <= 11


def test_the_visitors_own_words_are_said_back(parent: Conversation) -> None:
    assert "“gisteren kwam ze tien keer uit bed”" in parent.say(STORY[0])


def test_words_that_should_not_be_repeated_are_not(parent: Conversation) -> None:
    said = parent.say("toen belde ik [telefoonnummer] en het ging mis")
    assert "[telefoonnummer]" not in said


def test_a_compliment_is_about_what_was_said(parent: Conversation) -> None:
    assert "rustig moment samen" in parent.say(*STORY)


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


def test_a_part_of_the_plan_can_be_changed(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over", "mijn zus", "sla over", "morgen wandelen", "8", "nee")
    assert "Wat moet er anders" in parent.text
    parent.say("de stap", "overmorgen zwemmen", "9")
    assert parent.step == "check"
    assert parent.plan["step"] == "overmorgen zwemmen"
    assert parent.plan["helpers"] == "zus"


def test_a_button_of_an_earlier_question_changes_that_answer(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over", "mijn zus")
    parent.tap("strengths:who:nobody")
    assert parent.state is not None
    assert "who" not in parent.state["answers"]


def test_a_child_under_12_is_brought_to_the_kindertelefoon(youth: Conversation) -> None:
    said = youth.say("ik ben 10")
    assert "Kindertelefoon" in said
    assert "0800-0432" in said
    assert "volwassene die je vertrouwt" in said
    assert youth.state is None


def test_a_youth_reads_no_parents_words(youth: Conversation) -> None:
    youth.say("ik had weer ruzie", "als ik muziek luister", "een 5", "dan is het rustig", "mijn tante")
    youth.say("even praten", "morgen sporten", "8", "ja", "nee")
    everything = " ".join(content.text for content in youth.heard).lower()
    for word in ("je kind", "opvoed", "jullie", "de juf", "ouder van een vriendje", "ons plan"):
        assert not re.search(rf"\b{word}\b", everything), word


def test_no_sentence_supposes_two_parents_money_a_car_or_family_nearby() -> None:
    folder = Settings().knowledge_dir / "strengths"
    said = " ".join((folder / name).read_text() for name in ("texts.yaml", "compliments.yaml", "feelings.yaml"))
    spoken = " ".join(re.findall(r'"([^"]*)"', said)).lower()
    for word in ("je partner", "je man", "je vrouw", "de auto", "samen met de andere ouder", "topouder", "super"):
        assert word not in spoken


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


def test_a_reason_that_was_given_is_not_asked_for_again(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over", "mijn zus")
    said = parent.say("durf ik niet te vragen, ze heeft het zelf druk")
    assert "Wat maakt het voor jou moeilijk" not in said
    assert "reageren goed" in said


def test_why_do_you_ask_gets_a_reason_and_the_question_waits(parent: Conversation) -> None:
    said = parent.say("waarom wil je dat weten?", intent="clarify_please")
    assert "Ik geef geen oordeel" in said
    assert "Vertel eens over de laatste keer" in said


def test_what_kind_of_questions_is_told_before_anything_begins(strengths: Strengths) -> None:
    conversation = start(strengths)
    said = conversation.say("wat voor vragen dan?")
    assert "een plan, dat van jou is" in said
    conversation.say("oke")
    assert conversation.step == "concrete"


def test_a_smaller_step_that_is_an_addition_keeps_the_step(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over", "sla over", "zaterdag wandelen", "4", "als mijn moeder hem meeneemt", "7")
    assert parent.plan["step"] == "zaterdag wandelen, als mijn moeder hem meeneemt"


def test_a_doubt_with_an_answer_in_it_is_an_answer(youth: Conversation) -> None:
    youth.say("ruzie over school", "als ik voetbal", "4", "rust", "mijn trainer", "geen idee gwn luisteren")
    assert "gwn luisteren" in " ".join(content.text for content in youth.heard)


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


def test_a_worry_about_who_sees_this_is_answered_and_the_question_waits(parent: Conversation) -> None:
    said = parent.say("en dit gaat allemaal naar jeugdzorg zeker")
    assert "leest pas mee als jij dat wilt" in said
    assert "anderen inschakelen" in said
    assert parent.step == "concrete"


def test_not_knowing_whether_to_go_on_is_a_reason_to_stop(parent: Conversation) -> None:
    parent.say("ik zit hier te huilen")
    assert parent.say("weet niet").startswith("Dat is goed. We stoppen")


def test_a_few_words_that_make_the_step_smaller_are_added_to_it(parent: Conversation) -> None:
    parent.say(*STORY, "6", "sla over", "sla over", "vanavond rustig praten", "4", "tien minuten ofzo", "8")
    assert parent.plan["step"] == "vanavond rustig praten, tien minuten ofzo"
