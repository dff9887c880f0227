"""Asking the social map, without an engine: when a postcode is asked for, and what comes back."""

from __future__ import annotations

from typing import Any

import pytest

from naast.conversation.content import Content
from naast.flows.flow import START_INTENT, Flow, Heard, Said
from naast.support.conversations.who_can_help import NAME, ask_who_can_help

DEMO = "voorbeeldgemeente"


@pytest.fixture
def flow(flows: dict[str, Flow]) -> Flow:
    return flows[NAME]


def asked(flow: Flow, kind: str | None, *, youth: bool = False) -> Said:
    entities = ask_who_can_help(kind, "Wie?").entities if kind else {"flow": NAME}
    return flow.begin(Heard("Wie?", START_INTENT, entities=entities, tapped=True, youth=youth, municipality=DEMO))


def answered(flow: Flow, said: Said, text: str) -> Said:
    assert said.state is not None
    after = flow.hear(said.state, Heard(text, "parenting_question", 0.4, municipality=DEMO))
    assert after is not None
    return after


def names(content: Content) -> list[str]:
    card: dict[str, Any] = content.card or {"offers": []}
    return [offer["name"] for offer in card["offers"]]


def test_money_gets_national_offers_without_a_postcode(flow: Flow) -> None:
    said = asked(flow, "money")
    assert said.state is None
    assert "Geldfit" in names(said.contents[0])
    assert [choice.id for choice in said.contents[0].choices] == ["ask_person"]


def test_a_postcode_is_asked_only_when_it_can_change_the_answer(flow: Flow) -> None:
    assert asked(flow, "money").state is None
    nearby = asked(flow, "ontmoeten")
    assert nearby.state is not None
    assert "4 cijfers" in nearby.contents[0].text


def test_the_nearest_comes_first_and_the_postcode_is_gone(flow: Flow) -> None:
    said = answered(flow, asked(flow, "ontmoeten"), "1000")
    assert names(said.contents[0])[0] == "Huiskamer Noord"
    assert said.state is None


def test_somebody_who_keeps_the_postcode_sees_what_is_everywhere(flow: Flow) -> None:
    said = asked(flow, "steungezin")
    skip = next(choice for choice in said.contents[0].choices if choice.id.endswith(":skip"))
    assert said.state is not None
    heard = Heard(skip.title, skip.intent, entities=skip.entities, tapped=True, municipality=DEMO)
    after = flow.hear(said.state, heard)
    assert after is not None
    assert "Huiskamer Noord" not in names(after.contents[0])
    assert 1 <= len(names(after.contents[0])) <= 3


def test_without_a_subject_it_asks_for_one_and_reads_a_typed_answer(flow: Flow) -> None:
    said = answered(flow, asked(flow, None), "over school")
    assert "Onderwijsconsulenten" in names(said.contents[0])


def test_when_the_map_has_nothing_it_says_so_and_offers_a_person(flow: Flow) -> None:
    said = asked(flow, "health")
    assert names(said.contents[0]) == []
    assert "Hier weet ik zelf niets voor" in said.contents[0].text
    assert [choice.id for choice in said.contents[0].choices] == ["ask_person"]


def test_a_youth_sees_what_is_for_youths(flow: Flow) -> None:
    assert "Villa Pinedo" in names(asked(flow, "relation", youth=True).contents[0])
    assert "Onderwijsconsulenten" not in names(asked(flow, "school", youth=True).contents[0])
