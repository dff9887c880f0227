"""The signed webhook through the real application, with a message broker as a real HTTP server."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from naast.channels.signatures import same
from naast.channels.webhook import signed
from tests.channels.conftest import PUBLIC_URL, conversations
from tests.system import eventually
from tests.web.app import Application, Clock, StandInEngine

SECRET = "a secret of more than thirty-two characters"
PATH = "/api/v1/channels/webhook"


class Broker:
    """Listens as a municipality's broker would; refuses what is not signed."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.status = 200
        broker = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                stamp, given = self.headers["X-Naast-Timestamp"], self.headers["X-Naast-Signature"]
                right = same(SECRET, stamp.encode() + b"." + body, given.removeprefix("v1="))
                if right and broker.status == 200:
                    broker.got.append(json.loads(body))
                self.send_response(broker.status if right else 401)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/naast"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def hears(self, words: str) -> dict[str, Any]:
        eventually(lambda: any(words in one["text"] for one in self.got), 15, lambda: str(self.got[-3:]))
        return next(one for one in reversed(self.got) if words in one["text"])


@pytest.fixture
def broker() -> Iterator[Broker]:
    broker = Broker()
    yield broker
    broker.close()


@pytest.fixture
def client(application: Application, broker: Broker) -> Iterator[TestClient]:
    chosen = {
        "public_url": PUBLIC_URL,
        "hosts": "testserver",
        "webhook_url": broker.url,
        "webhook_secret": SECRET,
        "channel_settle_s": 0.05,
        "channel_look_s": 0.05,
    }
    with application.running(**chosen) as client:
        yield client


def event(clock: Clock, id: str, text: str = "", **more: Any) -> dict[str, Any]:
    return {"type": "message", "id": id, "from": "persoon-1", "at": clock.now.isoformat(), "text": text} | more


def post(client: TestClient, clock: Clock, *events: dict[str, Any]) -> httpx.Response:
    clock.now += timedelta(milliseconds=1001)  # a later second: another signature
    body = json.dumps({"events": events}).encode()
    return client.post(PATH, content=body, headers=signed(SECRET, body, clock.now))


def refused(reason: str) -> float:
    return REGISTRY.get_sample_value("naast_channel_refused_total", {"channel": "webhook", "reason": reason}) or 0


def test_a_broker_and_naast_talk_in_signed_words(
    client: TestClient, clock: Clock, broker: Broker, engine: StandInEngine
) -> None:
    choices = [{"id": "c1", "title": "Ja", "intent": "a", "entities": {}}]
    engine.replies = [{"text": "Zullen we?", "choices": choices}]
    assert post(client, clock, event(clock, "m1", "hoi")).status_code == 200
    asked = broker.hears("Zullen we?")
    assert asked["to"] == "persoon-1"
    assert "1. Ja" in asked["text"]
    assert asked["options"] == [{"id": "c1", "title": "Ja"}]
    engine.replies = [{"text": "Goed zo."}]
    post(client, clock, event(clock, "m2", "1"))
    broker.hears("Goed zo.")
    assert engine.turns[-1]["intent"]["name"] == "a"


def test_a_message_id_that_came_before_changes_nothing(
    client: TestClient, clock: Clock, broker: Broker, engine: StandInEngine
) -> None:
    for _ in range(3):
        assert post(client, clock, event(clock, "m1", "hoi")).status_code == 200
    broker.hears("denk met je mee")
    time.sleep(0.4)
    assert len(engine.turns) == 1


def test_a_replayed_call_is_refused_and_counted(client: TestClient, clock: Clock) -> None:
    body = json.dumps({"events": [event(clock, "m1", "hoi")]}).encode()
    headers = signed(SECRET, body, clock.now)
    assert client.post(PATH, content=body, headers=headers).status_code == 200
    before = refused("replayed")
    assert client.post(PATH, content=body, headers=headers).status_code == 409
    assert refused("replayed") == before + 1


