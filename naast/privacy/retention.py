"""How long we keep what, and the purge that sees to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from naast.audit.log import AuditLog
from naast.conversation.lifecycle import delete_conversation
from naast.store.database import Database
from naast.store.keyring import Keyring
from naast.store.tables import (
    Callback,
    Conversation,
    Invitation,
    LoginThrottle,
    Mode,
    MunicipalLogin,
    StaffSession,
    Task,
)

Terms = dict[str, dict[str, int]]
"""Municipality → days: `bot` for conversations without a professional, `handed_over` for the others."""
_NO_LONGER_SERVED = {"bot": 30, "handed_over": 30}
_THROTTLE_KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Due:
    """Something past its term. `kind` is the class: bot, handed_over or request."""

    id: str
    municipality: str
    kind: str


def purge(
    database: Database,
    keyring: Keyring,
    terms: Terms,
    now: datetime,
    *,
    dry_run: bool = False,
    audit: AuditLog | None = None,
) -> int:
    """Delete conversations past their term; how many. What waits for a person is kept.

    With `audit` each deletion is a row in the chained log: which conversation, when, and why; never a word.
    """
    found = due(database, terms, now)
    if not dry_run:
        for one in found:
            with database.write() as session:
                if audit:
                    audit.append(session, "purged", now, conversation_id=one.id, kind=one.kind)
                delete_conversation(session, keyring, one.id)
    return len(found)


def due(database: Database, terms: Terms, now: datetime) -> list[Due]:
    """Conversations past their municipality's term."""
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
        return [Due(row.id, row.municipality, _kind(row)) for row in rows if _over(row, terms, now)]


def forget_expired(database: Database, now: datetime) -> int:
    """Sessions, invitations, log-ins that were begun and failed log-ins that no longer mean anything; how many."""
    expired = (
        delete(StaffSession).where(StaffSession.expires_at < now),
        delete(Invitation).where(Invitation.expires_at < now),
        delete(MunicipalLogin).where(MunicipalLogin.expires_at < now),
        delete(LoginThrottle).where(LoginThrottle.last_at < now - _THROTTLE_KEPT),
    )
    with database.write() as session:
        return sum(session.execute(statement).rowcount for statement in expired)  # type: ignore[attr-defined]


def _over(conversation: Conversation, terms: Terms, now: datetime) -> bool:
    """A municipality that is no longer served keeps nothing longer than the shortest usual term."""
    days = kept_days(terms, conversation.municipality, _kind(conversation))
    last = conversation.closed_at or conversation.claimed_at or conversation.created_at
    return last + timedelta(days=days) < now


def kept_days(terms: Terms, municipality: str, kind: str) -> int:
    """What a municipality left behind when we stopped serving it goes after a month."""
    return terms.get(municipality, _NO_LONGER_SERVED)[kind]


def _kind(conversation: Conversation) -> str:
    handed_over = conversation.waiting_since is not None or conversation.claimed_at is not None
    return "handed_over" if handed_over else "bot"
