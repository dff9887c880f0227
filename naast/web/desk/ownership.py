"""Pick up a conversation, or give it back to the queue."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from sqlalchemy.orm import Session

from naast.handover import ownership
from naast.staff.accounts import LoggedIn
from naast.store.tables import Mode
from naast.web.desk.here import TalkingHere

router = APIRouter(prefix="/conversations/{conversation_id}")


@router.post("/claim")
async def claim(conversation_id: str, here: TalkingHere) -> dict[str, Any]:
    """200 for the one who wins (or already has it); 409 `claimed_by` for everybody else."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        staff = logged_in.staff
        if ownership.claim(session, conversation_id, staff, here.service.clock(), here.most_chats(staff)):
            here.say_system(session, conversation_id, "handover.claimed", staff)
        return {"mode": Mode.HUMAN.value, "owner": {"id": staff.id, "name": staff.name}}

    claimed = await here.write(work)
    here.changed(conversation_id)
    return claimed


@router.post("/release")
async def release(conversation_id: str, here: TalkingHere) -> dict[str, str]:
    """Back to the queue, with a word to the visitor."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, str]:
        conversation = ownership.owned(session, conversation_id, logged_in.staff)
        ownership.release(session, conversation, logged_in.staff, here.service.clock())
        here.say_system(session, conversation_id, "handover.released", logged_in.staff)
        return {"mode": conversation.mode}

    released = await here.write(work)
    here.changed(conversation_id)
    return released
