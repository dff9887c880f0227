"""What was promised to a family, with a date, shown until it is done (domain.md S1.9: koppel terug en voor)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from naast.conversation.lifecycle import add_step
from naast.errors import ConversationUnknown, NotYours, StaffInputInvalid
from naast.store.keyring import Keyring
from naast.store.tables import Staff, Task

_KIND = "task"
_LONGEST = 300


def add(
    session: Session, keyring: Keyring, conversation_id: str, staff: Staff, text: str, due: date, now: datetime
) -> Task:
    """Raises StaffInputInvalid for an empty text or a day that has passed."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        raise StaffInputInvalid(f"Schrijf in 1 tot {_LONGEST} tekens wat er moet gebeuren.", "follow_up")
    if due < now.date():
        raise StaffInputInvalid("Kies vandaag of een latere dag.", "follow_up_due")
    sealed = keyring.get(conversation_id).seal(_KIND, text)
    task = Task(conversation_id=conversation_id, staff_id=staff.id, due=due, sealed=sealed, created_at=now)
    session.add(task)
    session.flush()
    add_step(session, conversation_id, "task_added", now, staff.id)
    return task


def open_tasks(session: Session, keyring: Keyring, staff: Staff, today: date) -> list[dict[str, Any]]:
    """What this professional still has to do, the oldest date first."""
    rows = session.scalars(
        select(Task).where(Task.staff_id == staff.id, Task.done_at.is_(None)).order_by(Task.due, Task.id)
    )
    return [_shape(keyring, task, today) for task in rows]


def of(session: Session, keyring: Keyring, conversation_id: str, today: date) -> list[dict[str, Any]]:
    """Everything promised in one conversation."""
    rows = session.scalars(select(Task).where(Task.conversation_id == conversation_id).order_by(Task.due, Task.id))
    return [_shape(keyring, task, today) for task in rows]


def finish(session: Session, task_id: int, staff: Staff, now: datetime) -> Task:
    """Done. Raises ConversationUnknown or NotYours."""
    task = session.get(Task, task_id)
    if task is None:
        raise ConversationUnknown
    if task.staff_id != staff.id:
        raise NotYours
    if task.done_at is None:
        task.done_at = now
        add_step(session, task.conversation_id, "task_done", now, staff.id)
    return task


def _shape(keyring: Keyring, task: Task, today: date) -> dict[str, Any]:
    return {
        "id": task.id,
        "conversation": task.conversation_id,
        "text": keyring.get(task.conversation_id).open(_KIND, task.sealed),
        "due": task.due.isoformat(),
        "overdue": task.due < today,
        "done": task.done_at is not None,
    }
