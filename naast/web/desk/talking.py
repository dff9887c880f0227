"""Write to the visitor, write a note for colleagues, and remember what was read."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field, StrictStr
from sqlalchemy import select
from sqlalchemy.orm import Session

from naast.conversation import messages
from naast.conversation.content import Content
from naast.errors import StaffInputInvalid
from naast.handover import notes, queue, together
from naast.privacy.redaction import NEVER, redact
from naast.safety.screening import SafetyClass
from naast.staff.accounts import LoggedIn
from naast.store.tables import Conversation, Sender, Signal
from naast.web.desk.here import TalkingHere
from naast.web.desk.reading import readable

router = APIRouter(prefix="/conversations/{conversation_id}")
_MESSAGE_LIMIT = 4000


class StaffMessage(BaseModel):
    client_message_id: StrictStr = Field(min_length=1, max_length=80)
    text: StrictStr


class NewNote(BaseModel):
    text: StrictStr


class ReadUpTo(BaseModel):
    seq: int = Field(ge=0, le=2**31)


@router.post("/messages")
async def send(conversation_id: str, body: StaffMessage, here: TalkingHere) -> dict[str, Any]:
    """Only the owner and a specialist who came in write. The same `client_message_id` again changes nothing.

    `hint` is the kind of danger that the professional's own words are about, when no signal of it stands with
    the conversation yet: no alarm, only a reminder of the meldcode.
    """
    text = redact(body.text.strip(), NEVER).text

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        if not text or len(text) > _MESSAGE_LIMIT:
            raise StaffInputInvalid(f"Typ een bericht van 1 tot {_MESSAGE_LIMIT} tekens.", "text")
        staff = logged_in.staff
        together.writable(session, conversation_id, staff)
        key = here.service.keyring.get(conversation_id)
        client_id = f"staff:{body.client_message_id}"
        known = messages.with_client_id(session, key, conversation_id, client_id)
        message = known or messages.append(
            session,
            key,
            conversation_id,
            Sender.STAFF,
            Content(text),
            here.service.clock(),
            staff_id=staff.id,
            client_message_id=client_id,
        )
        return {"message": message.to_json()} | _hint(here, session, conversation_id, text)

    sent = await here.write(work, audited=False)
    here.changed(conversation_id, queue_too=False)
    return sent


def _hint(here: TalkingHere, session: Session, conversation_id: str, text: str) -> dict[str, str]:
    service = here.service
    conversation = session.get_one(Conversation, conversation_id)
    found = service.receivers[conversation.municipality].screener.screen(text)
    if found.safety_class is not SafetyClass.ALARM or found.category is None:
        return {}
    known = session.scalar(
        select(Signal.id)
        .where(Signal.conversation_id == conversation_id, Signal.category == found.category)
        .limit(1)
    )
    return {} if known else {"hint": service.content.safety_rules.categories[found.category].title}


@router.post("/notes")
async def add_note(conversation_id: str, body: NewNote, here: TalkingHere) -> dict[str, Any]:
    """A note for colleagues; the visitor never sees it."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        staff = logged_in.staff
        readable(session, conversation_id, staff)
        key = here.service.keyring.get(conversation_id)
        text = redact(body.text, NEVER).text
        notes.add(session, key, conversation_id, staff, text, here.service.clock())
        return {"notes": notes.of(session, key, conversation_id)}

    added = await here.write(work)
    here.changed(conversation_id, queue_too=False)
    return added


@router.post("/read")
async def mark_read(conversation_id: str, body: ReadUpTo, here: TalkingHere) -> dict[str, int]:
    """I have seen the conversation up to this message."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, int]:
        readable(session, conversation_id, logged_in.staff)
        return {"seq": queue.mark_read(session, conversation_id, logged_in.staff.id, body.seq)}

    return await here.write(work, audited=False)
