"""Requests that were closed long enough ago are deleted; an open one never, however old."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from naast.audit.log import AuditLog
from naast.privacy.retention import Due, Terms, kept_days
from naast.store.database import Database
from naast.store.keyring import Keyring
from naast.store.support_tables import SupportRequest
from naast.support import requests
from naast.support.kinds import State


def purge_requests(
    database: Database,
    keyring: Keyring,
    terms: Terms,
    now: datetime,
    *,
    dry_run: bool = False,
    audit: AuditLog | None = None,
) -> int:
    """Delete closed requests past the municipality's `handed_over` term; how many."""
    found = due_requests(database, terms, now)
    if not dry_run:
        for one in found:
            with database.write() as session:
                if audit:
                    audit.append(session, "purged", now, kind=one.kind, request=one.id)
                requests.withdraw(session, keyring, requests.get(session, one.id))
    return len(found)


def due_requests(database: Database, terms: Terms, now: datetime) -> list[Due]:
    with database.read() as session:
        rows = session.scalars(select(SupportRequest).where(SupportRequest.state == State.CLOSED.value))
        return [Due(row.id, row.municipality, "request") for row in rows if _over(row, terms, now)]


def _over(request: SupportRequest, terms: Terms, now: datetime) -> bool:
    days = kept_days(terms, request.municipality, "handed_over")
    closed = request.closed_at or request.changed_at
    return closed + timedelta(days=days) < now
