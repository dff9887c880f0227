"""How many wait, and how long it took: measured, never promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from naast.store.support_tables import Match, SupportRequest
from naast.support.kinds import MATCHED, WAITING_STATES, Kind

_MEASURED_OVER = timedelta(days=365)
_NEEDED = 5
"""Fewer than this say nothing about the next family."""


@dataclass(frozen=True, slots=True)
class WaitingList:
    """`longest_days` is how long the first in the row waits; `usual_days` None when too few were helped."""

    kind: Kind
    waiting: int
    longest_days: int | None
    usual_days: int | None

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            "waiting": self.waiting,
            "longest_days": self.longest_days,
            "usual_days": self.usual_days,
        }


def waiting_lists(session: Session, now: datetime) -> list[WaitingList]:
    return [_of(session, kind, now) for kind in sorted(MATCHED)]


def _of(session: Session, kind: Kind, now: datetime) -> WaitingList:
    since = list(
        session.scalars(
            select(SupportRequest.created_at).where(
                SupportRequest.kind == kind.value, SupportRequest.state.in_([s.value for s in WAITING_STATES])
            )
        )
    )
    longest = (now - min(since)).days if since else None
    return WaitingList(kind, len(since), longest, _usual(session, kind, now))


def _usual(session: Session, kind: Kind, now: datetime) -> int | None:
    """Median days from the request to the first meeting, over the last year."""
    rows = session.execute(
        select(SupportRequest.created_at, func.min(Match.meeting_on))
        .join(Match, Match.request_id == SupportRequest.id)
        .where(SupportRequest.kind == kind.value, Match.meeting_on >= (now - _MEASURED_OVER).date())
        .group_by(SupportRequest.id, SupportRequest.created_at)
    )
    days = [(met - asked.date()).days for asked, met in rows if met]
    return round(median(days)) if len(days) >= _NEEDED else None
