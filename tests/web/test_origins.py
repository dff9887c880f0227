"""Which other websites may use the API."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from naast.content import KnowledgeContent
from naast.errors import ContentError
from naast.knowledge.widget_rules import WidgetRules
from tests.web.app import Application

LISTED, OTHER_TOWN, STRANGER = "https://www.dorp.example", "https://www.stad.example", "https://kwaad.example"


@pytest.fixture
def client(application: Application, content: KnowledgeContent) -> Iterator[TestClient]:
    """Two municipalities, each with a website of its own."""
    place = content.municipalities["voorbeeldgemeente"]
    both = {
        place.id: dataclasses.replace(place, widget=WidgetRules(frozenset({LISTED}))),
        "stad": dataclasses.replace(place, id="stad", widget=WidgetRules(frozenset({OTHER_TOWN}))),
    }
    known = dataclasses.replace(content, municipalities=both)
    with dataclasses.replace(application, content=known).running() as client:
        yield client


def begin(client: TestClient, origin: str, municipality: str = "voorbeeldgemeente") -> int:
    body = {"municipality": municipality}
    return client.post("/api/v1/conversations", json=body, headers={"Origin": origin}).status_code


def allowed(client: TestClient, path: str, origin: str) -> str | None:
    return client.get(path, headers={"Origin": origin}).headers.get("access-control-allow-origin")


def test_a_website_on_the_list_may_read_the_answers(client: TestClient) -> None:
    assert allowed(client, "/api/v1/municipality", LISTED) == LISTED
    assert begin(client, LISTED) == 201


def test_a_stranger_gets_no_answer_that_a_browser_would_show_it(client: TestClient) -> None:
    assert allowed(client, "/api/v1/municipality", STRANGER) is None
    assert allowed(client, "/api/v1/languages", STRANGER) is None
    assert begin(client, STRANGER) == 403


def test_one_municipality_does_not_speak_for_another(client: TestClient) -> None:
    assert begin(client, OTHER_TOWN, "stad") == 201
    assert begin(client, OTHER_TOWN, "voorbeeldgemeente") == 403


def test_a_browser_that_asks_first_hears_what_is_allowed(client: TestClient) -> None:
    asks = {"Access-Control-Request-Method": "DELETE", "Access-Control-Request-Headers": "authorization"}
    yes = client.options("/api/v1/conversations/x", headers={"Origin": LISTED, **asks})
    no = client.options("/api/v1/conversations/x", headers={"Origin": STRANGER, **asks})
    assert yes.status_code == 204
    assert "DELETE" in yes.headers["access-control-allow-methods"]
    assert "authorization" in yes.headers["access-control-allow-headers"]
    assert no.status_code == 403
    assert "access-control-allow-origin" not in no.headers


def test_the_desk_is_never_opened_to_another_website(client: TestClient) -> None:
    assert allowed(client, "/api/v1/desk/queue", LISTED) is None
    assert client.options("/api/v1/desk/queue", headers={"Origin": LISTED}).status_code == 405


def test_our_own_pages_need_no_list(client: TestClient) -> None:
    assert begin(client, "http://testserver") == 201
    assert client.post("/api/v1/conversations", json={}).status_code == 201


def test_a_live_stream_is_refused_to_a_stranger_and_open_to_the_list(client: TestClient) -> None:
    made = client.post("/api/v1/conversations", json={}).json()
    path = f"/api/v1/conversations/{made['id']}/stream?token={made['token']}"
    with client.websocket_connect(path, headers={"Origin": LISTED}) as stream:
        assert stream.receive_json()["type"] == "message"
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(path, headers={"Origin": STRANGER}):
        pass


@pytest.mark.parametrize(
    "rules",
    [
        {"origins": ["https://www.dorp.example/"]},
        {"origins": ["http://www.dorp.example"]},
        {"origins": ["*"]},
        {"origins": "https://www.dorp.example"},
        {"show_on": ["jeugd/*"]},
        {"elsewhere": []},
    ],
)
def test_a_list_that_a_browser_would_never_match_is_refused_at_the_start(rules: dict[str, object]) -> None:
    with pytest.raises(ContentError):
        WidgetRules.of(rules, "dorp.yaml")


def test_the_widget_hears_on_which_pages_it_stands_and_not_on_which_websites(client: TestClient) -> None:
    told = client.get("/api/v1/municipality", headers={"Origin": LISTED}).json()
    assert set(told["widget"]) == {"show_on", "hide_on", "youth_on"}
    assert told["kept_days"] == {"bot": 30, "handed_over": 90}