@pytest.mark.parametrize("late", [timedelta(minutes=6), -timedelta(minutes=6)])
def test_a_stale_call_is_refused_and_counted(client: TestClient, clock: Clock, late: timedelta) -> None:
    body, before = json.dumps({"events": [event(clock, "m1", "hoi")]}).encode(), refused("stale")
    assert client.post(PATH, content=body, headers=signed(SECRET, body, clock.now - late)).status_code == 401
    assert refused("stale") == before + 1
    assert conversations(client) == []


def test_a_forged_call_is_refused_and_counted(client: TestClient, clock: Clock) -> None:
    body, before = json.dumps({"events": [event(clock, "m1", "hoi")]}).encode(), refused("forged")
    headers = signed(SECRET, body, clock.now)
    assert client.post(PATH, content=body + b" ", headers=headers).status_code == 401
    later = headers | {"X-Naast-Timestamp": str(int(clock.now.timestamp()) + 1)}
    assert client.post(PATH, content=body, headers=later).status_code == 401
    assert refused("forged") == before + 2
    assert client.post(PATH, content=body).status_code == 401


def test_a_broker_that_is_down_gets_the_message_later(
    client: TestClient, clock: Clock, broker: Broker, engine: StandInEngine
) -> None:
    broker.status = 503
    post(client, clock, event(clock, "m1", "hoi"))
    eventually(lambda: bool(engine.turns), 10)
    time.sleep(0.4)
    assert broker.got == []
    broker.status = 200
    for _ in range(5):
        clock.now += timedelta(seconds=60)
        time.sleep(0.2)
    broker.hears("denk met je mee")
    assert len({one["id"] for one in broker.got}) == len(broker.got) == 2


def test_what_came_along_is_answered_kindly(client: TestClient, clock: Clock, broker: Broker) -> None:
    post(client, clock, event(clock, "m1", attachment="voice"))
    broker.hears("spraakberichten niet beluisteren")


def test_the_description_has_both_ways_in_json(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    incoming = described["paths"][PATH]["post"]["requestBody"]["content"]["application/json"]["schema"]
    kinds = incoming["properties"]["events"]["items"]["oneOf"]
    assert {kind["title"] for kind in kinds} == {"IncomingMessage", "DeliveryReport"}
    assert "message" in described["webhooks"]
    assert "OutgoingMessage" in described["components"]["schemas"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
_EVENTS = st.fixed_dictionaries(
    {"type": st.sampled_from(["message", "status", "iets"])},
    optional={
        "id": st.text(max_size=210) | _JSON,
        "from": st.text(max_size=210) | _JSON,
        "at": st.datetimes().map(lambda at: at.isoformat() + "Z") | _JSON,
        "text": st.text(max_size=300),
        "choice": st.text(max_size=30) | _JSON,
        "attachment": st.sampled_from(["image", "voice", "niets"]),
        "message": st.text(max_size=40),
        "state": st.sampled_from(["delivered", "read", "failed", "?"]),
    },
)


def test_whatever_a_broker_signs_we_never_break(client: TestClient, clock: Clock) -> None:
    @settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
    @given(body=st.lists(_EVENTS, max_size=3).map(lambda events: {"events": events}) | _JSON)
    def run(body: Any) -> None:
        clock.now += timedelta(milliseconds=1001)
        raw = json.dumps(body).encode()
        answer = client.post(PATH, content=raw, headers=signed(SECRET, raw, clock.now))
        assert answer.status_code < 500

    run()


def test_whatever_comes_unsigned_is_refused(client: TestClient) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(body=st.binary(max_size=200), stamp=st.text(max_size=20), signature=st.text(max_size=80))
    def run(body: bytes, stamp: str, signature: str) -> None:
        headers = {"X-Naast-Timestamp": stamp.encode(), "X-Naast-Signature": signature.encode()}
        for path in (PATH, "/api/v1/channels/whatsapp"):
            clean = {name: value.replace(b"\r", b"").replace(b"\n", b"") for name, value in headers.items()}
            answer = client.post(path, content=body, headers=clean)  # type: ignore[arg-type]
            assert answer.status_code in (401, 404)

    run()
