"""Actions without Rasa: the turn goes in, what is said comes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from actions.answer_question import AnswerQuestion
from actions.ask_back import AskBack
from actions.offer_person import OfferPerson
from actions.toolkit import Toolkit, TurnContext
from naast.content import KnowledgeContent
from naast.knowledge.municipalities import Municipality
from naast.support.social_map import SocialMap

TURN = TurnContext(
    intent="parenting_question",
    youth=False,
    municipality="voorbeeldgemeente",
    decision="answer",
    ranked=("huilbaby", "baby_slapen"),
    age=None,
    chosen_topic=None,
    topic=None,
    misses=0,
)
SUNDAY = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def a_map(places: dict[str, Municipality]) -> SocialMap:
    return SocialMap((), places, SUNDAY.date)


@pytest.fixture
def toolkit(content: KnowledgeContent) -> Toolkit:
    return Toolkit(content.topics, content.texts, a_map(content.municipalities), lambda: SUNDAY, demo=True)


def test_close_topics_are_asked_back_with_something_else_as_a_choice(toolkit: Toolkit) -> None:
    said, _ = AnswerQuestion(toolkit).answer(replace(TURN, decision="clarify"))
    assert [choice.id for choice in said[0].choices] == [
        "topic:huilbaby",
        "topic:baby_slapen",
        "none_of_these",
    ]


def test_outside_the_demo_a_topic_that_nobody_signed_is_not_shown(toolkit: Toolkit) -> None:
    said, _ = AnswerQuestion(replace(toolkit, demo=False)).answer(TURN)
    assert said[0].card is None
    assert said[0].text == toolkit.texts.say("not_known")


def test_in_the_demo_an_unsigned_topic_says_so(toolkit: Toolkit) -> None:
    said, _ = AnswerQuestion(toolkit).answer(TURN)
    assert said[0].card is not None
    assert "niet nagekeken" in said[0].card["note"]


def test_a_youth_reads_the_text_for_youths(toolkit: Toolkit) -> None:
    topic = next(t for t in toolkit.topics.values() if t.for_youths)
    said, _ = AnswerQuestion(toolkit).answer(replace(TURN, youth=True, ranked=(topic.id,)))
    assert topic.for_youths
    assert said[0].text.startswith(topic.for_youths)


def test_the_second_vague_turn_offers_a_person(toolkit: Toolkit) -> None:
    said, events = AskBack(toolkit).answer(replace(TURN, misses=1))
    assert "medewerker" in said[0].text
    assert events[0]["value"] == 2.0


def test_a_closed_desk_is_told_honestly_with_a_line_that_is_open(toolkit: Toolkit) -> None:
    place = Municipality("voorbeeldgemeente", "V", "CJG V", {})
    said, _ = OfferPerson(replace(toolkit, social_map=a_map({"voorbeeldgemeente": place}))).answer(TURN)
    assert said[0].card == {"type": "handover", "state": "closed", "opens": "later"}
    assert "112" in said[0].text
    assert "zo" not in said[0].text.split()
