"""Floods, slow clients and tricks with addresses, hosts, tokens and sessions."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.requests import HTTPConnection
from starlette.websockets import WebSocketDisconnect

from naast.web import limits
from naast.web.address import LOCAL, address_of
from tests.web.app import PASSWORD, ApiProfessional, ApiVisitor, Application

TRUSTED = frozenset({"127.0.0.1", "10.0.0.7"})
ELSEWHERE = {"X-Forwarded-For": "203.0.113.9"}


def connection(peer: str | None, *forwarded: str) -> HTTPConnection:
    headers = [(b"x-forwarded-for", line.encode()) for line in forwarded]
    return HTTPConnection({"type": "http", "client": (peer, 1) if peer else None, "headers": headers})


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", (), "203.0.113.9"),
        ("203.0.113.9", ("198.51.100.1",), "203.0.113.9"),  # nobody to believe
        ("127.0.0.1", ("198.51.100.1",), "198.51.100.1"),
        ("127.0.0.1", ("6.6.6.6, 198.51.100.1",), "198.51.100.1"),  # the first is the client's own invention
        ("127.0.0.1", ("6.6.6.6", "198.51.100.1, 10.0.0.7"), "198.51.100.1"),
        ("127.0.0.1", ("onzin",), "unreadable"),
        ("127.0.0.1", (), LOCAL),
        ("::1", (), LOCAL),
        (None, (), LOCAL),
        ("2001:db8:1:2:3:4:5:6", (), "2001:0db8:0001:0002::/64"),
        ("::ffff:203.0.113.9", (), "203.0.113.9"),
    ],
)
def test_the_address_is_the_one_that_a_trusted_proxy_saw(
    peer: str | None, forwarded: tuple[str, ...], address: str
) -> None:
    assert address_of(connection(peer, *forwarded), TRUSTED) == address


@pytest.fixture
def narrow(sqlite_application: Application) -> Iterator[TestClient]:
    """The application with small limits, behind a proxy that it trusts."""
    settings: dict[str, Any] = {
        "trusted_proxies": "testclient",
        "limit_conversations": "3/hour",
        "limit_messages": "4/hour",
        "limit_requests": "40/hour",
        "limit_logins": "2/hour",
        "streams_per_conversation": 2,
        "hosts": "naast.example,testserver",
    }
    with sqlite_application.running(**settings) as client:
        yield client


def begin(client: TestClient, address: str) -> Any:
    return client.post("/api/v1/conversations", json={}, headers={"X-Forwarded-For": address})


def is_honest_refusal(answer: Any) -> bool:
    said = answer.json()["detail"]
    return bool(
        answer.status_code == 429
        and answer.headers["content-type"] == "application/problem+json"
        and int(answer.headers["retry-after"]) > 0
        and "Wacht even" in said
    )


def test_one_address_begins_only_so_many_conversations_and_another_is_not_troubled(narrow: TestClient) -> None:
    assert [begin(narrow, "203.0.113.9").status_code for _ in range(3)] == [201] * 3
    refused = begin(narrow, "203.0.113.9")
    assert is_honest_refusal(refused)
    assert "112" in refused.json()["detail"]
    assert begin(narrow, "203.0.113.10").status_code == 201


def test_one_conversation_takes_only_so_many_messages_and_a_refused_one_can_be_sent_again(
    narrow: TestClient,
) -> None:
    made = begin(narrow, "203.0.113.9").json()
    headers = ELSEWHERE | {"Authorization": f"Bearer {made['token']}"}
    path = f"/api/v1/conversations/{made['id']}/messages"
    answers = [
        narrow.post(path, json={"client_message_id": str(n), "text": "hallo"}, headers=headers) for n in range(5)
    ]
    assert [answer.status_code for answer in answers[:4]] == [202] * 4
    assert is_honest_refusal(answers[4])
    stored = narrow.get(path, headers=headers).json()["messages"]
    assert sum(message["sender"] == "visitor" for message in stored) == 4


def test_a_flood_of_calls_from_one_address_is_refused_before_any_work(narrow: TestClient) -> None:
    codes = [narrow.get("/api/v1/municipality", headers=ELSEWHERE).status_code for _ in range(45)]
    assert codes == [200] * 40 + [429] * 5
    assert narrow.get("/health/live", headers=ELSEWHERE).status_code == 200


def test_one_address_can_not_try_many_accounts(narrow: TestClient) -> None:
    def log_in(name: str) -> Any:
        body = {"email": f"{name}@demo.example", "password": "verkeerd wachtwoord"}
        return narrow.post("/api/v1/desk/login", json=body, headers=ELSEWHERE)

    assert [log_in(f"medewerker{n}").status_code for n in (1, 2)] == [401, 401]
    assert is_honest_refusal(log_in("medewerker3"))


def test_a_conversation_holds_only_so_many_streams_and_a_closed_one_makes_room(narrow: TestClient) -> None:
    visitor = ApiVisitor(narrow)
    path = f"/api/v1/conversations/{visitor.id}/stream?token={visitor.token}"
    with narrow.websocket_connect(path) as first, narrow.websocket_connect(path) as second:
        assert first.receive_json()["type"] == second.receive_json()["type"] == "message"
        with narrow.websocket_connect(path) as third, pytest.raises(WebSocketDisconnect) as closed:
            third.receive_json()
        assert closed.value.code == 4429
    with narrow.websocket_connect(path) as again:
        assert again.receive_json()["type"] == "message"


@pytest.mark.parametrize("host", ["evil.example", "naast.example.evil.example", "evil.example:80"])
def test_another_host_name_is_refused(narrow: TestClient, host: str) -> None:
    assert narrow.get("/", headers={"Host": host}).status_code == 400
    assert narrow.get("/", headers={"Host": "naast.example"}).status_code == 200


def test_a_body_that_trickles_in_is_given_up(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []

    async def never() -> Any:
        await asyncio.sleep(3600)

    async def send(message: Any) -> None:
        sent.append(message)

    monkeypatch.setattr(limits, "_SLOWEST_BODY_S", 0.01)
    scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
    asyncio.run(limits.BodyLimit(client.app)(scope, never, send))
    assert sent[0]["status"] == 408


PAGES = (
    "/",
    "/jong",
    "/werkplek",
    "/plan",
    "/health",
    "/api/v1/municipality",
    "/api/v1/nergens",
    "/static/desk.css",
)


def test_every_answer_carries_the_headers_that_keep_a_page_in_its_place(client: TestClient) -> None:
    for path in PAGES:
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy, path
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["cross-origin-opener-policy"] == "same-origin", path
        assert "camera=()" in headers["permissions-policy"], path
        assert headers["referrer-policy"] == "no-referrer", path


def test_a_page_of_another_site_can_not_ride_on_the_desks_cookie(
    client: TestClient, professional: ApiProfessional, waiting: ApiVisitor
) -> None:
    path = f"/api/v1/desk/conversations/{waiting.id}/claim"
    for headers in ({}, {"X-CSRF-Token": "geraden"}, {"X-CSRF-Token": ""}):
        assert professional.client.post(path, headers=headers).status_code == 403
    other_site = {"Origin": "https://evil.example"}
    with (
        professional.client.websocket_connect("/api/v1/desk/stream", headers=other_site) as stream,
        pytest.raises(WebSocketDisconnect) as closed,
    ):
        stream.receive_json()
    assert closed.value.code == 4403


def test_the_session_cookie_is_new_at_every_log_in_and_out_of_reach_of_scripts(client: TestClient) -> None:
    body = {"email": "medewerker1@demo.example", "password": PASSWORD}
    planted = TestClient(client.app, cookies={"naast_desk": "door een ander neergezet"})
    answer = planted.post("/api/v1/desk/login", json=body)
    cookie = answer.headers["set-cookie"]
    assert "neergezet" not in cookie
    assert {"HttpOnly", "SameSite=strict", "Path=/api/v1/desk"} <= set(cookie.split("; "))
    victim = TestClient(client.app, cookies={"naast_desk": "door een ander neergezet"})
    assert victim.get("/api/v1/desk/me").status_code == 401


def test_after_logging_out_the_old_cookie_opens_nothing(client: TestClient, professional: ApiProfessional) -> None:
    cookie = professional.client.cookies["naast_desk"]
    professional.post("/logout")
    assert TestClient(client.app, cookies={"naast_desk": cookie}).get("/api/v1/desk/me").status_code == 401


def test_no_address_in_a_link_sends_a_browser_elsewhere(client: TestClient) -> None:
    targets = ("//evil.example", "https://evil.example", "/\\evil.example")
    paths = ("/api/v1/desk/municipal/callback", "/api/v1/desk/municipal/begin", "/", "/werkplek", "/terug")
    for path, target in product(paths, targets):
        params = dict.fromkeys(("next", "url", "redirect", "redirect_uri", "state"), target)
        answer = client.get(path, params=params, follow_redirects=False)
        assert "evil.example" not in answer.headers.get("location", "")


MALFORMED = (
    *(b"", b"{", b"null", b"[]", b'{"text": 1}', b"\xff\xfe", b"[" * 5000),
    *(b'{"client_message_id": "x", "text": "\\ud800"}', b'{"client_message_id": "x", "text": "\\u0000"}'),
    b'{"client_message_id":"x","text":NaN}',
)
ODD = ("\u202edlrow olleh", "a\u0300" * 500, "🙂" * 1000, "\ufeffhallo", "ﷺ" * 300)


def test_malformed_json_is_a_problem_document_never_a_crash(visitor: ApiVisitor) -> None:
    headers = visitor.headers | {"Content-Type": "application/json"}
    for body in MALFORMED:
        path = f"/api/v1/conversations/{visitor.id}/messages"
        answer = visitor.client.post(path, content=body, headers=headers)
        assert 400 <= answer.status_code < 500, body[:60]
        assert answer.headers["content-type"] == "application/problem+json"


def test_odd_unicode_comes_back_as_it_was_sent(visitor: ApiVisitor) -> None:
    for text in ODD:
        assert visitor.say(text).status_code == 202
    said = [message["text"] for message in visitor.messages()]
    assert [text for text in ODD if text.strip() not in said] == []


def test_a_token_of_one_conversation_opens_no_other(client: TestClient, visitor: ApiVisitor) -> None:
    other = ApiVisitor(client)
    for path in ("", "/messages", "/export", "/plan", "/handover", "/requests"):
        answer = client.get(f"/api/v1/conversations/{other.id}{path}", headers=visitor.headers)
        assert answer.status_code == 404
