"""Families who asked to be called."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy.orm import Session

from naast.conversation.lifecycle import add_step
from naast.errors import ConversationUnknown
from naast.staff.accounts import LoggedIn
from naast.store.tables import Callback
from naast.web.desk.here import TalkingHere

router = APIRouter(prefix="/conversations/{conversation_id}")


@router.post("/callback_done")
async def callback_done(conversation_id: str, here: TalkingHere) -> dict[str, str]:
    """The family was called; the request leaves the list."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, str]:
        asked = session.get(Callback, conversation_id)
        if asked is None:
            raise ConversationUnknown
        asked.done_at = here.service.clock()
        add_step(session, conversation_id, "called_back", asked.done_at, logged_in.staff.id)
        return {"state": "done"}

    done = await here.write(work)
    here.changed(conversation_id)
    return done
