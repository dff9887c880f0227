"""Keep what worried the screening, so that the desk sees it: verbatim, with its time, nothing added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from naast.privacy.encryption import DataKey
from naast.safety.screening import Screening
from naast.store.tables import Conversation, Signal

_KIND = "signal"
_WORRY = 3


@dataclass(frozen=True, slots=True)
class StoredSignal:
    seq: int
    level: int
    category: str
    line: str
    at: datetime

    def to_json(self) -> dict[str, Any]:
        return {
            "seq": self.seq,
            "level": self.level,
            "category": self.category,
            "line": self.line,
            "at": self.at.isoformat(),
        }


def record(
    session: Session, key: DataKey, conversation: Conversation, screening: Screening, seq: int, now: datetime
) -> None:
    """Store the signal of message `seq` and raise the conversation's level if it is more urgent."""
    session.add(
        Signal(
            conversation_id=conversation.id,
            seq=seq,
            level=screening.level,
            category=screening.category or "",
            sealed=key.seal(_KIND, screening.line or ""),
            at=now,
        )
    )
    conversation.level = min(conversation.level or screening.level, screening.level)


def alarms(session: Session, conversation_id: str) -> frozenset[int]:
    """Numbers of the messages that raised an alarm."""
    found = select(Signal.seq).where(Signal.conversation_id == conversation_id, Signal.level < _WORRY)
    return frozenset(session.scalars(found))


def last(session: Session, conversation_id: str) -> int:
    """Number of the newest message that worried, 0 when there is none."""
    newest = select(func.max(Signal.seq)).where(Signal.conversation_id == conversation_id)
    return session.scalar(newest) or 0


def of(session: Session, key: DataKey, conversation_id: str) -> list[StoredSignal]:
    rows = session.scalars(select(Signal).where(Signal.conversation_id == conversation_id).order_by(Signal.id))
    return [StoredSignal(s.seq, s.level, s.category, key.open(_KIND, s.sealed), s.at) for s in rows]
