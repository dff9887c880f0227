"""Who waits, most urgent first; what is mine; what colleagues have; who wants to be called."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from sqlalchemy.orm import Session

from naast.handover import callback as callbacks
from naast.handover import queue, together, transfer
from naast.staff.accounts import LoggedIn
from naast.store.tables import Mode
from naast.web.desk.here import TalkingHere
from naast.web.desk.titles import titled

router = APIRouter()


@router.get("/queue")
async def read_queue(here: TalkingHere) -> dict[str, Any]:
    content = here.service.content

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        me = logged_in.staff.id
        shown = [
            (item, titled(content, item.to_json())) for item in queue.items(session, (Mode.WAITING, Mode.HUMAN))
        ]
        unread = queue.unread(session, me)
        along = together.along(session, me)
        offers = transfer.offered_to(session, me)
        return {
            "waiting": [
                shape | {"for_me": item.prefers_id == me} for item, shape in shown if item.mode == Mode.WAITING
            ],
            "mine": [shape | {"unread": unread.get(item.id, 0)} for item, shape in shown if item.owner_id == me],
            "taken": [shape for item, shape in shown if item.mode == Mode.HUMAN and item.owner_id != me],
            "along": [shape | {"as": along[item.id]} for item, shape in shown if item.id in along],
            "offers": [shape | {"from": offers[item.id]} for item, shape in shown if item.id in offers],
            "callbacks": [titled(content, asked) for asked in callbacks.waiting(session)],
        }

    return await here.read(work)
