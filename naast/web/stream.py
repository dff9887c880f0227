"""The visitor's live stream: the same messages as the long poll, with typing and mode."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from naast.conversation import messages
from naast.conversation.live import DESK
from naast.errors import ConversationNotFound, TooManyRequests
from naast.web.public import Caller, status_of
from naast.web.service import service_of

router = APIRouter()
_PROTOCOL = "naast"
_NOT_FOUND = 4404
_TOO_MANY = 4429
_PAUSE_S = 0.2
"""Between two frames of one page: a flood waits in its own socket."""
_LONGEST_FRAME = 2000


@router.websocket("/api/v1/conversations/{conversation_id}/stream")
async def stream(socket: WebSocket, conversation_id: str) -> None:
    """Replays everything after `?after=`, then sends what comes. Frames: message, mode, typing.

    The token comes as bearer header, as second subprotocol (browsers), or as `?token=` for other clients.
    """
    service = service_of(socket)
    caller = Caller(conversation_id, service, f"Bearer {_token(socket)}")
    offered = socket.scope.get("subprotocols", [])
    await socket.accept(subprotocol=_PROTOCOL if _PROTOCOL in offered else None)
    after = socket.query_params.get("after", "0")
    try:
        with service.throttle.stream(service.address_of(socket), conversation_id):
            await _run(
                socket, caller, int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0
            )
    except ConversationNotFound:
        with contextlib.suppress(RuntimeError):
            await socket.close(_NOT_FOUND)
    except TooManyRequests:
        with contextlib.suppress(RuntimeError):
            await socket.close(_TOO_MANY)
    except (WebSocketDisconnect, RuntimeError):
        pass  # the visitor left; messages wait in the store


def _number(after: str) -> int:
    return int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0


def _token(socket: WebSocket) -> str:
    header = socket.headers.get("authorization", "")
    if header:
        return header.removeprefix("Bearer ").strip()
    offered = socket.scope.get("subprotocols", [])
    if len(offered) > 1 and offered[0] == _PROTOCOL:
        return str(offered[1])
    return socket.query_params.get("token", "")


async def _run(socket: WebSocket, caller: Caller, after: int) -> None:
    with caller.service.hub.listen(caller.id) as listener:
        reading = asyncio.create_task(_read(socket, caller))
        last_status: dict[str, Any] | None = None
        try:
            while not reading.done():
                found, status = await caller.read(
                    lambda session, key, conversation: (
                        messages.after(session, key, conversation.id, after),  # noqa: B023
                        status_of(caller.service, session, conversation),
                    )
                )
                for message in found:
                    await socket.send_json({"type": "message", "message": message.to_json()})
                    after = message.seq
                if status != last_status:
                    await socket.send_json({"type": "mode", **status})
                    last_status = status
                waiting = asyncio.create_task(listener.wait(30))
                await asyncio.wait({waiting, reading}, return_when=asyncio.FIRST_COMPLETED)
                if not waiting.done():
                    waiting.cancel()
                    continue
                for event in waiting.result():
                    if event.get("from") != "visitor":
                        await socket.send_json(event)
            reading.result()
        finally:
            reading.cancel()


async def _read(socket: WebSocket, caller: Caller) -> None:
    """What the visitor's page says on the stream: only that somebody is typing."""
    while True:
        text = await socket.receive_text()
        if len(text) <= _LONGEST_FRAME and '"typing"' in text:
            caller.service.hub.publish(DESK, {"type": "typing", "id": caller.id})
        await asyncio.sleep(_PAUSE_S)
