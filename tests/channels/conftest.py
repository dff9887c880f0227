from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from naast.conversation import messages
from naast.store.tables import Conversation
from tests.channels.graph_api import APP_SECRET, NUMBER_ID, TEMPLATE, TOKEN, VERIFY_TOKEN, GraphApi, Phone
from tests.web.app import ApiProfessional, Application, Clock

PUBLIC_URL = "https://naast.voorbeeldgemeente.example"
NUMBER = "31600000001"
"""A number that nobody has."""


def whatsapp_settings(api: GraphApi, **more: Any) -> dict[str, Any]:
    return {
        "public_url": PUBLIC_URL,
        "hosts": "testserver",
        "whatsapp_host": api.url,
        "whatsapp_phone_number_id": NUMBER_ID,
        "whatsapp_token": TOKEN,
        "whatsapp_app_secret": APP_SECRET,
        "whatsapp_verify_token": VERIFY_TOKEN,
        "whatsapp_template": TEMPLATE,
        "whatsapp_number": "+31 600000000",
        "channel_settle_s": 0.05,
        "channel_look_s": 0.05,
    } | more


def conversations(client: TestClient) -> list[Conversation]:
    with client.app.state.service.database.read() as session:  # type: ignore[attr-defined]
        return list(session.scalars(select(Conversation).order_by(Conversation.created_at)))


def log_of(client: TestClient, conversation_id: str) -> list[tuple[str, str]]:
    """Sender and text of every message of a conversation."""
    service = client.app.state.service  # type: ignore[attr-defined]
    with service.database.read() as session:
        found = messages.after(session, service.keyring.get(conversation_id), conversation_id, 0)
    return [(m.sender.value, m.content.text) for m in found]


@pytest.fixture
def api(clock: Clock) -> Iterator[GraphApi]:
    with GraphApi(clock) as api:
        yield api


@pytest.fixture
def client(application: Application, api: GraphApi) -> Iterator[TestClient]:
    """The application with WhatsApp."""
    with application.running(**whatsapp_settings(api)) as client:
        yield client


def phone_of(client: TestClient, api: GraphApi, number: str = NUMBER, **more: Any) -> Phone:
    def deliver(body: bytes, headers: dict[str, str]) -> int:
        return client.post("/api/v1/channels/whatsapp", content=body, headers=headers).status_code

    return Phone(api, deliver, number, **more)


@pytest.fixture
def phone(client: TestClient, api: GraphApi) -> Phone:
    return phone_of(client, api)


@pytest.fixture
def professional(client: TestClient) -> ApiProfessional:
    return ApiProfessional(client)
