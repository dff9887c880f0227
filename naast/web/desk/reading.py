"""Everything a professional needs of one conversation."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from naast.channels.desk import shape as on_channel
from naast.conversation import messages
from naast.errors import NotAllowed
from naast.handover import callback as callbacks
from naast.handover import notes, ownership, queue, summary, tasks, transfer
from naast.privacy.encryption import DataKey
from naast.safety import signals
from naast.staff.accounts import LoggedIn
from naast.store.tables import Callback, Conversation, Participant, Staff
from naast.web.desk.channels import AroundHere
from naast.web.desk.here import TalkingHere
from naast.web.service import Service
from naast.web.titles import titled

router = APIRouter(prefix="/conversations/{conversation_id}")


class Reason(StrEnum):
    """Why somebody reads a chat that is not theirs. A list: a typed reason could tell what was said."""

    REPLACING = "replacing"
    SAFETY = "safety"
    COMPLAINT = "complaint"
    FAMILY_ASKS = "family_asks"
    QUALITY = "quality"


class Look(BaseModel):
    reason: Reason


@router.get("")
async def read_conversation(conversation_id: str, here: TalkingHere, around: AroundHere) -> dict[str, Any]:
    """Summary, messages, signals, notes, owner, and what happened so far.

    Of a conversation that waits the messages come after picking it up (`messages_withheld`); one that a
    colleague has needs a reason: `POST …/look`.
    """

    def work(session: Session, logged_in: LoggedIn) -> tuple[dict[str, Any], int]:
        staff = logged_in.staff
        conversation = readable(session, conversation_id, staff)
        key = here.service.keyring.get(conversation_id)
        theirs = ownership.takes_part(session, conversation, staff) or wants_a_call(session, conversation_id)
        shape = shape_of(here.service, session, key, conversation, with_messages=theirs)
        return shape | {"channel": on_channel(session, around, conversation_id)}, staff.id

    shape, staff_id = await here.read(work)
    await here.service.workers(lambda: here.note_opened(staff_id, conversation_id))
    return shape


@router.post("/look")
async def look(conversation_id: str, body: Look, here: TalkingHere) -> dict[str, Any]:
    """Read a chat that isn't yours, once, for a reason that goes into the audit log."""

    def work(session: Session, _logged_in: LoggedIn) -> dict[str, Any]:
        conversation = ownership.get(session, conversation_id)
        here.tell(reason=body.reason.value)
        key = here.service.keyring.get(conversation_id)
        return shape_of(here.service, session, key, conversation, with_messages=True)

    return await here.write(work)


def readable(session: Session, conversation_id: str, staff: Staff) -> Conversation:
    """Raises NotAllowed when a colleague has it."""
    conversation = ownership.get(session, conversation_id)
    if not wants_a_call(session, conversation_id) and not ownership.may_read(session, conversation, staff):
        raise NotAllowed("Een collega heeft dit gesprek. Vraag of je mee mag kijken.")
    return conversation


def wants_a_call(session: Session, conversation_id: str) -> bool:
    """Whoever calls must know what it is about."""
    asked = session.get(Callback, conversation_id)
    return asked is not None and asked.done_at is None


def shape_of(
    service: Service, session: Session, key: DataKey, conversation: Conversation, *, with_messages: bool
) -> dict[str, Any]:
    owner = session.get(Staff, conversation.owner_id) if conversation.owner_id else None
    approved = summary.approved_at(session, conversation.id)
    shape = {
        "id": conversation.id,
        "mode": conversation.mode,
        "audience": conversation.audience,
        "topic": conversation.topic,
        "level": conversation.level,
        "team": conversation.team,
        "summary": summary.read(session, key, conversation) if approved else None,
        "approved_at": approved.isoformat() if approved else None,
        "messages": _messages(session, key, conversation.id) if with_messages else [],
        "messages_withheld": not with_messages,
        "signals": [titled(service.content, s.to_json()) for s in signals.of(session, key, conversation.id)],
        "notes": notes.of(session, key, conversation.id),
        "owner": {"id": owner.id, "name": owner.name} if owner else None,
        "participants": _participants(session, conversation.id),
        "transfer": transfer.pending(session, key, conversation.id),
        "callback": callbacks.read(session, key, conversation.id),
        "tasks": tasks.of(session, service.keyring, conversation.id, service.clock().date()),
        "steps": queue.steps_of(session, conversation.id),
    }
    return titled(service.content, shape)


def _messages(session: Session, key: DataKey, conversation_id: str) -> list[dict[str, Any]]:
    return [m.to_json() for m in messages.after(session, key, conversation_id, 0)]


def _participants(session: Session, conversation_id: str) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Staff.id, Staff.name, Participant.role)
        .join(Participant, Participant.staff_id == Staff.id)
        .where(Participant.conversation_id == conversation_id)
        .order_by(Staff.name)
    )
    return [{"id": staff_id, "name": name, "role": role} for staff_id, name, role in rows]
