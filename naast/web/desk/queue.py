"""Who waits, most urgent first; what is mine; what colleagues have; who wants to be called."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy.orm import Session

from naast.handover import callback as callbacks
from naast.handover import queue, together, transfer
from naast.staff.accounts import LoggedIn
from naast.web.board import Snapshot
from naast.web.desk.here import TalkingHere
from naast.web.titles import titled

router = APIRouter()


@router.get("/queue")
async def read_queue(here: TalkingHere) -> JSONResponse:
    """`waiting`, `mine` (with `unread`), `taken`, `along`, `offers`, `callbacks`; titles beside ids.

    `version` tells whether a frame of the stream is newer than this answer.
    """

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        snapshot = here.service.board.snapshot()
        return _for_one(session, snapshot, logged_in.staff.id) | {
            "version": snapshot.version,
            "callbacks": [titled(here.service.content, asked) for asked in callbacks.waiting(session)],
        }

    return JSONResponse(await here.read(work))  # as it is: FastAPI's own encoding takes ten times as long


def _for_one(session: Session, snapshot: Snapshot, me: int) -> dict[str, Any]:
    shapes = snapshot.of(me)
    unread = queue.unread(session, me)
    along = together.along(session, me)
    offers = transfer.offered_to(session, me)
    return {
        "waiting": [shape for shape in shapes.values() if shape["place"] == "waiting"],
        "mine": [
            shape | {"unread": unread.get(chat, 0)} for chat, shape in shapes.items() if shape["place"] == "mine"
        ],
        "taken": [shape for shape in shapes.values() if shape["place"] == "taken"],
        "along": [shape | {"as": along[chat]} for chat, shape in shapes.items() if chat in along],
        "offers": [shape | {"from": offers[chat]} for chat, shape in shapes.items() if chat in offers],
    }
