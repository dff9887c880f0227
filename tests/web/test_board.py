"""The stream tells a desk what changed in the queue, and nothing that did not."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from tests.web.app import ApiProfessional, ApiVisitor


def next_queue_frame(stream: Any) -> dict[str, Any]:
    while True:
        frame: dict[str, Any] = stream.receive_json()
        if frame["type"] == "queue":
            return frame


def test_each_desk_hears_where_a_conversation_is_for_them(client: TestClient, waiting: ApiVisitor) -> None:
    other = ApiVisitor(client)
    other.wait_in_queue()
    owner, colleague = ApiProfessional(client), ApiProfessional(client, "medewerker2")
    with (
        owner.client.websocket_connect("/api/v1/desk/stream") as mine,
        colleague.client.websocket_connect("/api/v1/desk/stream") as theirs,
    ):
        owner.claim(waiting)
        for stream, place in ((mine, "mine"), (theirs, "taken")):
            frame = next_queue_frame(stream)
            assert [(item["id"], item["place"]) for item in frame["changed"]] == [(waiting.id, place)]
            assert frame["gone"] == []
        owner.post(f"/conversations/{waiting.id}/close", outcome="advies", fed_back="yes")
        assert next_queue_frame(theirs)["gone"] == [waiting.id]


def test_a_frame_is_as_new_as_the_queue_it_changes(waiting: ApiVisitor, professional: ApiProfessional) -> None:
    before = professional.get("/queue").json()["version"]
    with professional.client.websocket_connect("/api/v1/desk/stream") as stream:
        professional.claim(waiting)
        assert next_queue_frame(stream)["version"] > before
    assert professional.get("/queue").json()["version"] > before


def test_who_is_along_comes_with_a_fetch(client: TestClient, waiting: ApiVisitor, owner: ApiProfessional) -> None:
    colleague = ApiProfessional(client, "medewerker2")
    with colleague.client.websocket_connect("/api/v1/desk/stream") as stream:
        owner.post(f"/conversations/{waiting.id}/consult", staff=colleague.get("/me").json()["id"])
        assert "changed" not in next_queue_frame(stream)
