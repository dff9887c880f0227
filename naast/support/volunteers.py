"""Volunteers: made and checked by the coordinator, sealed like everything else, contact details apart."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from naast.errors import RequestUnknown, StaffInputInvalid
from naast.privacy.encryption import DataKey
from naast.store.keyring import Keyring
from naast.store.support_tables import Match, Volunteer, VolunteerReport
from naast.store.tables import Staff
from naast.support.candidate import Candidate
from naast.support.match_states import RUNNING
from naast.support.profile import Profile

_PROFILE = "volunteer_profile"
_CONTACT = "volunteer_contact"
_REPORT = "volunteer_report"
_LONGEST_CONTACT = 300
_LONGEST_REPORT = 4000
_MOST_CAPACITY = 5
CHECKS = ("vog_on", "references_on", "trained_on", "code_signed_on")


class VolunteerState(StrEnum):
    NEW = "new"
    """Signed up; the coordinator has not finished the checks."""
    ACTIVE = "active"
    PAUSED = "paused"
    STOPPED = "stopped"


def add(
    session: Session,
    keyring: Keyring,
    *,
    volunteer_id: str,
    municipality: str,
    profile: Profile,
    capacity: int,
    now: datetime,
) -> Volunteer:
    """A new volunteer with the next number. Raises StaffInputInvalid."""
    key = keyring.create(volunteer_id)
    volunteer = Volunteer(
        id=volunteer_id,
        number=(session.scalar(select(func.max(Volunteer.number))) or 0) + 1,
        municipality=municipality,
        state=VolunteerState.NEW.value,
        created_at=now,
        capacity=_capacity(capacity),
        sealed=key.seal(_PROFILE, profile.to_json()),
    )
    session.add(volunteer)
    session.flush()
    return volunteer


def get(session: Session, volunteer_id: str, *, lock: bool = False) -> Volunteer:
    """Raises RequestUnknown."""
    statement = select(Volunteer).where(Volunteer.id == volunteer_id)
    volunteer = session.scalar(statement.with_for_update() if lock else statement)
    if volunteer is None:
        raise RequestUnknown
    return volunteer


def everybody(session: Session, municipality: str | None = None) -> list[Volunteer]:
    statement = select(Volunteer).order_by(Volunteer.number)
    if municipality:
        statement = statement.where(Volunteer.municipality == municipality)
    return list(session.scalars(statement))


def profile(key: DataKey, volunteer: Volunteer) -> Profile:
    return Profile.from_json(key.open(_PROFILE, volunteer.sealed))


def change(key: DataKey, volunteer: Volunteer, changed: Profile, capacity: int) -> None:
    volunteer.sealed = key.seal(_PROFILE, changed.to_json())
    volunteer.capacity = _capacity(capacity)


def set_state(volunteer: Volunteer, state: str) -> None:
    """Raises StaffInputInvalid for a state that doesn't exist."""
    if state not in set(VolunteerState):
        raise StaffInputInvalid("Kies: new, active, paused of stopped.", "state")
    volunteer.state = state


def set_checks(volunteer: Volunteer, checks: dict[str, date | None], today: date) -> None:
    """Dates of the VOG, the references, the training and the gedragscode; never in the future."""
    for name, day in checks.items():
        if name not in CHECKS:
            raise StaffInputInvalid(f"Kies uit: {', '.join(CHECKS)}.", name)
        if day is not None and day > today:
            raise StaffInputInvalid("Deze datum is nog niet geweest.", name)
        setattr(volunteer, name, day)


def set_contact(key: DataKey, volunteer: Volunteer, contact: dict[str, str]) -> None:
    """`name`, `phone`, `email`: sealed, for the coordinator only."""
    known = {name: str(contact.get(name, "")).strip() for name in ("name", "phone", "email")}
    for name, value in known.items():
        if len(value) > _LONGEST_CONTACT:
            raise StaffInputInvalid(f"Houd het onder {_LONGEST_CONTACT} tekens.", name)
    volunteer.sealed_contact = key.seal(_CONTACT, known)


def contact(key: DataKey, volunteer: Volunteer) -> dict[str, str] | None:
    """For the coordinator's eyes only; the caller checks the role."""
    if volunteer.sealed_contact is None:
        return None
    opened: dict[str, str] = key.open(_CONTACT, volunteer.sealed_contact)
    return opened


def report(session: Session, key: DataKey, volunteer: Volunteer, text: str, staff: Staff, now: datetime) -> None:
    """A worry about behaviour: kept as it was written, and nothing new is proposed until it is looked into."""
    text = text.strip()
    if not text or len(text) > _LONGEST_REPORT:
        raise StaffInputInvalid("Schrijf op wat er gebeurde.", "text")
    if volunteer.state != VolunteerState.STOPPED:
        volunteer.state = VolunteerState.PAUSED.value
    sealed = key.seal(_REPORT, text)
    session.add(VolunteerReport(volunteer_id=volunteer.id, staff_id=staff.id, sealed=sealed, at=now))
    session.flush()


def reports(session: Session, key: DataKey, volunteer_id: str) -> list[dict[str, Any]]:
    rows = session.scalars(
        select(VolunteerReport).where(VolunteerReport.volunteer_id == volunteer_id).order_by(VolunteerReport.id)
    )
    return [
        {"text": key.open(_REPORT, row.sealed), "at": row.at.isoformat(), "done": row.done_at is not None}
        for row in rows
    ]


def open_reports(session: Session, volunteer_id: str) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(VolunteerReport)
            .where(VolunteerReport.volunteer_id == volunteer_id, VolunteerReport.done_at.is_(None))
        )
        or 0
    )


def reports_done(session: Session, volunteer_id: str, now: datetime) -> None:
    for row in session.scalars(select(VolunteerReport).where(VolunteerReport.volunteer_id == volunteer_id)):
        row.done_at = row.done_at or now


def remove(session: Session, keyring: Keyring, volunteer: Volunteer) -> None:
    """The volunteer stops and asks to be forgotten: key first, then the rows."""
    keyring.destroy(volunteer.id)
    session.execute(delete(Volunteer).where(Volunteer.id == volunteer.id))


def candidates(session: Session, keyring: Keyring, municipality: str) -> list[Candidate]:
    """Everybody of a municipality as the proposals see them."""
    busy = running_matches(session)
    return [
        Candidate(
            id=row.id,
            number=row.number,
            profile=profile(keyring.get(row.id), row),
            capacity=row.capacity,
            running=busy.get(row.id, 0),
            vog_on=row.vog_on,
            references_on=row.references_on,
            code_signed_on=row.code_signed_on,
            joined=row.created_at,
            last_proposed=row.last_proposed_at,
            active=row.state == VolunteerState.ACTIVE,
        )
        for row in everybody(session, municipality)
    ]


def candidate(session: Session, keyring: Keyring, volunteer: Volunteer) -> Candidate:
    return next(c for c in candidates(session, keyring, volunteer.municipality) if c.id == volunteer.id)


def running_matches(session: Session) -> dict[str, int]:
    """Volunteer → matches that take up capacity: from a proposal until its end."""
    rows = session.execute(
        select(Match.volunteer_id, func.count())
        .where(Match.state.in_([state.value for state in RUNNING]))
        .group_by(Match.volunteer_id)
    )
    return {row.volunteer_id: row[1] for row in rows}


def _capacity(capacity: int) -> int:
    if not 1 <= capacity <= _MOST_CAPACITY:
        raise StaffInputInvalid(f"Vul een getal in van 1 tot {_MOST_CAPACITY}.", "capacity")
    return capacity
