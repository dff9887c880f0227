"""A link with which a new professional chooses a password. An administrator passes it on; nothing is mailed."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from naast.conversation.lifecycle import hash_token
from naast.errors import StaffInputInvalid
from naast.staff import accounts, second_factor
from naast.store.tables import Invitation, Staff

_VALID = timedelta(days=7)


def invite(session: Session, staff: Staff, now: datetime) -> str:
    """A new token, valid for a week; earlier ones, the password, the second factor and sessions end."""
    token = secrets.token_urlsafe(32)
    session.execute(delete(Invitation).where(Invitation.staff_id == staff.id))
    session.add(Invitation(token_hash=hash_token(token), staff_id=staff.id, expires_at=now + _VALID))
    accounts.set_password(session, staff, accounts.NO_PASSWORD)
    second_factor.forget(staff)
    return token


def accept(session: Session, token: str, password: str, now: datetime) -> Staff:
    """The link works once. Raises StaffInputInvalid for a link that is spent or old, or a short password."""
    invitation = session.get(Invitation, hash_token(token))
    staff = session.get(Staff, invitation.staff_id) if invitation else None
    if invitation is None or staff is None or not staff.active or invitation.expires_at < now:
        raise StaffInputInvalid("Deze uitnodiging werkt niet meer. Vraag de beheerder om een nieuwe.", "token")
    accounts.check_password(password)
    accounts.set_password(session, staff, accounts.hash_password(password))
    session.delete(invitation)
    return staff
