"""What the first one in reads: who wants a call, what was promised, and the crises while nobody was there."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from naast.conversation.lifecycle import add_step
from naast.errors import AlreadyClaimed, ConversationUnknown
from naast.handover import callback
from naast.handover.opening_hours import is_open
from naast.knowledge.municipalities import Municipality
from naast.store.keyring import Keyring
from naast.store.tables import Callback, Conversation, Signal, Staff

_LOOK_BACK = timedelta(days=4)
"""Over a long weekend."""


def calls(session: Session, keyring: Keyring) -> list[dict[str, Any]]:
    """Who wants to be called, when and how; the longest wait first. With whoever will call."""
    rows = session.execute(
        select(Conversation, Callback, Staff.name)
        .join(Callback, Callback.conversation_id == Conversation.id)
        .outerjoin(Staff, Staff.id == Callback.staff_id)
        .where(Callback.done_at.is_(None))
        .order_by(Callback.asked_at)
    )
    return [
        {
            "id": conversation.id,
            "asked_at": asked.asked_at.isoformat(),
            "topic": conversation.topic,
            "level": conversation.level,
            "audience": conversation.audience,
            "by": {"id": asked.staff_id, "name": name} if asked.staff_id else None,
            "missed": asked.missed,
        }
        | (callback.read(session, keyring.get(conversation.id), conversation.id) or {})
        for conversation, asked, name in rows
    ]


def take_call(session: Session, conversation_id: str, staff: Staff, now: datetime) -> None:
    """`staff` will call, so that nobody is called twice. Raises AlreadyClaimed."""
    asked = _asked(session, conversation_id)
    if asked.staff_id not in (None, staff.id):
        raise AlreadyClaimed(session.get_one(Staff, asked.staff_id).name)
    if asked.staff_id is None:
        asked.staff_id = staff.id
        add_step(session, conversation_id, "call_taken", now, staff.id)


def no_answer(session: Session, conversation_id: str, staff: Staff, now: datetime) -> int:
    """Nobody picked up: it stays on the list, for anybody. How often that happened."""
    asked = _asked(session, conversation_id)
    asked.staff_id, asked.missed = None, asked.missed + 1
    add_step(session, conversation_id, "call_missed", now, staff.id)
    return asked.missed


def called(session: Session, conversation_id: str, staff: Staff, now: datetime) -> None:
    """They spoke; the request leaves the list."""
    asked = _asked(session, conversation_id)
    asked.done_at, asked.staff_id = now, staff.id
    add_step(session, conversation_id, "called_back", now, staff.id)


def crises(session: Session, places: dict[str, Municipality], now: datetime) -> list[dict[str, Any]]:
    """Serious signals of the last days that came while the desk was closed, newest first."""
    rows = session.execute(
        select(Signal, Conversation)
        .join(Conversation, Conversation.id == Signal.conversation_id)
        .where(Signal.level < 3, Signal.at > now - _LOOK_BACK)
        .order_by(Signal.at.desc())
    )
    found: dict[str, dict[str, Any]] = {}
    for signal, conversation in rows:
        if is_open(places[conversation.municipality], signal.at):
            continue
        known = found.setdefault(
            conversation.id,
            {
                "id": conversation.id,
                "at": signal.at.isoformat(),
                "level": signal.level,
                "category": signal.category,
                "audience": conversation.audience,
                "mode": conversation.mode,
            },
        )
        known["level"] = min(known["level"], signal.level)
    return list(found.values())


def _asked(session: Session, conversation_id: str) -> Callback:
    asked = session.get(Callback, conversation_id, with_for_update=True)
    if asked is None:
        raise ConversationUnknown
    return asked
