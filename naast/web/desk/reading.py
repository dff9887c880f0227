"""Everything a professional needs of one conversation."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from sqlalchemy import select
from sqlalchemy.orm import Session

from naast.conversation import messages
from naast.errors import NotAllowed
from naast.handover import callback as callbacks
from naast.handover import notes, ownership, queue, summary, tasks, transfer
from naast.privacy.encryption import DataKey
from naast.safety import signals
from naast.staff.accounts import LoggedIn
from naast.store.tables import Callback, Conversation, Participant, Staff
from naast.web.desk.here import TalkingHere
from naast.web.desk.titles import titled
from naast.web.service import Service

router = APIRouter(prefix="/conversations/{conversation_id}")


@router.get("")
async def read_conversation(conversation_id: str, here: TalkingHere) -> dict[str, Any]:
    """The visitor's own summary, messages, signals, notes, owner, and what happened so far."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        conversation = readable(session, conversation_id, logged_in.staff)
        key = here.service.keyring.get(conversation_id)
        return shape_of(here.service, session, key, conversation)

    return await here.read(work)


def readable(session: Session, conversation_id: str, staff: Staff) -> Conversation:
    """Raises NotAllowed when a colleague has it."""
    conversation = ownership.get(session, conversation_id)
    called_back = session.get(Callback, conversation_id) is not None
    if not called_back and not ownership.may_read(session, conversation, staff):
        raise NotAllowed("Een collega heeft dit gesprek. Vraag of je mee mag kijken.")
    return conversation


def shape_of(service: Service, session: Session, key: DataKey, conversation: Conversation) -> dict[str, Any]:
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
        "messages": [m.to_json() for m in messages.after(session, key, conversation.id, 0)],
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


def _participants(session: Session, conversation_id: str) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Staff.id, Staff.name, Participant.role)
        .join(Participant, Participant.staff_id == Staff.id)
        .where(Participant.conversation_id == conversation_id)
        .order_by(Staff.name)
    )
    return [{"id": staff_id, "name": name, "role": role} for staff_id, name, role in rows]
