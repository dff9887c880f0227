"""How long we keep what, and the purge that sees to it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from naast.audit.log import AuditLog
from naast.conversation.lifecycle import delete_conversation
from naast.store.database import Database
from naast.store.keyring import Keyring
from naast.store.tables import Callback, Conversation, Mode, Task

Terms = dict[str, dict[str, int]]
"""Municipality → days: `bot` for conversations without a professional, `handed_over` for the others."""


def purge(
    database: Database,
    keyring: Keyring,
    terms: Terms,
    now: datetime,
    *,
    dry_run: bool = False,
    audit: AuditLog | None = None,
) -> int:
    """Delete conversations past their term; how many. What waits for a person is kept."""
    due = _due(database, terms, now)
    if not dry_run:
        for conversation_id in due:
            with database.write() as session:
                if audit:
                    audit.append(session, "purged", now, conversation_id=conversation_id)
                delete_conversation(session, keyring, conversation_id)
    return len(due)


def _due(database: Database, terms: Terms, now: datetime) -> list[str]:
    with database.read() as session:
        asked = select(Callback.conversation_id).where(Callback.done_at.is_(None))
        promised = select(Task.conversation_id).where(Task.done_at.is_(None))
        rows = session.scalars(
            select(Conversation).where(
                Conversation.mode.in_([Mode.BOT.value, Mode.CLOSED.value]),
                Conversation.id.not_in(asked),
                Conversation.id.not_in(promised),
            )
        )
        return [row.id for row in rows if _last_moment(row) + _term(row, terms) < now]


def _last_moment(conversation: Conversation) -> datetime:
    return conversation.closed_at or conversation.claimed_at or conversation.created_at


def _term(conversation: Conversation, terms: Terms) -> timedelta:
    kind = "bot" if conversation.waiting_since is None and conversation.claimed_at is None else "handed_over"
    return timedelta(days=terms[conversation.municipality][kind])
