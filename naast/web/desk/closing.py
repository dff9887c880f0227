"""Close a conversation, or hand it back to the assistant."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, StrictStr
from sqlalchemy.orm import Session

from naast.handover import closing, ownership
from naast.staff.accounts import LoggedIn
from naast.web.desk.here import TalkingHere

router = APIRouter(prefix="/conversations/{conversation_id}")


class Closing(BaseModel):
    outcome: StrictStr
    fed_back: StrictStr
    back_to_assistant: bool = False


@router.post("/close")
async def close(conversation_id: str, body: Closing, here: TalkingHere) -> dict[str, str]:
    """Close, or hand back to the assistant; `fed_back` must be answered."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, str]:
        conversation = ownership.owned(session, conversation_id, logged_in.staff)
        closing.close(
            session,
            conversation,
            logged_in.staff,
            body.outcome,
            body.fed_back,
            here.service.clock(),
            back_to_assistant=body.back_to_assistant,
        )
        if body.back_to_assistant:
            here.say_system(session, conversation_id, "handover.handed_back")
        else:
            card = {"type": "handover", "state": "closed"}
            here.say_system(session, conversation_id, "handover.closed_by_staff", card=card)
        return {"mode": conversation.mode}

    closed = await here.write(work)
    here.changed(conversation_id)
    return closed
