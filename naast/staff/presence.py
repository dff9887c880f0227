"""Who is at the desk now: chosen by the professional, corrected by what the desk page tells."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import update
from sqlalchemy.orm import Session

from naast.store.tables import Staff

SEEN_FOR = timedelta(seconds=75)
"""The desk page says every 20 seconds that it is open; three misses in a row mean that it is not."""
ACTIVE_FOR = timedelta(minutes=10)
"""Nobody touched the page for so long: away, whatever was chosen."""
_WRITE_AFTER = timedelta(seconds=15)


class Presence(StrEnum):
    AVAILABLE = "available"
    BUSY = "busy"
    AWAY = "away"
    OFFLINE = "offline"


CHOICES = frozenset({Presence.AVAILABLE, Presence.BUSY, Presence.AWAY})


def presence(staff: Staff, now: datetime) -> Presence:
    """As colleagues see it."""
    if staff.last_seen_at is None or staff.last_seen_at < now - SEEN_FOR:
        return Presence.OFFLINE
    if staff.last_active_at is None or staff.last_active_at < now - ACTIVE_FOR:
        return Presence.AWAY
    return Presence(staff.availability)


def needs_mark(staff: Staff, now: datetime) -> bool:
    """So that not every call writes."""
    return staff.last_seen_at is None or staff.last_seen_at < now - _WRITE_AFTER


def mark_seen(session: Session, staff_id: int, now: datetime, *, active: bool) -> None:
    """`active`: somebody touched the page; otherwise it is only open."""
    seen = {"last_seen_at": now} | ({"last_active_at": now} if active else {})
    session.execute(update(Staff).where(Staff.id == staff_id).values(**seen))


def mark_gone(session: Session, staff_id: int) -> None:
    session.execute(update(Staff).where(Staff.id == staff_id).values(last_seen_at=None, last_active_at=None))
