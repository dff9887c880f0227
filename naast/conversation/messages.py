"""The log of a conversation: numbered without gaps, sealed, read from any number onwards."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from naast.conversation.content import Choice, Content
from naast.errors import ConversationNotFound, UnknownChoice
from naast.privacy.encryption import DataKey
from naast.store.tables import Conversation, Message, Sender, Staff, Turn

_KIND = "message"
_CHOICES_FROM_LAST = 30


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """One message as its readers get it. `at` is UTC; `staff_name` is None unless a professional wrote it."""

    seq: int
    sender: Sender
    content: Content
    at: datetime
    staff_name: str | None = None
    turn: Turn = Turn.NONE
    choice: Choice | None = None

    def to_json(self) -> dict[str, Any]:
        """The shape of the public API (design, section 6)."""
        shape: dict[str, Any] = {
            "seq": self.seq,
            "sender": self.sender.value,
            "text": self.content.text,
            "at": self.at.isoformat(),
        }
        if self.content.choices:
            shape["choices"] = [{"id": c.id, "title": c.title} for c in self.content.choices]
        if self.content.card:
            shape["card"] = self.content.card
        if self.staff_name:
            shape["staff"] = self.staff_name
        return shape


def append(
    session: Session,
    key: DataKey,
    conversation_id: str,
    sender: Sender,
    content: Content,
    now: datetime,
    *,
    turn: Turn = Turn.NONE,
    staff_id: int | None = None,
    client_message_id: str | None = None,
    choice: Choice | None = None,
) -> StoredMessage:
    """Store `content` under the next number of the conversation.

    The number is taken with an update of the conversation's row, so writers queue up behind each other and a
    reader never sees number n + 1 before n.
    """
    seq = session.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id)
        .values(last_seq=Conversation.last_seq + 1)
        .returning(Conversation.last_seq)
    ).scalar_one_or_none()
    if seq is None:
        raise ConversationNotFound
    body = content.to_json()
    if choice:
        body["choice"] = Content("", (choice,)).to_json()["choices"][0]
    session.add(
        Message(
            conversation_id=conversation_id,
            seq=seq,
            sender=sender.value,
            staff_id=staff_id,
            client_message_id=_kept_id(client_message_id) if client_message_id else None,
            turn=turn.value,
            sealed=key.seal(_KIND, body),
            at=now,
        )
    )
    session.flush()
    return StoredMessage(seq, sender, content, now, turn=turn, choice=choice)


def after(session: Session, key: DataKey, conversation_id: str, seq: int) -> list[StoredMessage]:
    """All messages with a number above `seq`, in order."""
    rows = session.execute(
        select(Message, Staff.name)
        .outerjoin(Staff, Staff.id == Message.staff_id)
        .where(Message.conversation_id == conversation_id, Message.seq > seq)
        .order_by(Message.seq)
    )
    return [_opened(key, row, name) for row, name in rows]


def with_client_id(
    session: Session, key: DataKey, conversation_id: str, client_message_id: str
) -> StoredMessage | None:
    """The message that a client already sent under this id, if it did."""
    row = session.scalar(
        select(Message).where(
            Message.conversation_id == conversation_id, Message.client_message_id == _kept_id(client_message_id)
        )
    )
    return _opened(key, row) if row else None


def with_turn(session: Session, key: DataKey, conversation_id: str, turn: Turn) -> list[StoredMessage]:
    """The visitor's messages in this state, oldest first."""
    rows = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.turn == turn.value)
        .order_by(Message.seq)
    )
    return [_opened(key, row) for row in rows]


def set_turn(session: Session, conversation_id: str, old: Turn, new: Turn, up_to: int | None = None) -> int:
    """Move the visitor's messages from one state to another; returns how many moved."""
    statement = (
        update(Message)
        .where(Message.conversation_id == conversation_id, Message.turn == old.value)
        .values(turn=new.value)
    )
    if up_to is not None:
        statement = statement.where(Message.seq <= up_to)
    return session.execute(statement).rowcount  # type: ignore[attr-defined,no-any-return]


def offered_choice(session: Session, key: DataKey, conversation_id: str, choice_id: str) -> Choice:
    """The newest choice with this id that the visitor was shown. Raises UnknownChoice."""
    rows = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.sender != Sender.VISITOR.value)
        .order_by(Message.seq.desc())
        .limit(_CHOICES_FROM_LAST)
    )
    for row in rows:
        for choice in _opened(key, row).content.choices:
            if choice.id == choice_id:
                return choice
    raise UnknownChoice


def said_lately(session: Session, key: DataKey, conversation_id: str, text: str) -> bool:
    """Is exactly this among the newest messages of the system?"""
    rows = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.sender == Sender.SYSTEM.value)
        .order_by(Message.seq.desc())
        .limit(_CHOICES_FROM_LAST)
    )
    return any(_opened(key, row).content.text == text for row in rows)


def last_choices(session: Session, key: DataKey, conversation_id: str) -> tuple[Choice, ...]:
    """What could be tapped under the newest message of the other side."""
    row = session.scalar(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.sender != Sender.VISITOR.value)
        .order_by(Message.seq.desc())
        .limit(1)
    )
    return _opened(key, row).content.choices if row else ()


def last_said(
    session: Session, key: DataKey, conversation_id: str, *, since: datetime, after: int, most: int
) -> list[str]:
    """The last `most` texts that the visitor typed since then, behind message `after`, oldest first."""
    rows = session.scalars(
        select(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.sender == Sender.VISITOR.value,
            Message.seq > after,
            Message.at >= since,
        )
        .order_by(Message.seq.desc())
        .limit(most)
    )
    opened = [_opened(key, row) for row in rows]
    return [message.content.text for message in reversed(opened) if not message.choice]


def _kept_id(client_message_id: str) -> str:
    """A client chooses its own ids, so they could hold words; only a hash is kept."""
    return hashlib.sha256(client_message_id.encode()).hexdigest()


def _opened(key: DataKey, row: Message, staff_name: str | None = None) -> StoredMessage:
    body = key.open(_KIND, row.sealed)
    picked = body.get("choice")
    return StoredMessage(
        seq=row.seq,
        sender=Sender(row.sender),
        content=Content.from_json(body),
        at=row.at,
        staff_name=staff_name,
        turn=Turn(row.turn),
        choice=Choice(**picked) if picked else None,
    )
