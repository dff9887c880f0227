"""The desk's search in the knowledge thinks of the family whose chat is open."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.web.app import ApiProfessional, ApiVisitor


def found(professional: ApiProfessional, q: str, about: str = "") -> list[str]:
    answer = professional.get(f"/search?q={q}&about={about}").json()
    return [topic["id"] for topic in answer["topics"]]


def test_topics_that_fit_the_family_come_first(client: TestClient, professional: ApiProfessional) -> None:
    youth, parent = ApiVisitor(client, audience="youth"), ApiVisitor(client)
    parent.say("Mijn dochter van 3 komt elke avond uit bed")
    parent.call("POST", "/handover", json={}).raise_for_status()
    assert found(professional, "slapen", youth.id)[0] == "slapen_jongere"
    assert found(professional, "slapen", parent.id)[0] != "slapen_jongere"


def test_without_an_open_chat_it_searches_for_parents(professional: ApiProfessional) -> None:
    assert found(professional, "slapen") == found(professional, "slapen", "no-such-chat")
    assert len(found(professional, "slapen")) == 5


def test_nothing_typed_finds_nothing(professional: ApiProfessional) -> None:
    assert found(professional, " ") == []
