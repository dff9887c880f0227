"""Rows that can only be added. Each carries a keyed hash over itself and the one before.

Whoever changes, removes or inserts a row breaks the chain, and without the master key can't mend it. Rows cut
off at the end are found by comparing with a head that was written down elsewhere (`naast audit verify --head`).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from naast.store.tables import AuditRow, Staff

_NOTHING_BEFORE = "0" * 64
_LOCK = 7_110_701
"""PostgreSQL's advisory lock: rows of the chain are added one by one."""
_OPENED_AGAIN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Verified:
    """`rows` that hold; `broken_at` is the number of the first row that doesn't, None when all do."""

    rows: int
    head: str
    broken_at: int | None = None


class AuditLog:
    def __init__(self, key: bytes) -> None:
        self._key = key

    def append(
        self,
        session: Session,
        action: str,
        now: datetime,
        *,
        staff_id: int | None = None,
        conversation_id: str | None = None,
        **detail: Any,
    ) -> None:
        """`detail` holds codes and ids only; it is readable by who may read the log."""
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        session.flush()
        last = session.execute(
            select(AuditRow.id, AuditRow.hash).order_by(AuditRow.id.desc()).limit(1)
        ).one_or_none()
        row = AuditRow(
            id=last.id + 1 if last else 1,
            at=now,
            staff_id=staff_id,
            action=action,
            conversation_id=conversation_id,
            detail=json.dumps(detail, sort_keys=True, ensure_ascii=False),
        )
        row.hash = self._hash(row, last.hash if last else _NOTHING_BEFORE)
        session.add(row)
        session.flush()

    def opened(self, session: Session, staff_id: int, conversation_id: str, now: datetime) -> bool:
        """Was this opening noted in the last hour? A page that fetches again is no new opening."""
        same = (AuditRow.staff_id == staff_id) & (AuditRow.conversation_id == conversation_id)
        recent = (AuditRow.action == "opened") & (AuditRow.at > now - _OPENED_AGAIN_AFTER)
        return session.scalar(select(AuditRow.id).where(same, recent).limit(1)) is not None

    def verify(self, session: Session, head: str | None = None) -> Verified:
        """Walk the whole chain. With `head` a log that was cut off before that row is broken too."""
        previous, count, met = _NOTHING_BEFORE, 0, head is None
        for row in session.scalars(select(AuditRow).order_by(AuditRow.id).execution_options(yield_per=1000)):
            if row.id != count + 1 or not hmac.compare_digest(row.hash, self._hash(row, previous)):
                return Verified(count, previous, count + 1)
            previous, count = row.hash, count + 1
            met = met or previous == head
        return Verified(count, previous, None if met else count + 1)

    def _hash(self, row: AuditRow, previous: str) -> str:
        said = [row.id, _moment(row.at), row.staff_id, row.action, row.conversation_id, row.detail, previous]
        return hmac.new(self._key, json.dumps(said).encode(), hashlib.sha256).hexdigest()


def _moment(at: datetime) -> int:
    """Microseconds since 1970: the same from every database."""
    return round(at.timestamp() * 1_000_000)


def page(
    session: Session, *, conversation_id: str | None = None, before: int | None = None, limit: int = 100
) -> list[dict[str, Any]]:
    """The newest rows first, with names."""
    statement = select(AuditRow, Staff.name).outerjoin(Staff, Staff.id == AuditRow.staff_id)
    if conversation_id:
        statement = statement.where(AuditRow.conversation_id == conversation_id)
    if before:
        statement = statement.where(AuditRow.id < before)
    rows = session.execute(statement.order_by(AuditRow.id.desc()).limit(limit))
    return [
        {
            "id": row.id,
            "at": row.at.isoformat(),
            "by": name,
            "action": row.action,
            "conversation": row.conversation_id,
            "detail": json.loads(row.detail),
        }
        for row, name in rows
    ]
