"""Thousands of webhooks at once, with repeats and disorder: each message once, in order, per youth."""

from __future__ import annotations

import asyncio
import json
import random
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from naast.store.tables import Message
from tests.channels.conftest import conversations, log_of, whatsapp_settings
from tests.channels.graph_api import GraphApi, Phone, signed, webhook
from tests.system import eventually
from tests.web.app import Application, Clock

YOUTHS = 40
EACH = 8
_AT_ONCE = 8
_NEAR = 40
"""How far a webhook strays from its place."""


def values(api: GraphApi, clock: Clock, chance: random.Random, count: int) -> list[dict[str, Any]]:
    """`count` calls: every message at least once, repeated and strayed."""
    phones = [Phone(api, lambda _body, _headers: 200, f"3160001{n:04}") for n in range(YOUTHS)]
    said = []
    for n in range(EACH):
        at = clock.now - timedelta(seconds=EACH - n)
        said += [(phone, phone.message("text", {"body": f"bericht {n}"}, at)) for phone in phones]
    calls = [phone.value(message) for phone, message in said]
    while len(calls) < count:
        place = chance.randrange(len(calls))
        calls.insert(min(len(calls), place + chance.randrange(_NEAR)), calls[place])
    return [calls[i] for i in sorted(range(count), key=lambda i: i + chance.randrange(_NEAR))]


async def post(app: Any, body: bytes) -> int:
    """One webhook, straight into the application; a client for each would cost more than what is measured."""
    headers = [
        (name.lower().encode(), value.encode()) for name, value in (signed(body) | {"Host": "testserver"}).items()
    ]
    scope = {"type": "http", "method": "POST", "path": "/api/v1/channels/whatsapp", "headers": headers}
    scope |= {"http_version": "1.1", "query_string": b"", "scheme": "http", "server": ("naast", 80)}
    status = 0

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status
        status = message.get("status", status)

    await app(scope, receive, send)
    return status


@pytest.mark.timeout(300)
@pytest.mark.parametrize("count", [1000, pytest.param(5000, marks=pytest.mark.soak)])
def test_of_thousands_of_webhooks_each_message_is_heard_once_and_in_order(
    sqlite_application: Application, api: GraphApi, clock: Clock, count: int
) -> None:
    chosen = whatsapp_settings(api, channel_settle_s=4.0, channel_look_s=0.5, burst_window_s=2.0)
    with sqlite_application.running(**chosen) as client:
        calls = values(api, clock, random.Random(7), count)

        async def post_all() -> None:
            queue = iter(calls)

            async def post_some() -> None:
                for value in queue:
                    assert await post(client.app, json.dumps(webhook(value)).encode()) == 200

            await asyncio.gather(*(post_some() for _ in range(_AT_ONCE)))

        client.portal.call(post_all)  # type: ignore[union-attr]
        service = client.app.state.service  # type: ignore[attr-defined]

        def heard() -> int:
            with service.database.read() as session:
                return session.scalar(select(func.count()).where(Message.sender == "visitor")) or 0

        eventually(lambda: heard() >= YOUTHS * EACH, 240, lambda: f"{heard()} heard")
        found = conversations(client)
        assert len(found) == YOUTHS
        for conversation in found:
            said = [text for sender, text in log_of(client, conversation.id) if sender == "visitor"]
            assert said == [f"bericht {n}" for n in range(EACH)]
