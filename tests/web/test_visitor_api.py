"""The visitor's API through the real application, on both databases."""

from __future__ import annotations

import json
import threading
import uuid

import pytest
from fastapi.testclient import TestClient

from naast.web.limits import LARGEST_BODY
from tests.system import eventually
from tests.web.app import ApiProfessional, ApiVisitor, Application, StandInEngine


def test_the_greeting_says_it_is_a_computer_and_that_a_person_is_available(visitor: ApiVisitor) -> None:
    greeting = visitor.greeting[0]["text"]
    assert "computer" in greeting
    assert "medewerker" in greeting


def test_a_message_is_stored_numbered_and_answered(visitor: ApiVisitor, engine: StandInEngine) -> None:
    answer = visitor.say("Mijn zoon van 3 slaapt niet")
    assert answer.status_code == 202
    seq = answer.json()["message"]["seq"]
    assert [m["text"] for m in visitor.reply_to(seq)] == ["Ik denk met je mee."]
    assert [m["seq"] for m in visitor.messages()] == list(range(1, seq + 2))
    assert engine.turns[0]["context"]["age"] == 3.0


def test_a_retry_under_the_same_id_stores_nothing_new(visitor: ApiVisitor, engine: StandInEngine) -> None:
    first, second = visitor.say("dank je", "een-id"), visitor.say("dank je", "een-id")
    assert first.json() == second.json()
    visitor.reply_to(first.json()["message"]["seq"])
    assert [m["text"] for m in visitor.messages()].count("dank je") == 1
    assert len(engine.turns) == 1


def test_twenty_retries_at_the_same_moment_store_one_message(visitor: ApiVisitor) -> None:
    threads = [threading.Thread(target=visitor.say, args=("hallo", "zelfde")) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [m["text"] for m in visitor.messages()].count("hallo") == 1


def test_a_burst_becomes_one_turn(application: Application, engine: StandInEngine) -> None:
    """The window is wide, so that a slow machine types as fast as a quick one."""
    with application.running(burst_window_s=3) as client:
        visitor = ApiVisitor(client)
        for text in ("hoi", "mijn dochter slaapt niet", "ze is 3"):
            visitor.say(text)
        everything = "hoi\nmijn dochter slaapt niet\nze is 3"
        eventually(lambda: "\n".join(turn["text"] for turn in engine.turns) == everything, 20)
    assert len(engine.turns) < 3


def test_the_engine_gets_its_state_back_with_the_next_turn(visitor: ApiVisitor, engine: StandInEngine) -> None:
    visitor.ask("hallo")
    visitor.ask("nog iets")
    assert [turn["state"] for turn in engine.turns] == [None, {"turns": 1}]


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b", "\u200b \u2060", "\x00"])
def test_an_empty_message_is_refused_and_says_what_to_do(visitor: ApiVisitor, text: str) -> None:
    answer = visitor.say(text)
    assert answer.status_code == 422
    assert answer.json()["field"] == "text"
    assert "Typ" in answer.json()["detail"]
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_message_that_is_too_long_is_refused_and_nothing_is_stored(visitor: ApiVisitor) -> None:
    assert visitor.say("a" * 4001).json()["field"] == "text"
    assert visitor.say("a" * (LARGEST_BODY + 1)).status_code == 413
    assert len(visitor.messages()) == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"client_message_id": "x"},
        {"client_message_id": "x", "text": "a", "choice": "b"},
        {"client_message_id": 3, "text": "a"},
        {"client_message_id": "x", "text": ["a"]},
        {"client_message_id": "", "text": "a"},
    ],
)
def test_a_malformed_body_gets_a_422_that_names_the_field(visitor: ApiVisitor, body: object) -> None:
    answer = visitor.call("POST", "/messages", json=body)
    assert answer.status_code == 422
    assert answer.json()["field"]


def test_a_choice_that_was_never_offered_is_refused(visitor: ApiVisitor) -> None:
    assert visitor.choose("topic:huilbaby").json()["field"] == "choice"


def test_a_tapped_choice_means_what_we_said_it_means(visitor: ApiVisitor, engine: StandInEngine) -> None:
    choice = {"id": "c1", "title": "Slapen", "intent": "choose_topic", "entities": {"topic": "huilbaby"}}
    engine.replies = [{"text": "Waar gaat het over?", "choices": [choice]}]
    shown = visitor.ask("hallo")[0]["choices"]
    assert shown == [{"id": "c1", "title": "Slapen"}]
    visitor.reply_to(visitor.choose("c1").json()["message"]["seq"])
    assert engine.turns[-1]["intent"]["name"] == "choose_topic"
    assert engine.turns[-1]["entities"] == [{"entity": "topic", "value": "huilbaby"}]


