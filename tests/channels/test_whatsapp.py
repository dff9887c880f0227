"""WhatsApp through the real application and a stand-in of the Graph API: what comes in and what is shown."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from prometheus_client import REGISTRY
from sqlalchemy import select

from naast.store.channel_tables import ChannelLink, InboxRow
from tests.channels.conftest import NUMBER, PUBLIC_URL, conversations, log_of, phone_of
from tests.channels.graph_api import NUMBER_ID, VERIFY_TOKEN, GraphApi, Phone, signed, wamid, webhook
from tests.system import eventually
from tests.web.app import Clock, StandInEngine

PATH = "/api/v1/channels/whatsapp"


def refused(reason: str) -> float:
    return REGISTRY.get_sample_value("naast_channel_refused_total", {"channel": "whatsapp", "reason": reason}) or 0


def test_the_first_message_says_what_this_is_in_two_sentences_with_a_private_link(phone: Phone) -> None:
    phone.says("hoi")
    first = phone.hears("computer", "denk met je mee").splitlines()[0]
    assert first.count(". ") + 1 == 2
    assert "medewerker leest mee" in first
    assert "WhatsApp is van een ander bedrijf" in first
    assert f"{PUBLIC_URL}/jong" in first


def test_a_message_is_heard_once_however_often_it_comes(phone: Phone, engine: StandInEngine) -> None:
    message = phone.says("ik zoek een maatje")
    phone.hears("denk met je mee")
    for _ in range(3):
        assert phone.post(phone.value(message)) == 200
    assert phone.stays_silent()
    assert [turn["text"] for turn in engine.turns] == ["ik zoek een maatje"]


@pytest.mark.parametrize(
    ("headers", "reason"),
    [({}, "unsigned"), ({"X-Hub-Signature-256": "sha256=" + "0" * 64}, "forged"),
     ({"X-Hub-Signature-256": "é"}, "forged"), (signed(b"something else"), "forged")],
)  # fmt: skip
def test_what_is_not_signed_by_meta_is_refused_and_counted(
    client: TestClient, phone: Phone, headers: dict[str, str], reason: str
) -> None:
    body = json.dumps(webhook(phone.value(phone.message("text", {"body": "vals"})))).encode()
    before = refused(reason)
    raw = {name: value.encode("latin-1") for name, value in headers.items()}
    assert client.post(PATH, content=body, headers=raw).status_code == 401  # type: ignore[arg-type]
    assert refused(reason) == before + 1
    assert conversations(client) == []


def test_a_message_that_is_too_old_to_come_from_whatsapp_is_refused_and_counted(
    client: TestClient, phone: Phone, clock: Clock
) -> None:
    before = refused("stale")
    phone.post(phone.value(phone.message("text", {"body": "oud"}, clock.now - timedelta(days=8))))
    assert refused("stale") == before + 1
    assert conversations(client) == []


def test_only_our_own_word_opens_the_handshake(client: TestClient) -> None:
    query = {"hub.mode": "subscribe", "hub.verify_token": VERIFY_TOKEN, "hub.challenge": "1158201444"}
    answer = client.get(PATH, params=query)
    assert (answer.status_code, answer.text) == (200, "1158201444")
    assert client.get(PATH, params=query | {"hub.verify_token": "wrong"}).status_code == 403
    assert client.get(PATH, params=query | {"hub.challenge": "<script>"}).status_code == 403


def test_a_webhook_of_another_number_is_left_alone(client: TestClient, phone: Phone) -> None:
    body = json.dumps(webhook(phone.value(phone.message("text", {"body": "hoi"})), number_id="1")).encode()
    assert client.post(PATH, content=body, headers=signed(body)).status_code == 200
    assert conversations(client) == []


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"[]", b"{", b'"tekst"', b"\xff", b"null", b'{"entry": 3}', b'{"entry": [[1]]}'),
        b'{"entry":[{"changes":{}}]}',
        json.dumps(webhook({"messages": [None, 3, {}, {"id": 4, "from": [], "type": {}}]})).encode(),
        json.dumps(webhook({"statuses": [{"id": "x", "status": "read", "errors": "?"}]})).encode(),
        json.dumps(webhook({"messages": [{"id": "a", "from": "31", "type": "text", "timestamp": "²"}]})).encode(),
    ],
)
def test_a_strange_body_never_breaks_anything(client: TestClient, body: bytes) -> None:
    assert client.post(PATH, content=body, headers=signed(body)).status_code in (200, 400)


def test_few_choices_are_buttons_more_are_a_list_and_many_are_numbers(phone: Phone, engine: StandInEngine) -> None:
    for count, kind in ((2, "button"), (7, "list"), (12, "text")):
        choices = [
            {"id": f"keuze:{n}", "title": f"Keuze {n}", "intent": "a", "entities": {}} for n in range(count)
        ]
        engine.replies = [{"text": f"Kies uit {count}.", "choices": choices}]
        phone.says(f"vraag {count}")
        phone.hears(f"Kies uit {count}.")
        body = phone.api.to(NUMBER)[-1].body
        assert (body["interactive"]["type"] if "interactive" in body else body["type"]) == kind
    engine.replies = [{"text": "Goed."}]
    phone.says("11")
    phone.hears("Goed.")
    assert engine.turns[-1]["text"] == "Keuze 10"


def test_a_tapped_button_and_its_words_mean_the_same(phone: Phone, engine: StandInEngine) -> None:
    choices = [{"id": "c1", "title": "Slapen", "intent": "choose_topic", "entities": {"topic": "x"}}]
    for answer in ("tap", "slapen!"):
        engine.replies = [{"text": "Waarover?", "choices": choices}]
        phone.says("hoi")
        phone.hears("Waarover?")
        engine.replies = [{"text": "Oké."}]
        phone.taps("c1") if answer == "tap" else phone.says(answer)
        phone.hears("Oké.")
        assert engine.turns[-1]["intent"]["name"] == "choose_topic"


def test_a_title_that_is_too_long_for_a_row_stands_whole_below_it(phone: Phone, engine: StandInEngine) -> None:
    title = "Ik denk nog aan iemand anders in de buurt"
    choices = [{"id": f"c{n}", "title": f"{n} {title}", "intent": "a", "entities": {}} for n in range(2)]
    engine.replies = [{"text": "Wie?", "choices": choices}]
    phone.says("hoi")
    phone.hears("Wie?")
    row = phone.api.to(NUMBER)[-1].body["interactive"]["action"]["sections"][0]["rows"][0]
    assert row["description"] == f"0 {title}"
    assert len(row["title"]) <= 24


def test_a_long_text_is_split_between_sentences(phone: Phone, engine: StandInEngine) -> None:
    sentences = [f"Dit is zin nummer {n} van een lang verhaal." for n in range(300)]
    engine.replies = [{"text": " ".join(sentences)}]
    phone.says("vertel")
    phone.hears("nummer 299")
    parts = [text for text in phone.screen if "zin nummer" in text]
    assert len(parts) > 1
    assert all(len(part) <= 4096 and part.endswith(".") for part in parts)
    assert " ".join(parts) == " ".join(sentences)


@pytest.mark.parametrize(
    ("kind", "inside", "answer"),
    [
        ("image", {"id": "1", "mime_type": "image/jpeg"}, "foto's niet bekijken"),
        ("audio", {"id": "1", "voice": True}, "spraakberichten niet beluisteren"),
        ("video", {"id": "1"}, "filmpjes"),
        ("document", {"id": "1", "filename": "dagboek.pdf"}, "bestanden"),
        ("sticker", {"id": "1"}, "sticker"),
        ("location", {"latitude": 52.1, "longitude": 5.2, "name": "thuis"}, "Waar je bent"),
        ("contacts", [{"name": {"formatted_name": "een naam"}}], "Een rol is genoeg"),
        ("reaction", {"message_id": "x", "emoji": "👍"}, "Ik zie je reactie"),
        ("unsupported", {"type": "poll"}, "kan ik niet lezen"),
    ],
)
def test_what_cannot_be_read_is_answered_kindly_and_not_kept(
    client: TestClient, phone: Phone, engine: StandInEngine, kind: str, inside: Any, answer: str
) -> None:
    phone.sends(kind, inside)
    phone.hears(answer)
    assert engine.turns == []
    (conversation,) = conversations(client)
    kept = str(log_of(client, conversation.id))
    assert "[" in kept
    assert "dagboek" not in kept
    assert "52.1" not in kept


def test_the_words_under_a_picture_are_read_as_words(phone: Phone, engine: StandInEngine) -> None:
    phone.sends("image", {"id": "1", "caption": "dit is mijn hond"})
    phone.hears("denk met je mee")
    assert engine.turns[0]["text"] == "dit is mijn hond"


def test_a_reaction_that_is_taken_away_says_nothing(client: TestClient, phone: Phone) -> None:
    phone.sends("reaction", {"message_id": "x", "emoji": ""})
    assert phone.stays_silent()
    assert conversations(client) == []


def test_who_gets_another_number_goes_on_in_the_same_conversation(
    client: TestClient, phone: Phone, api: GraphApi
) -> None:
    phone.says("hoi")
    phone.hears("denk met je mee")
    system = {"body": "changed", "wa_id": "31600000002", "type": "user_changed_number"}
    phone.post(
        {"messages": [{"from": NUMBER, "id": wamid(NUMBER), "timestamp": "1", "type": "system", "system": system}]}
    )
    new = phone_of(client, api, "31600000002")
    new.says("ik ben het")
    assert "medewerker leest mee" not in new.hears("denk met je mee")
    assert len(conversations(client)) == 1


def test_who_hides_the_number_behind_a_username_goes_on_too(client: TestClient, api: GraphApi) -> None:
    phone = phone_of(client, api, user_id="NL.13491208655302741918")
    phone.says("hoi")
    phone.hears("denk met je mee")
    message = phone.message("text", {"body": "ik ben het"}) | {"from_user_id": "NL.13491208655302741918"}
    del message["from"]
    assert phone.post({"messages": [message]}) == 200
    phone.hears("denk met je mee")
    assert len(conversations(client)) == 1


def test_the_assistant_shows_that_it_read_and_types(phone: Phone) -> None:
    message = phone.says("hoi")
    phone.hears("denk met je mee")
    eventually(lambda: bool(phone.api.reads), 5)
    assert phone.api.reads[-1]["message_id"] == message["id"]
    assert phone.api.reads[-1]["typing_indicator"] == {"type": "text"}


def test_stop_ends_and_a_later_message_begins_anew(client: TestClient, phone: Phone) -> None:
    phone.says("hoi")
    phone.hears("denk met je mee")
    phone.says("Stop!")
    phone.hears("We stoppen hier")
    phone.says("ik wil toch weer praten")
    phone.hears("medewerker leest mee", "denk met je mee")
    assert sorted(c.mode for c in conversations(client)) == ["bot", "closed"]


def test_stop_among_other_words_is_just_a_word(client: TestClient, phone: Phone, engine: StandInEngine) -> None:
    phone.says("ik wil stoppen met school")
    phone.hears("denk met je mee")
    assert engine.turns[0]["text"] == "ik wil stoppen met school"


def test_verwijder_deletes_every_conversation_of_this_number(client: TestClient, phone: Phone) -> None:
    for text, answer in (("hoi", "denk met je mee"), ("stop", "stoppen hier"), ("weer", "denk met je mee")):
        phone.says(text)
        phone.hears(answer)
    message = phone.says("Verwijder")
    phone.hears("is bij ons weg")
    assert conversations(client) == []
    with client.app.state.service.database.read() as session:  # type: ignore[attr-defined]
        assert session.scalars(select(ChannelLink)).all() == []
        assert session.scalars(select(InboxRow)).all() == []
    phone.post(phone.value(message))
    assert phone.stays_silent()
    assert conversations(client) == []


def test_the_handover_of_an_unset_channel_is_not_there(client: TestClient) -> None:
    assert client.get("/api/v1/channels/webhook").status_code == 404
    assert client.post("/api/v1/channels/webhook", content=b"{}").status_code == 404


def test_the_number_id_is_ours() -> None:
    assert webhook({})["entry"][0]["changes"][0]["value"]["metadata"]["phone_number_id"] == NUMBER_ID
