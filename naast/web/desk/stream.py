"""What tells an open desk page to fetch again."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from naast.conversation.live import DESK
from naast.errors import NotAllowed, NotLoggedIn, SecondFactorMissing
from naast.staff import accounts
from naast.staff.accounts import CONVERSATION_ROLES
from naast.staff.presence import mark_seen
from naast.store.tables import Sender
from naast.web.board import Snapshot, difference
from naast.web.desk.here import COOKIE, Desk
from naast.web.service import Service, service_of

router = APIRouter()
_LONGEST_FRAME = 200
_NOT_LOGGED_IN = 4401
_OTHER_SITE = 4403
_PAUSE_S = 0.25


@router.websocket("/stream")
async def stream(socket: WebSocket) -> None:
    """Frames: `queue` (with what changed, or fetch it), `conversation`, `alarm`, `tasks`, and who is typing.

    Nothing that anybody typed goes through here.
    """
    service = service_of(socket)
    if not _same_origin(socket):
        await socket.accept()
        await socket.close(_OTHER_SITE)
        return
    here = Desk(service, socket.cookies.get(COOKIE), None, CONVERSATION_ROLES)
    try:
        staff_id, token = await here.read(lambda _session, logged_in: (logged_in.staff.id, logged_in.token))
    except (NotLoggedIn, NotAllowed, SecondFactorMissing):
        await socket.accept()  # a page can read the code of a stream that was open
        await socket.close(_NOT_LOGGED_IN)
        return
    await _mark(service, staff_id, token, active=True)
    await socket.accept()
    with service.hub.listen(DESK) as listener:
        reading = asyncio.create_task(_read(socket, service, staff_id, token))
        try:
            seen = await _snapshot(service)
            while not reading.done():
                waiting = asyncio.create_task(listener.wait(30))
                await asyncio.wait({waiting, reading}, return_when=asyncio.FIRST_COMPLETED)
                if not waiting.done():
                    waiting.cancel()
                    continue
                events = _once_each(waiting.result())
                if any(event["type"] in ("board", "queue") for event in events):
                    now = await _snapshot(service)
                    events = _with_difference(events, difference(seen, now, staff_id), now.version)
                    seen = now
                for event in events:
                    await socket.send_json(event)
                await asyncio.sleep(_PAUSE_S)  # what happens meanwhile goes out together
            reading.result()
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            reading.cancel()


def _same_origin(socket: WebSocket) -> bool:
    """A browser says which site opened the stream; another site's page may not ride on the cookie."""
    origin = socket.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == socket.headers.get("host")


async def _snapshot(service: Service) -> Snapshot:
    """Thirty desks that hear of one change share one look in the store."""
    current = service.board.current()
    return current if current else await service.workers(service.board.snapshot)


def _once_each(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A burst of changes tells the page once what to fetch."""
    return list({json.dumps(event, sort_keys=True): event for event in events}.values())


def _with_difference(events: list[dict[str, Any]], changes: dict[str, Any], version: int) -> list[dict[str, Any]]:
    """`board` becomes a `queue` frame with what changed; one without that makes the page fetch everything."""
    others = [event for event in events if event["type"] not in ("board", "queue")]
    if any(event["type"] == "queue" for event in events):
        return [{"type": "queue"}, *others]
    return [{"type": "queue", "version": version, **changes}, *others]


async def _read(socket: WebSocket, service: Service, staff_id: int, token: str) -> None:
    """What the page tells: somebody types in a conversation, or the page is open (`active`: and touched)."""
    while True:
        text = await socket.receive_text()
        if len(text) > _LONGEST_FRAME:
            continue
        with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
            frame = json.loads(text)
            if frame.get("type") == "here":
                await _mark(service, staff_id, token, active=frame.get("active") is True)
            else:
                service.hub.publish(str(frame["id"]), {"type": "typing", "sender": Sender.STAFF.value})
        await asyncio.sleep(_PAUSE_S / 5)


async def _mark(service: Service, staff_id: int, token: str, *, active: bool) -> None:
    def work() -> None:
        with service.database.write() as session:
            mark_seen(session, staff_id, service.clock(), active=active)
            if active:
                accounts.mark_used(session, token, service.clock())

    await service.workers(work)
