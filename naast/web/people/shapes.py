"""What staff get to see of a request, a match and a volunteer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from naast.store.support_tables import Match, SupportRequest, Volunteer
from naast.store.tables import Staff
from naast.support import jim, matches, requests, volunteers
from naast.support.candidate import vog_valid_until
from naast.support.kinds import Kind, State, next_states
from naast.web.people.here import People, is_coordinator


def request_line(here: People, session: Session, row: SupportRequest) -> dict[str, Any]:
    """One card of the board: no words of the visitor, no contact."""
    now = here.service.clock()
    return {
        "id": row.id,
        "kind": row.kind,
        "kind_title": here.texts.say(f"kinds.{row.kind}"),
        "state": row.state,
        "state_title": here.texts.say(f"states.{row.state}"),
        "municipality": row.municipality,
        "conversation": row.conversation_id,
        "since": row.created_at.isoformat(),
        "days": (now - row.created_at).days,
        "owner": _name(session, row.owner_id),
    }


def request_page(here: People, session: Session, row: SupportRequest, staff: Staff) -> dict[str, Any]:
    """Everything about one request; contact details only when a coordinator asks."""
    key = here.key(row)
    answers = requests.read(key, row)
    check = jim.read_check(key, row)
    page = request_line(here, session, row) | {
        "outcome": requests.outcome(key, row),
        "answers": [{"name": n, "title": _title(here, n), "text": t} for n, t in answers.words.items()],
        "facts": answers.facts,
        "next_states": sorted(next_states(Kind(row.kind), State(row.state))),
        "check": check.to_json() if check else None,
        "matches": [match_shape(here, session, m) for m in matches.of_request(session, row.id)],
        "steps": [_step(here, step.to_json()) for step in requests.steps(session, key, row.id)],
        "contact_known": row.sealed_contact is not None,
    }
    return page | ({"contact": requests.contact(key, row)} if is_coordinator(staff) else {})


def match_shape(here: People, session: Session, match: Match) -> dict[str, Any]:
    volunteer = volunteers.get(session, match.volunteer_id)
    key = here.service.keyring.get(match.request_id)
    return {
        "id": match.id,
        "request": match.request_id,
        "volunteer": volunteer.id,
        "number": volunteer.number,
        "state": match.state,
        "state_title": here.texts.say(f"match_states.{match.state}"),
        "proposed_at": match.proposed_at.isoformat(),
        "consents": matches.consents(session, match.id),
        "consents_needed": matches.EYES,
        "agreement": matches.agreement(key, match),
        "meeting_on": match.meeting_on.isoformat() if match.meeting_on else None,
        "review_due": match.review_due.isoformat() if match.review_due else None,
        "reason": matches.reason(key, match),
    }


def volunteer_shape(here: People, session: Session, row: Volunteer, staff: Staff) -> dict[str, Any]:
    """Profile and checks; name, phone and e-mail only when a coordinator asks."""
    key = here.key(row)
    shape = {
        "id": row.id,
        "number": row.number,
        "municipality": row.municipality,
        "state": row.state,
        "state_title": here.texts.say(f"volunteer_states.{row.state}"),
        "profile": volunteers.profile(key, row).to_json(),
        "capacity": row.capacity,
        "running": volunteers.running_matches(session).get(row.id, 0),
        **{name: _iso(getattr(row, name)) for name in volunteers.CHECKS},
        "vog_until": _iso(vog_valid_until(row.vog_on)) if row.vog_on else None,
        "open_reports": volunteers.open_reports(session, row.id),
    }
    if not is_coordinator(staff):
        return shape
    return shape | {
        "contact": volunteers.contact(key, row),
        "reports": volunteers.reports(session, key, row.id),
    }


def _step(here: People, step: dict[str, Any]) -> dict[str, Any]:
    kind = step["kind"]
    state = kind.removeprefix("state:")
    title = here.texts.say(f"states.{state}" if kind != state else f"steps.{kind}")
    return step | {"title": title}


def _title(here: People, name: str) -> str:
    return here.texts.say(f"answers.{name}") if here.texts.has(f"answers.{name}") else name


def _name(session: Session, staff_id: int | None) -> dict[str, Any] | None:
    name = session.scalar(select(Staff.name).where(Staff.id == staff_id)) if staff_id else None
    return {"id": staff_id, "name": name} if name else None


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
