"""Nobody is left without somebody: find chats whose owner is away, and waits that last too long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from naast.knowledge.municipalities import Patience
from naast.store.tables import Conversation, Message, Mode, Sender, Staff


@dataclass(frozen=True, slots=True)
class Unattended:
    """A chat whose owner is `silent` or `disconnected`."""

    conversation_id: str
    owner_name: str
    kind: str


def unattended(session: Session, patience: dict[str, Patience], now: datetime) -> list[Unattended]:
    """Chats to put back in the queue. `patience` is per municipality."""
    rows = session.execute(
        select(Conversation, Staff, _unanswered_since())
        .join(Staff, Staff.id == Conversation.owner_id)
        .where(Conversation.mode == Mode.HUMAN.value)
    )
    found = []
    for conversation, owner, unanswered in rows:
        own = patience[conversation.municipality]
        began = conversation.owned_since or conversation.claimed_at or now
        seen = max(began, owner.last_seen_at) if owner.last_seen_at else began
        if now - seen > own.disconnected:
            found.append(Unattended(conversation.id, owner.name, "disconnected"))
        elif unanswered is not None and now - unanswered > own.silent:
            found.append(Unattended(conversation.id, owner.name, "silent"))
    return found


def waiting_too_long(session: Session, patience: dict[str, Patience], now: datetime) -> list[Conversation]:
    """Waiting conversations that nobody picked up in time and the regisseur was not told of yet."""
    waiting = session.scalars(
        select(Conversation).where(
            Conversation.mode == Mode.WAITING.value,
            Conversation.alarmed_at.is_(None),
            Conversation.waiting_since.is_not(None),
        )
    )
    return [one for one in waiting if now - (one.waiting_since or now) > _limit(one, patience)]


def _limit(conversation: Conversation, patience: dict[str, Patience]) -> timedelta:
    own = patience[conversation.municipality]
    return own.urgent_unclaimed if conversation.level in (1, 2) else own.unclaimed


def _unanswered_since() -> Any:
    """SQL: when the present owner began to owe the visitor a word; NULL when nothing is owed."""
    said, spoke = aliased(Message), aliased(Message)
    last_word = (
        select(func.max(spoke.at))
        .where(
            spoke.conversation_id == Conversation.id,
            spoke.sender == Sender.STAFF.value,
            spoke.at >= Conversation.owned_since,
        )
        .correlate(Conversation)
        .scalar_subquery()
    )
    first_unanswered = (
        select(func.min(said.at))
        .where(
            said.conversation_id == Conversation.id,
            said.sender == Sender.VISITOR.value,
            said.at > last_word,
        )
        .correlate(Conversation)
        .scalar_subquery()
    )
    return case((last_word.is_(None), Conversation.owned_since), else_=first_unanswered)
