"""Who waits, most urgent first; and how long that takes, measured, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from naast.store.channel_tables import ChannelLink
from naast.store.tables import Conversation, Message, Mode, ReadMark, Sender, Signal, Staff, Step

_NO_LEVEL = 9
_WAITS_MEASURED = 20
_WAITS_NEEDED = 3
_RECENT = timedelta(days=7)


def _urgency() -> Any:
    """Level 1 first, then 2 and 3; conversations without a level last."""
    return case((Conversation.level == 0, _NO_LEVEL), else_=Conversation.level)


_SHOWN = (
    Conversation.id,
    Conversation.waiting_since,
    Conversation.created_at,
    Conversation.level,
    Conversation.topic,
    Conversation.audience,
    Conversation.mode,
    Conversation.team,
    Conversation.age_band,
    Conversation.language,
    Conversation.municipality,
    Conversation.alarmed_at,
    Conversation.owner_id,
    Conversation.regular_id,
    Conversation.prefers_id,
)


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
    team: str | None
    age_band: str | None
    language: str | None
    municipality: str
    alarm: bool
    """Nobody picked it up in time."""
    owner_id: int | None
    owner: str | None
    usual: str | None
    """The professional whom this visitor knows from before ("vaste gezichten")."""
    regular_id: int | None
    prefers_id: int | None
    returning: bool
    """This family talked with a professional before."""
    channel: str | None = None
    """Where the visitor writes, when that is not the web chat."""

    def to_json(self) -> dict[str, Any]:
        shape: dict[str, Any] = {
            "id": self.id,
            "since": self.since.isoformat() if self.since else None,
            "level": self.level,
            "topic": self.topic,
            "audience": self.audience,
            "mode": self.mode,
            "category": self.category,
            "team": self.team,
            "age_band": self.age_band,
            "language": self.language,
            "municipality": self.municipality,
            "alarm": self.alarm,
            "returning": self.returning,
        }
        named = {"owner": self.owner, "usual": self.usual, "channel": self.channel}
        return shape | {role: name for role, name in named.items() if name}


def items(session: Session, modes: tuple[Mode, ...]) -> list[Item]:
    """Conversations in these modes, most urgent first, then longest waiting.

    Columns instead of objects: hundreds of these are read several times a second on a busy desk.
    """
    usual = aliased(Staff)
    rows = session.execute(
        select(*_SHOWN, Staff.name.label("owner"), usual.name.label("usual"), ChannelLink.channel)
        .outerjoin(Staff, Staff.id == Conversation.owner_id)
        .outerjoin(usual, usual.id == Conversation.regular_id)
        .outerjoin(ChannelLink, ChannelLink.conversation_id == Conversation.id)
        .where(Conversation.mode.in_([m.value for m in modes]))
        .order_by(_urgency(), Conversation.waiting_since, Conversation.id)
    ).all()
    worst = worst_categories(session, [row.id for row in rows])
    return [
        Item(
            row.id,
            row.waiting_since or row.created_at,
            row.level,
            row.topic,
            row.audience,
            row.mode,
            worst.get(row.id),
            row.team,
            row.age_band,
            row.language,
            row.municipality,
            row.alarmed_at is not None,
            row.owner_id,
            row.owner,
            row.usual,
            row.regular_id,
            row.prefers_id,
            row.regular_id is not None and row.regular_id != row.owner_id,
            row.channel,
        )
        for row in rows
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


def unread(session: Session, staff_id: int) -> dict[str, int]:
    """How many of the visitor's messages this professional has not seen, per conversation they own."""
    rows = session.execute(
        select(Message.conversation_id, func.count())
        .join(Conversation, Conversation.id == Message.conversation_id)
        .outerjoin(
            ReadMark,
            (ReadMark.conversation_id == Message.conversation_id) & (ReadMark.staff_id == staff_id),
        )
        .where(
            Conversation.owner_id == staff_id,
            Conversation.mode == Mode.HUMAN.value,
            Message.sender == Sender.VISITOR.value,
            Message.seq > func.coalesce(ReadMark.seq, 0),
        )
        .group_by(Message.conversation_id)
    )
    return {row[0]: row[1] for row in rows}


def mark_read(session: Session, conversation_id: str, staff_id: int, seq: int) -> int:
    """Remember that everything up to `seq` was seen; never goes back. The number remembered."""
    mark = session.get(ReadMark, (conversation_id, staff_id))
    if mark is None:
        mark = ReadMark(conversation_id=conversation_id, staff_id=staff_id, seq=0)
        session.add(mark)
    mark.seq = max(mark.seq, seq)
    return mark.seq


def worst_categories(session: Session, ids: list[str]) -> dict[str, str]:
    """The category of each conversation's most serious signal."""
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
