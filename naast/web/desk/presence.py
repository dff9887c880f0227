"""Available, busy or away: what a professional chooses."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy.orm import Session

from naast.conversation.live import DESK
from naast.staff.accounts import LoggedIn
from naast.staff.presence import mark_seen
from naast.web.desk.here import TalkingHere

router = APIRouter()


class Chosen(BaseModel):
    state: Literal["available", "busy", "away"]


@router.post("/presence")
async def choose(body: Chosen, here: TalkingHere) -> dict[str, str]:
    def work(session: Session, logged_in: LoggedIn) -> dict[str, str]:
        logged_in.staff.availability = body.state
        mark_seen(session, logged_in.staff.id, here.service.clock(), active=True)
        return {"state": body.state}

    chosen = await here.write(work, audited=False)
    here.service.hub.publish(DESK, {"type": "presence"})
    return chosen
