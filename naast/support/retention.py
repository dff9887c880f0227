"""Requests that were closed long enough ago are deleted; an open one never, however old."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from naast.privacy.retention import Terms
from naast.store.database import Database
from naast.store.keyring import Keyring
from naast.store.support_tables import SupportRequest
from naast.support import requests
from naast.support.kinds import State


def purge_requests(
    database: Database, keyring: Keyring, terms: Terms, now: datetime, *, dry_run: bool = False
) -> int:
    """Delete closed requests past the municipality's `handed_over` term; how many."""
    with database.read() as session:
        rows = session.scalars(select(SupportRequest).where(SupportRequest.state == State.CLOSED.value))
        due = [row.id for row in rows if _over(row, terms, now)]
    if not dry_run:
        for request_id in due:
            with database.write() as session:
                requests.withdraw(session, keyring, requests.get(session, request_id))
    return len(due)


def _over(request: SupportRequest, terms: Terms, now: datetime) -> bool:
    days = terms.get(request.municipality, {}).get("handed_over")
    closed = request.closed_at or request.changed_at
    return days is not None and closed + timedelta(days=days) < now
