"""When the conversation is offered, and when never."""

from __future__ import annotations

import pytest

from naast.content import KnowledgeContent
from naast.flows.flow import Heard
from naast.settings import Settings
from naast.strengths.conversation import Strengths
from naast.yaml_files import read_yaml
from tests.strengths.conftest import Conversation, start


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


def test_what_kind_of_questions_is_told_before_anything_begins(strengths: Strengths) -> None:
    conversation = start(strengths)
    said = conversation.say("wat voor vragen dan?")
    assert "een plan, dat van jou is" in said
    conversation.say("oke")
    assert conversation.step == "concrete"


def test_not_knowing_whether_to_go_on_is_a_reason_to_stop(parent: Conversation) -> None:
    parent.say("ik zit hier te huilen")
    assert parent.say("weet niet").startswith("Dat is goed. We stoppen")
