"""Lock-out with back-off: after some failures each next one costs more waiting, for unknown addresses too."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from naast.errors import TooManyAttempts
from naast.store.tables import LoginThrottle

FREE_FAILURES = 5
_FIRST_LOCK = timedelta(seconds=30)
_LONGEST_LOCK = timedelta(minutes=15)
_FORGET_AFTER = timedelta(hours=24)


def check(session: Session, email: str, now: datetime) -> None:
    """Raises TooManyAttempts while this address is locked, also for the right password."""
    stored = session.get(LoginThrottle, _key(email))
    if stored and stored.locked_until and stored.locked_until > now:
        raise TooManyAttempts(max(1, round((stored.locked_until - now).total_seconds())))


def failed(session: Session, email: str, now: datetime) -> None:
    """One more failure; from the fifth on the address is locked, twice as long each time."""
    session.execute(delete(LoginThrottle).where(LoginThrottle.last_at < now - _FORGET_AFTER))
    stored = session.get(LoginThrottle, _key(email), with_for_update=True)
    if stored is None:
        stored = LoginThrottle(email_hash=_key(email), failures=0, last_at=now)
        session.add(stored)
    stored.failures, stored.last_at = stored.failures + 1, now
    over = stored.failures - FREE_FAILURES
    stored.locked_until = now + min(_FIRST_LOCK * 2 ** min(over, 10), _LONGEST_LOCK) if over >= 0 else None


def succeeded(session: Session, email: str) -> None:
    if stored := session.get(LoginThrottle, _key(email)):
        session.delete(stored)


def _key(email: str) -> str:
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()