def test_a_typed_slash_command_reaches_the_engine_as_plain_text(
    visitor: ApiVisitor, engine: StandInEngine
) -> None:
    visitor.ask("/restart")
    assert engine.turns[0]["text"] == "restart"


def test_what_nobody_should_type_is_masked_before_it_is_stored(visitor: ApiVisitor) -> None:
    visitor.say("mijn bsn is 111222333")
    stored = json.dumps(visitor.call("GET", "/export").json(), ensure_ascii=False)
    assert "111222333" not in stored
    assert "[burgerservicenummer]" in stored
    assert any(m["sender"] == "system" and "burgerservicenummer" in m["text"] for m in visitor.messages())


@pytest.mark.parametrize("path", ["", "/messages?after=0", "/handover", "/export"])
def test_a_wrong_or_foreign_token_gets_404(client: TestClient, visitor: ApiVisitor, path: str) -> None:
    foreign = ApiVisitor(client)
    for token in ("wrong", "", foreign.token):
        headers = {"Authorization": f"Bearer {token}"}
        answer = client.get(f"/api/v1/conversations/{visitor.id}{path}", headers=headers)
        assert answer.status_code == 404


def test_the_stream_replays_without_gaps_and_goes_on(
    client: TestClient, visitor: ApiVisitor, professional: ApiProfessional
) -> None:
    visitor.ask("hallo")
    visitor.wait_in_queue()
    professional.claim(visitor)
    polled = visitor.messages()
    path = f"/api/v1/conversations/{visitor.id}/stream"
    with client.websocket_connect(f"{path}?after=1", subprotocols=["naast", visitor.token]) as stream:
        replayed = [stream.receive_json() for _ in polled[1:]]
        assert [f["message"] for f in replayed] == polled[1:]
        mode = stream.receive_json()
        assert (mode["type"], mode["mode"]) == ("mode", "human")
        assert mode["staff"] == {"name": "Medewerker 1", "role": "CJG-medewerker"}
        professional.write(visitor, "Dag, ik lees mee.")
        live = stream.receive_json()
        assert live["message"]["text"] == "Dag, ik lees mee."
        assert live["message"]["seq"] == polled[-1]["seq"] + 1


def test_a_stream_with_a_wrong_token_is_closed(client: TestClient, visitor: ApiVisitor) -> None:
    path = f"/api/v1/conversations/{visitor.id}/stream"
    with client.websocket_connect(path, headers={"Authorization": "Bearer wrong"}) as stream:
        assert stream.receive()["code"] == 4404


def test_deleting_makes_everything_unreachable(visitor: ApiVisitor) -> None:
    visitor.ask("hallo")
    assert visitor.call("DELETE").status_code == 204
    for path in ("", "/messages?after=0", "/export", "/handover"):
        assert visitor.call("GET", path).status_code == 404
    assert visitor.say("ben je er nog?").status_code == 404


def test_an_unknown_municipality_is_named_as_the_problem(client: TestClient) -> None:
    answer = client.post("/api/v1/conversations", json={"municipality": "nergenshuizen"})
    assert answer.status_code == 422
    assert answer.json()["field"] == "municipality"


def test_ended_conversations_take_no_more_messages(visitor: ApiVisitor) -> None:
    assert visitor.call("POST", "/end").json()["mode"] == "closed"
    assert visitor.say("toch nog iets").status_code == 409


def test_the_openapi_document_lists_both_sides(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert "/api/v1/conversations/{conversation_id}/handover" in paths
    assert "/api/v1/desk/conversations/{conversation_id}/claim" in paths


def test_every_page_and_answer_carries_strict_headers(client: TestClient) -> None:
    for path in ("/", "/jong", "/werkplek", "/health/live", "/api/v1/municipality"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_an_unknown_path_is_a_problem_document(client: TestClient) -> None:
    answer = client.get(f"/api/v1/{uuid.uuid4()}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_somebody_from_another_municipality_is_told_where_to_go_and_gets_the_lines(client: TestClient) -> None:
    visitor = ApiVisitor(client, municipality="zwolle")
    told = visitor.greeting[-1]
    assert "Je woont in Zwolle" in told["text"]
    assert [line["number"] for line in told["card"]["lines"]] == ["112", "0800-2000", "088-0767000"]


def test_a_youth_from_another_municipality_gets_the_lines_for_youths(client: TestClient) -> None:
    visitor = ApiVisitor(client, municipality="aalten", audience="youth")
    assert "0800-0432" in str(visitor.greeting[-1]["card"])


def test_somebody_from_another_municipality_still_gets_answers(client: TestClient) -> None:
    visitor = ApiVisitor(client, municipality="zwolle")
    assert visitor.ask("mijn kind wil niet slapen")
