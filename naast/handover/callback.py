"""A request to be called back, for when nobody is at the desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from naast.errors import InvalidInput
from naast.privacy.encryption import DataKey
from naast.store.tables import Callback, Conversation

_KIND = "callback"
_LONGEST = 200


def allowed(conversation: Conversation) -> bool:
    """A call later is no answer to a serious signal (domain.md 3.6): level 0 and 3 only."""
    return conversation.level in (0, 3)


def ask(session: Session, key: DataKey, conversation: Conversation, when: str, how: str, now: datetime) -> None:
    """Keep when and how (usually a phone number, sealed, never redacted: it was given for this)."""
    for field, value in (("when", when), ("how", how)):
        if not value.strip():
            raise InvalidInput("Vul dit in, anders kunnen we je niet bereiken.", field)
        if len(value) > _LONGEST:
            raise InvalidInput(f"Houd het onder {_LONGEST} tekens.", field)
    sealed = key.seal(_KIND, {"when": when.strip(), "how": how.strip()})
    existing = session.get(Callback, conversation.id)
    if existing is None:
        session.add(Callback(conversation_id=conversation.id, sealed=sealed, asked_at=now))
    else:
        existing.sealed, existing.asked_at = sealed, now
        existing.done_at = existing.staff_id = None
        existing.missed = 0


def read(session: Session, key: DataKey, conversation_id: str) -> dict[str, str] | None:
    stored = session.get(Callback, conversation_id)
    opened: dict[str, str] | None = key.open(_KIND, stored.sealed) if stored else None
    return opened


def waiting(session: Session) -> list[dict[str, Any]]:
    """Requests nobody has handled, oldest first: no text, only what the list needs."""
    rows = session.execute(
        select(Conversation, Callback)
        .join(Callback, Callback.conversation_id == Conversation.id)
        .where(Callback.done_at.is_(None))
        .order_by(Callback.asked_at)
    )
    return [
        {
            "id": conversation.id,
            "asked_at": callback.asked_at.isoformat(),
            "topic": conversation.topic,
            "level": conversation.level,
            "audience": conversation.audience,
        }
        for conversation, callback in rows
    ]
