"""What must not be forgotten: a VOG that runs out, a review that is due, a check that was never done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from naast.store.support_tables import Match, Volunteer
from naast.support.candidate import vog_valid_until
from naast.support.match_states import RUNNING
from naast.support.volunteers import VolunteerState

VOG_AHEAD = timedelta(days=90)
"""A new VOG takes weeks: remind in time."""
REVIEW_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Reminder:
    """`kind` is a text in knowledge/support/words.yaml (`reminders.…`); `due` None for what never was done."""

    kind: str
    due: date | None
    volunteer_id: str
    volunteer_number: int
    match_id: str | None = None
    request_id: str | None = None


def reminders(session: Session, today: date) -> list[Reminder]:
    """Overdue and soon due, oldest first; what was never done comes before all."""
    found = [*_checks(session, today), *_reviews(session, today)]
    return sorted(found, key=lambda r: (r.due or date.min, r.kind, r.volunteer_number))


def _checks(session: Session, today: date) -> list[Reminder]:
    helping = [VolunteerState.ACTIVE.value, VolunteerState.PAUSED.value]
    found: list[Reminder] = []
    for row in session.scalars(select(Volunteer).where(Volunteer.state.in_(helping))):
        if row.vog_on is None:
            found.append(Reminder("no_vog", None, row.id, row.number))
        elif (until := vog_valid_until(row.vog_on)) - VOG_AHEAD <= today:
            kind = "vog_expired" if until < today else "vog_soon"
            found.append(Reminder(kind, until, row.id, row.number))
        if row.references_on is None:
            found.append(Reminder("no_references", None, row.id, row.number))
        if row.code_signed_on is None:
            found.append(Reminder("no_code", None, row.id, row.number))
    return found


def _reviews(session: Session, today: date) -> list[Reminder]:
    rows = session.execute(
        select(Match, Volunteer)
        .join(Volunteer, Volunteer.id == Match.volunteer_id)
        .where(
            Match.state.in_([state.value for state in RUNNING]),
            Match.review_due.is_not(None),
            Match.review_due <= today + REVIEW_AHEAD,
        )
    )
    return [Reminder("review", m.review_due, v.id, v.number, m.id, m.request_id) for m, v in rows]
