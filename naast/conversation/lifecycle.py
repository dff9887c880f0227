"""Open, recognise, export and delete a conversation."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from naast.conversation import messages
from naast.conversation.content import Content
from naast.errors import ConversationNotFound
from naast.privacy.encryption import DataKey
from naast.store.keyring import Keyring
from naast.store.tables import (
    Callback,
    Conversation,
    Experience,
    Sender,
    Signal,
    Step,
    StoredPlan,
    Summary,
)

Audience = Literal["parent", "youth"]


@dataclass(frozen=True, slots=True)
class Opened:
    """A new conversation. `token` is shown once; only its hash is kept."""

    id: str
    token: str


def open_conversation(
    session: Session,
    keyring: Keyring,
    *,
    municipality: str,
    audience: Audience,
    greeting: Content,
    now: datetime,
) -> Opened:
    """Start a conversation with the assistant's greeting as its first message."""
    opened = Opened(id=secrets.token_hex(16), token=secrets.token_urlsafe(32))
    key = keyring.create(opened.id)
    session.add(
        Conversation(
            id=opened.id,
            token_hash=hash_token(opened.token),
            municipality=municipality,
            audience=audience,
            created_at=now,
        )
    )
    session.flush()
    messages.append(session, key, opened.id, Sender.BOT, greeting, now)
    return opened


def authenticate(session: Session, conversation_id: str, token: str, *, lock: bool = False) -> Conversation:
    """The conversation this token opens. Raises ConversationNotFound, which doesn't say what was wrong.

    `lock` makes writers of one conversation wait for each other (PostgreSQL; on SQLite all writers do).
    """
    statement = select(Conversation).where(Conversation.id == conversation_id)
    conversation = session.scalar(statement.with_for_update() if lock else statement)
    stored = conversation.token_hash if conversation else hash_token("")
    if not hmac.compare_digest(stored, hash_token(token)) or conversation is None:
        raise ConversationNotFound
    return conversation


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def add_step(
    session: Session, conversation_id: str, kind: str, now: datetime, staff_id: int | None = None
) -> None:
    """Note that something happened, without a word of what was said."""
    session.add(Step(conversation_id=conversation_id, kind=kind, staff_id=staff_id, at=now))


def export(session: Session, key: DataKey, conversation: Conversation) -> dict[str, Any]:
    """Everything stored about the conversation that is the visitor's, readable."""
    summary = session.get(Summary, conversation.id)
    callback = session.get(Callback, conversation.id)
    plan = session.get(StoredPlan, conversation.id)
    experience = session.get(Experience, conversation.id)
    signals = session.scalars(select(Signal).where(Signal.conversation_id == conversation.id).order_by(Signal.id))
    steps = session.scalars(select(Step).where(Step.conversation_id == conversation.id).order_by(Step.id))
    return {
        "id": conversation.id,
        "municipality": conversation.municipality,
        "audience": conversation.audience,
        "mode": conversation.mode,
        "created_at": conversation.created_at.isoformat(),
        "messages": [m.to_json() for m in messages.after(session, key, conversation.id, 0)],
        "handover": key.open("summary", summary.sealed) if summary else None,
        "callback": key.open("callback", callback.sealed) if callback else None,
        "plan": key.open("plan", plan.sealed)["plan"] if plan else None,
        "signals": [
            {"category": s.category, "level": s.level, "line": key.open("signal", s.sealed)} for s in signals
        ],
        "experience": experience.score if experience else None,
        "steps": [{"kind": s.kind, "at": s.at.isoformat()} for s in steps],
    }


def delete_conversation(session: Session, keyring: Keyring, conversation_id: str) -> None:
    """Destroy the key first: whatever happens next, the texts can't be read again."""
    keyring.destroy(conversation_id)
    session.execute(delete(Conversation).where(Conversation.id == conversation_id))
