"""A visitor who writes in another language, through the API."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.web.app import ApiVisitor, StandInEngine


def test_a_line_in_turkish_is_answered_without_the_engine(visitor: ApiVisitor, engine: StandInEngine) -> None:
    engine.status = 500
    [answer] = visitor.ask("Kızım geceleri uyumuyor, ne yapabilirim?")
    assert answer["card"]["language"] == "tr"
    assert "Tercüman" in answer["text"]
    assert answer["choices"][0]["id"] == "ask_person"
    assert engine.turns == []


def test_danger_in_english_is_answered_with_the_lines_before_anything_about_language(visitor: ApiVisitor) -> None:
    visitor.say("i want to kill myself")
    cards = [m["card"]["type"] for m in visitor.messages(wait=2) if m.get("card")]
    assert cards[0] == "helplines"
    assert "language" not in cards


def test_the_professional_reads_which_language_to_bring_an_interpreter_for(visitor: ApiVisitor) -> None:
    visitor.ask("Моя дочка не спить вночі і плаче")
    assert visitor.call("GET", "/handover").json()["language"] == "Українська"


def test_dutch_goes_to_the_engine_as_always(visitor: ApiVisitor, engine: StandInEngine) -> None:
    visitor.ask("Mijn dochter slaapt niet")
    assert len(engine.turns) == 1
    assert visitor.call("GET", "/handover").json()["language"] == "nl"


def test_the_fixed_texts_can_be_read_without_a_conversation(client: TestClient) -> None:
    codes = [one["code"] for one in client.get("/api/v1/languages").json()["languages"]]
    arabic = client.get("/api/v1/languages/ar").json()
    assert "ar" in codes
    assert arabic["direction"] == "rtl"
    assert arabic["lines"][0]["name"] == "Noodnummer"
    assert client.get("/api/v1/languages/xx").status_code == 422
