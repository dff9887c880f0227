"""Danger is answered in every mode and every field, at once, whatever the engine does."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from naast.content import KnowledgeContent
from tests.safety.test_categories import ALARMS
from tests.web.app import ApiProfessional, ApiVisitor, StandInEngine

DANGER = "mijn vader slaat me"
PROMISES = ("ik meld dit", "blijft geheim", "niemand hoort", "beloof", "doorverwezen")


def lines_in(messages: list[dict[str, Any]]) -> list[str]:
    """Names of the helplines on the cards, in order."""
    cards = [m["card"] for m in messages if m.get("card", {}).get("type") == "helplines"]
    return [line["name"] for card in cards for line in card["lines"]]


def seen_at_the_desk(professional: ApiProfessional, visitor: ApiVisitor) -> dict[str, Any]:
    item = next(i for i in professional.get("/queue").json()["waiting"] if i["id"] == visitor.id)
    return dict(item)


@pytest.mark.parametrize(("category", "text"), ALARMS, ids=[category for category, _ in ALARMS])
def test_each_kind_of_danger_gets_its_lines_and_the_desk_gets_the_words(
    visitor: ApiVisitor, professional: ApiProfessional, content: KnowledgeContent, category: str, text: str
) -> None:
    said = visitor.ask(text)
    assert lines_in(said)
    for promise in PROMISES:
        assert promise not in said[0]["text"].lower()
    visitor.wait_in_queue()
    item = seen_at_the_desk(professional, visitor)
    assert item["level"] in (1, 2)
    assert item["category"] == content.safety_rules.categories[category].title
    professional.post(f"/conversations/{visitor.id}/claim")
    (signal,) = professional.get(f"/conversations/{visitor.id}").json()["signals"]
    assert signal["line"] == text


def test_while_waiting_danger_is_answered_and_moves_up_the_queue(
    client: TestClient, visitor: ApiVisitor, professional: ApiProfessional
) -> None:
    visitor.wait_in_queue()
    later = ApiVisitor(client)
    later.wait_in_queue()
    assert lines_in(later.ask(DANGER))
    waiting = professional.get("/queue").json()["waiting"]
    assert [item["id"] for item in waiting][:2] == [later.id, visitor.id]


def test_in_a_talk_with_a_professional_the_lines_come_as_well(
    visitor: ApiVisitor, professional: ApiProfessional
) -> None:
    visitor.wait_in_queue()
    professional.post(f"/conversations/{visitor.id}/claim")
    assert lines_in(visitor.ask(DANGER))
    assert professional.get(f"/conversations/{visitor.id}").json()["signals"][0]["line"] == DANGER


@pytest.mark.parametrize("status", [500, 503])
def test_a_broken_engine_changes_nothing(visitor: ApiVisitor, engine: StandInEngine, status: int) -> None:
    engine.status = status
    assert lines_in(visitor.ask(DANGER))


def test_danger_in_a_plan_is_answered_on_the_page_and_in_the_chat(
    visitor: ApiVisitor, professional: ApiProfessional
) -> None:
    answer = visitor.call("PUT", "/plan", json={"goal": DANGER}).json()
    assert lines_in([answer["alarm"]])
    assert lines_in(visitor.messages())
    visitor.wait_in_queue()
    assert seen_at_the_desk(professional, visitor)["level"] == 2


def test_the_same_line_in_a_plan_raises_the_alarm_once(visitor: ApiVisitor) -> None:
    visitor.call("PUT", "/plan", json={"goal": DANGER})
    assert "alarm" not in visitor.call("PUT", "/plan", json={"goal": DANGER, "step": "morgen bellen"}).json()


def test_danger_in_the_summary_is_answered_in_the_chat(visitor: ApiVisitor) -> None:
    visitor.call("PUT", "/handover", json={"wish": DANGER})
    assert lines_in(visitor.messages())


def test_who_asks_to_be_called_and_writes_of_danger_gets_the_lines_instead(visitor: ApiVisitor) -> None:
    asked = visitor.call("POST", "/callback", json={"when": f"snel, {DANGER}", "how": "06-12345678"})
    assert asked.status_code == 409
    assert lines_in(visitor.messages())


def test_an_ordinary_plan_raises_nothing(visitor: ApiVisitor) -> None:
    answer = visitor.call("PUT", "/plan", json={"goal": "rustige avonden", "step": "morgen voorlezen"}).json()
    assert "alarm" not in answer
    assert lines_in(visitor.messages()) == []


def test_a_professional_who_writes_of_danger_gets_a_hint_and_no_alarm(
    visitor: ApiVisitor, professional: ApiProfessional, content: KnowledgeContent
) -> None:
    visitor.wait_in_queue()
    professional.post(f"/conversations/{visitor.id}/claim")
    sent = professional.post(
        f"/conversations/{visitor.id}/messages",
        client_message_id="1",
        text="Ik lees: mijn vader slaat mij. Klopt dat?",
    )
    usual = professional.post(
        f"/conversations/{visitor.id}/messages", client_message_id="2", text="Fijn dat je er bent."
    )
    assert sent.json()["hint"] == content.safety_rules.categories["kind_meldt_geweld"].title
    assert "hint" not in usual.json()
    assert lines_in(visitor.messages()) == []
    assert professional.get(f"/conversations/{visitor.id}").json()["signals"] == []


def test_danger_said_over_a_few_messages_is_answered(visitor: ApiVisitor) -> None:
    assert not lines_in(visitor.ask("mijn vader"))
    assert lines_in(visitor.ask("slaat me"))


def test_what_is_asked_right_behind_an_alarm_is_answered_as_well(
    visitor: ApiVisitor, engine: StandInEngine
) -> None:
    said_by_engine = engine.replies

    def silent_after_an_alarm() -> None:
        engine.replies = [] if engine.turns[-1]["intent"]["name"] == "safety_alarm" else said_by_engine

    engine.before_reply = silent_after_an_alarm
    visitor.say(DANGER)
    assert visitor.ask("mijn kleuter huilt bij het afscheid")[-1]["text"] == said_by_engine[0]["text"]
    alarm, question = engine.turns
    assert (alarm["intent"]["name"], alarm["text"]) == ("safety_alarm", "")
    assert question["text"] == "mijn kleuter huilt bij het afscheid"
