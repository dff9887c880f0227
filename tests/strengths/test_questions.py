"""The road of the questions, without an engine."""

from __future__ import annotations

import itertools
import re

from naast.flows.flow import Heard
from naast.flows.guide import Guide
from naast.flows.talk import Talk
from naast.flows.words import Words
from naast.settings import Settings
from naast.strengths.conversation import Strengths
from tests.strengths.conftest import Conversation, start

STORY = ("gisteren kwam ze tien keer uit bed", "als ik een boekje voorlees")


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
