"""Who waits, most urgent first; and how long that takes, measured, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from naast.store.tables import Conversation, Mode, Signal, Staff, Step

_NO_LEVEL = 9
_WAITS_MEASURED = 20
_WAITS_NEEDED = 3
_RECENT = timedelta(days=7)


def _urgency() -> Any:
    """Level 1 first, then 2 and 3; conversations without a level last."""
    return case((Conversation.level == 0, _NO_LEVEL), else_=Conversation.level)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the queue: nothing that the visitor typed."""

    id: str
    since: datetime | None
    level: int
    topic: str | None
    audience: str
    mode: str
    category: str | None
    owner_id: int | None
    owner: str | None
    usual: str | None = None
    """The professional whom this visitor knows from before ("vaste gezichten")."""

    def to_json(self) -> dict[str, Any]:
        shape: dict[str, Any] = {
            "id": self.id,
            "since": self.since.isoformat() if self.since else None,
            "level": self.level,
            "topic": self.topic,
            "audience": self.audience,
            "mode": self.mode,
            "category": self.category,
        }
        named = {"owner": self.owner, "usual": self.usual}
        return shape | {role: name for role, name in named.items() if name}


def items(session: Session, modes: tuple[Mode, ...]) -> list[Item]:
    """Conversations in these modes, most urgent first, then longest waiting."""
    usual = aliased(Staff)
    rows = session.execute(
        select(Conversation, Staff.name, usual.name)
        .outerjoin(Staff, Staff.id == Conversation.owner_id)
        .outerjoin(usual, usual.id == Conversation.usual_id)
        .where(Conversation.mode.in_([m.value for m in modes]))
        .order_by(_urgency(), Conversation.waiting_since, Conversation.id)
    ).all()
    worst = _worst_categories(session, [row.id for row, _, _ in rows])
    return [
        Item(
            row.id,
            row.waiting_since or row.created_at,
            row.level,
            row.topic,
            row.audience,
            row.mode,
            worst.get(row.id),
            row.owner_id,
            owner,
            known,
        )
        for row, owner, known in rows
    ]


def position(session: Session, conversation: Conversation) -> int | None:
    """The visitor's place in the queue, from 1; None when not waiting."""
    if conversation.mode != Mode.WAITING:
        return None
    own_urgency = conversation.level or _NO_LEVEL
    before = session.scalar(
        select(func.count())
        .select_from(Conversation)
        .where(
            Conversation.mode == Mode.WAITING.value,
            Conversation.id != conversation.id,
            (_urgency() < own_urgency)
            | ((_urgency() == own_urgency) & (Conversation.waiting_since < conversation.waiting_since)),
        )
    )
    return int(before or 0) + 1


def expected_wait(session: Session, now: datetime) -> int | None:
    """Median seconds from joining to claimed over the last claims; None when too few to be honest about."""
    rows = session.execute(
        select(Conversation.waiting_since, Conversation.claimed_at)
        .where(Conversation.claimed_at.is_not(None), Conversation.claimed_at > now - _RECENT)
        .order_by(Conversation.claimed_at.desc())
        .limit(_WAITS_MEASURED)
    )
    waits = [(claimed - since).total_seconds() for since, claimed in rows if since and claimed]
    return round(median(waits)) if len(waits) >= _WAITS_NEEDED else None


def _worst_categories(session: Session, ids: list[str]) -> dict[str, str]:
    rows = session.execute(
        select(Signal.conversation_id, Signal.category)
        .where(Signal.conversation_id.in_(ids))
        .order_by(Signal.level.desc(), Signal.id)
    )
    return {row.conversation_id: row.category for row in rows}


def steps_of(session: Session, conversation_id: str) -> list[dict[str, Any]]:
    """What happened, in order, without content."""
    rows = session.execute(
        select(Step, Staff.name)
        .outerjoin(Staff, Staff.id == Step.staff_id)
        .where(Step.conversation_id == conversation_id)
        .order_by(Step.id)
    )
    return [{"kind": step.kind, "at": step.at.isoformat()} | ({"by": name} if name else {}) for step, name in rows]
