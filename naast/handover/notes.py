"""Notes between professionals."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from naast.errors import StaffInputInvalid
from naast.privacy.encryption import DataKey
from naast.store.tables import Note, Staff

_KIND = "note"
_LONGEST = 4000


def add(session: Session, key: DataKey, conversation_id: str, staff: Staff, text: str, now: datetime) -> None:
    """Raises StaffInputInvalid for an empty or very long note."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        raise StaffInputInvalid(f"Typ een notitie van 1 tot {_LONGEST} tekens.", "text")
    session.add(Note(conversation_id=conversation_id, staff_id=staff.id, sealed=key.seal(_KIND, text), at=now))
    session.flush()


def of(session: Session, key: DataKey, conversation_id: str) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Note, Staff.name)
        .join(Staff, Staff.id == Note.staff_id)
        .where(Note.conversation_id == conversation_id)
        .order_by(Note.id)
    )
    return [{"by": name, "text": key.open(_KIND, n.sealed), "at": n.at.isoformat()} for n, name in rows]
