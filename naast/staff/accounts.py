"""Accounts and sessions. Passwords as argon2 hashes, session tokens as SHA-256 hashes."""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from naast.conversation.lifecycle import hash_token
from naast.errors import NotAllowed, NotLoggedIn, StaffInputInvalid, WrongPassword
from naast.store.tables import Staff, StaffSession

_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("nobody has this password")
_IDLE = timedelta(hours=2)
_SHORTEST_PASSWORD = 12
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
NO_PASSWORD = "!"
"""No password fits this."""


class Role(StrEnum):
    PROFESSIONAL = "professional"
    COORDINATOR = "coordinator"
    REGISSEUR = "regisseur"
    EDITOR = "editor"
    ADMIN = "admin"


CONVERSATION_ROLES = frozenset({Role.PROFESSIONAL, Role.COORDINATOR, Role.REGISSEUR})
"""Roles that talk to families. An editor or administrator has no business in a chat."""


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """`token` goes in the cookie, `csrf` in the header of every change."""

    staff: Staff
    token: str
    csrf: str
    restricted: bool = False


def add(session: Session, email: str, name: str, role: Role, password: str) -> Staff:
    """Raises StaffInputInvalid when the address is taken or the password is short."""
    check_password(password)
    return add_without_password(session, email, name, role, hash_password(password))


def check_password(password: str) -> None:
    """Raises StaffInputInvalid."""
    if len(password) < _SHORTEST_PASSWORD:
        raise StaffInputInvalid(f"Kies een wachtwoord van {_SHORTEST_PASSWORD} tekens of meer.", "password")


def add_without_password(
    session: Session, email: str, name: str, role: Role, password_hash: str = NO_PASSWORD
) -> Staff:
    """For who gets an invitation or logs in at the municipality."""
    email = email.strip().lower()
    if not _EMAIL.fullmatch(email):
        raise StaffInputInvalid("Vul een e-mailadres in.", "email")
    if session.scalar(select(Staff.id).where(Staff.email == email)):
        raise StaffInputInvalid(f"{email} heeft al een account.", "email")
    staff = Staff(email=email, name=name, role=role.value, password_hash=password_hash)
    session.add(staff)
    session.flush()
    return staff


def hash_password(password: str) -> str:
    return _HASHER.hash(password)


def set_password(session: Session, staff: Staff, password_hash: str) -> None:
    """A new password ends the sessions of the old one."""
    staff.password_hash = password_hash
    session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id))


def verify(session: Session, email: str, password: str) -> Staff:
    """The account, or WrongPassword; an unknown address costs as much time as a wrong password."""
    staff = session.scalar(select(Staff).where(Staff.email == email.strip().lower(), Staff.active))
    try:
        _HASHER.verify(staff.password_hash if staff and staff.password_hash != NO_PASSWORD else _NOBODY, password)
    except VerifyMismatchError as error:
        raise WrongPassword from error
    if staff is None or staff.password_hash == NO_PASSWORD:
        raise WrongPassword
    return staff


def open_session(
    session: Session, staff: Staff, now: datetime, hours: int, *, restricted: bool = False
) -> LoggedIn:
    """`restricted`: only to set up the second factor."""
    session.execute(delete(StaffSession).where(StaffSession.expires_at < now))
    logged_in = LoggedIn(staff, secrets.token_urlsafe(32), secrets.token_urlsafe(24), restricted)
    session.add(
        StaffSession(
            token_hash=hash_token(logged_in.token),
            staff_id=staff.id,
            csrf=logged_in.csrf,
            expires_at=now + timedelta(hours=hours),
            used_at=now,
            restricted=restricted,
        )
    )
    return logged_in


def by_token(session: Session, token: str | None, now: datetime, idle: timedelta = _IDLE) -> LoggedIn:
    """Who this session cookie belongs to. Raises NotLoggedIn, also after `idle` without a sign of somebody."""
    stored = session.get(StaffSession, hash_token(token or ""))
    if not token or stored is None or stored.expires_at < now or stored.used_at < now - idle:
        raise NotLoggedIn
    staff = session.get(Staff, stored.staff_id)
    if staff is None or not staff.active:
        raise NotLoggedIn
    return LoggedIn(staff, token, stored.csrf, stored.restricted)


def mark_used(session: Session, token: str, now: datetime) -> None:
    """Somebody is at the keys: the session does not lie idle."""
    session.execute(update(StaffSession).where(StaffSession.token_hash == hash_token(token)).values(used_at=now))


def lift_restriction(session: Session, token: str) -> None:
    """The second factor works: this session may do everything."""
    session.execute(
        update(StaffSession).where(StaffSession.token_hash == hash_token(token)).values(restricted=False)
    )


def end_sessions(session: Session, staff_id: int) -> None:
    session.execute(delete(StaffSession).where(StaffSession.staff_id == staff_id))


def check_csrf(logged_in: LoggedIn, header: str | None) -> None:
    """Raises NotAllowed unless the header carries the session's own CSRF token."""
    if not hmac.compare_digest(logged_in.csrf, header or ""):
        raise NotAllowed("Je sessie klopt niet meer. Laad de pagina opnieuw.")


def require_role(logged_in: LoggedIn, roles: frozenset[Role]) -> None:
    """Raises NotAllowed."""
    if Role(logged_in.staff.role) not in roles:
        raise NotAllowed("Jouw rol mag dit niet.")


def has_session(session: Session, staff_id: int, now: datetime) -> bool:
    """Is this professional logged in anywhere?"""
    alive = (StaffSession.staff_id == staff_id) & (StaffSession.expires_at > now)
    return session.scalar(select(StaffSession.token_hash).where(alive).limit(1)) is not None


def close_session(session: Session, token: str) -> None:
    session.execute(delete(StaffSession).where(StaffSession.token_hash == hash_token(token)))
