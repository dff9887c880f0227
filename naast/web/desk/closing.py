"""Close a conversation, or hand it back to the assistant."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from pydantic import BaseModel, Field, StrictStr
from sqlalchemy.orm import Session

from naast.conversation import messages
from naast.conversation.content import Content
from naast.conversation.live import DESK
from naast.handover import closing, experience, ownership, tasks
from naast.staff.accounts import LoggedIn
from naast.store.tables import Sender
from naast.web.desk.here import TalkingHere

router = APIRouter(prefix="/conversations/{conversation_id}")


class FollowUp(BaseModel):
    text: StrictStr
    due: date


class Closing(BaseModel):
    outcome: StrictStr
    fed_back: StrictStr
    next_step: StrictStr = Field("", max_length=1000)
    """What the visitor reads last: what happens now."""
    follow_up: FollowUp | None = None
    back_to_assistant: bool = False


@router.post("/close")
async def close(conversation_id: str, body: Closing, here: TalkingHere) -> dict[str, str]:
    """Close, or hand back to the assistant; `fed_back` must be answered."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, str]:
        staff, now = logged_in.staff, here.service.clock()
        conversation = ownership.owned(session, conversation_id, staff)
        back = body.back_to_assistant
        key = here.service.keyring.get(conversation_id)
        closing.close(session, key, conversation, staff, body.outcome, body.fed_back, now, back_to_assistant=back)
        if body.follow_up:
            due = body.follow_up.due
            tasks.add(session, here.service.keyring, conversation_id, staff, body.follow_up.text, due, now)
        if step := body.next_step.strip():
            messages.append(session, key, conversation_id, Sender.STAFF, Content(step), now, staff_id=staff.id)
        if back:
            here.say_system(session, conversation_id, "handover.handed_back")
        else:
            card = {"type": "handover", "state": "closed"}
            here.say_system(session, conversation_id, "handover.closed_by_staff", card=card)
        experience.ask(session, key, conversation_id, here.service.content.texts, now)
        return {"mode": conversation.mode}

    closed = await here.write(work)
    here.changed(conversation_id)
    here.service.hub.publish(DESK, {"type": "tasks"})
    return closed
