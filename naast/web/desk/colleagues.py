"""Whom to consult, invite or hand over to."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from sqlalchemy import select
from sqlalchemy.orm import Session

from naast.handover import ownership
from naast.staff.accounts import CONVERSATION_ROLES, LoggedIn
from naast.staff.presence import presence
from naast.store.tables import Staff
from naast.web.desk.here import TalkingHere

router = APIRouter()


@router.get("/staff")
async def colleagues(here: TalkingHere) -> dict[str, Any]:
    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        roles = [role.value for role in CONVERSATION_ROLES]
        rows = session.scalars(select(Staff).where(Staff.active, Staff.role.in_(roles)).order_by(Staff.name))
        chats = ownership.all_chats(session)
        return {
            "staff": [
                {
                    "id": s.id,
                    "name": s.name,
                    "role": here.service.content.texts.say(f"roles.{s.role}"),
                    "team": s.team,
                    "presence": presence(s, here.service.clock()).value,
                    "chats": chats.get(s.id, 0),
                    "max_chats": here.most_chats(s),
                }
                for s in rows
                if s.id != logged_in.staff.id
            ]
        }

    return await here.read(work)
