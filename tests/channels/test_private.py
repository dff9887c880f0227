"""The phone number is nowhere to be read, the notification tells nothing, and the web chat is one link away."""

from __future__ import annotations

import base64
import re
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.channels.conftest import NUMBER, conversations, phone_of
from tests.channels.graph_api import GraphApi, Phone
from tests.web.app import ApiProfessional, Clock, StandInEngine

CANARY = "31612345678"
"""The number of every example: valid, so the redactor knows it, and nobody's."""


def disguises(number: str) -> list[bytes]:
    """The number in plain, without country code, and in base64 at each of the three offsets."""
    plain = [number.encode(), number[2:].encode(), f"0{number[2:]}".encode()]
    coded = [base64.b64encode(b"x" * shift + number.encode())[4:-4] for shift in range(3)]
    return plain + coded


def everything(client: TestClient, folder: Path) -> bytes:
    """Every file of the installation, and every value of every table."""
    files = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    engine = client.app.state.service.database.engine  # type: ignore[attr-defined]
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            named = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        else:
            named = "SELECT name FROM sqlite_master WHERE type = 'table'"
        tables = [row[0] for row in connection.exec_driver_sql(named)]
        values = [
            bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            for table in tables
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')
            for value in row
        ]
    return files + b"\n".join(values)


def test_the_phone_number_stands_in_no_file_table_log_or_answer(
    client: TestClient, api: GraphApi, engine: StandInEngine, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    phone = phone_of(client, api, CANARY)
    phone.says("hoi")
    phone.hears("denk met je mee")
    engine.replies = [{"text": "Ik geef door.", "card": {"type": "handover", "state": "offered"}}]
    phone.says(f"thuis is er ruzie, bel me op 0{CANARY[2:]} alsjeblieft")
    phone.hears("Mag een medewerker dit lezen?")
    phone.taps("channel:share")
    phone.hears("in de rij")
    phone.reports(api.to(CANARY)[-1], "read")
    api.fails(100)
    professional = ApiProfessional(client)
    (conversation,) = conversations(client)
    professional.post(f"/conversations/{conversation.id}/claim")
    shown = professional.get(f"/conversations/{conversation.id}").text + professional.get("/queue").text
    out, err = capfd.readouterr()
    kept = (
        everything(client, tmp_path)
        + shown.encode()
        + out.encode()
        + err.encode()
        + client.get("/metrics").content
    )
    assert b"channel_not_sent" in kept
    for disguise in disguises(CANARY):
        assert disguise not in kept


def test_nothing_of_a_number_is_left_after_verwijder(client: TestClient, phone: Phone, tmp_path: Path) -> None:
    phone.says("hoi")
    phone.hears("denk met je mee")
    service = client.app.state.service  # type: ignore[attr-defined]
    hashed = service.keyring.keyed_hash("channel whatsapp", NUMBER).encode()
    assert hashed in everything(client, tmp_path)
    phone.says("verwijder")
    phone.hears("is bij ons weg")
    assert hashed not in everything(client, tmp_path / "nothing")


def link_in(text: str) -> str:
    found = re.search(r"/verder#([0-9a-f]+)", text)
    assert found
    return found[1]


def test_a_youth_moves_to_the_private_web_chat_and_back_in_the_same_conversation(
    client: TestClient, phone: Phone, engine: StandInEngine
) -> None:
    phone.says("hoi")
    phone.hears("denk met je mee")
    phone.says("privé")
    code = link_in(phone.hears("/verder#"))
    opened = client.post("/api/v1/continue", json={"code": code})
    assert opened.status_code == 201
    assert client.post("/api/v1/continue", json={"code": code}).status_code == 404
    web = opened.json()
    path, headers = f"/api/v1/conversations/{web['id']}", {"Authorization": f"Bearer {web['token']}"}
    seen = [m["text"] for m in client.get(f"{path}/messages", headers=headers).json()["messages"]]
    assert "hoi" in seen
    assert code not in str(seen)
    engine.replies = [{"text": "Alleen hier te lezen."}]
    client.post(f"{path}/messages", json={"client_message_id": "1", "text": "dit is privé"}, headers=headers)
    assert phone.stays_silent(1)
    back = client.post(f"{path}/channel/whatsapp", headers=headers).json()["url"]
    assert back.startswith("https://wa.me/31600000000?text=terug%20")
    engine.replies = [{"text": "Welkom terug."}]
    phone.says(back.rpartition("=")[2].replace("%20", " "))
    shown = phone.hears("Je bent weer hier")
    assert "Alleen hier" not in shown
    phone.says("nog iets")
    phone.hears("Welkom terug.")
    assert len(conversations(client)) == 1


def test_the_page_behind_the_link_keeps_the_code_out_of_every_log(client: TestClient) -> None:
    page = client.get("/verder")
    script = client.get("/static/channels/continue.js")
    assert (page.status_code, script.status_code) == (200, 200)
    assert "channels/continue.js" in page.text
    assert "location.hash" in script.text
    for name in re.findall(r"from '\.\./(\S+)'", script.text):
        assert client.get(f"/static/{name}").status_code == 200


def test_who_began_on_the_website_goes_on_in_whatsapp(client: TestClient, phone: Phone) -> None:
    web = client.post("/api/v1/conversations", json={"audience": "youth"}).json()
    headers = {"Authorization": f"Bearer {web['token']}"}
    path = f"/api/v1/conversations/{web['id']}/channel/whatsapp"
    url = client.post(path, headers=headers).json()["url"]
    phone.says(url.rpartition("=")[2].replace("%20", " "))
    phone.hears("Je bent weer hier")
    phone.says("hoi")
    phone.hears("denk met je mee")
    assert [c.id for c in conversations(client)] == [web["id"]]


def test_a_one_time_link_stops_working_after_a_quarter_of_an_hour(
    client: TestClient, phone: Phone, clock: Clock
) -> None:
    phone.says("website")
    code = link_in(phone.hears("/verder#"))
    clock.now += timedelta(minutes=16)
    assert client.post("/api/v1/continue", json={"code": code}).status_code == 404


def test_the_visitors_own_export_says_which_channel_and_no_number(client: TestClient, phone: Phone) -> None:
    phone.says("privé")
    web = client.post("/api/v1/continue", json={"code": link_in(phone.hears("/verder#"))}).json()
    headers = {"Authorization": f"Bearer {web['token']}"}
    exported = client.get(f"/api/v1/conversations/{web['id']}/export", headers=headers)
    assert exported.json()["channel"] == "whatsapp"
    assert NUMBER not in exported.text
