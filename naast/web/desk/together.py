"""More than one professional: think along, hand over."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, StrictStr
from sqlalchemy.orm import Session

from naast.errors import StaffInputInvalid
from naast.handover import ownership
from naast.staff.accounts import LoggedIn
from naast.web.desk.here import TalkingHere

router = APIRouter(prefix="/conversations/{conversation_id}")


class Whom(BaseModel):
    staff: int


class TransferTo(BaseModel):
    staff: int | None = None
    team: StrictStr | None = None


@router.post("/consult")
async def consult(conversation_id: str, body: Whom, here: TalkingHere) -> dict[str, Any]:
    """Let a colleague think along: reads, writes notes; the visitor is told."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        conversation = ownership.owned(session, conversation_id, logged_in.staff)
        now = here.service.clock()
        colleague = ownership.consult(session, conversation, logged_in.staff, body.staff, now)
        here.say_system(session, conversation_id, "handover.consulted", colleague)
        return {"consulted": colleague.name}

    consulted = await here.write(work)
    here.changed(conversation_id)
    return consulted


@router.post("/transfer")
async def transfer(conversation_id: str, body: TransferTo, here: TalkingHere) -> dict[str, Any]:
    """Another owner (`staff`) or back to the queue for a team; the first professional stays as follower."""
    if (body.staff is None) == (body.team is None):
        raise StaffInputInvalid("Kies een collega of een team.", "staff")

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        conversation = ownership.owned(session, conversation_id, logged_in.staff)
        now = here.service.clock()
        if body.staff is not None:
            colleague = ownership.transfer(session, conversation, logged_in.staff, body.staff, now)
            here.say_system(session, conversation_id, "handover.transferred", colleague)
            return {"owner": {"id": colleague.id, "name": colleague.name}}
        ownership.transfer_to_team(session, conversation, logged_in.staff, body.team or "", now)
        here.say_system(session, conversation_id, "handover.released", logged_in.staff)
        return {"team": conversation.team}

    transferred = await here.write(work)
    here.changed(conversation_id)
    return transferred
