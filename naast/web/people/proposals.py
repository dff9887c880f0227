"""Who could be asked for a request, and a plan for all of them: proposals, for a person to accept or decline."""

from __future__ import annotations

import secrets
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, StrictStr
from sqlalchemy.orm import Session

from naast.errors import StaffInputInvalid
from naast.store.support_tables import SupportRequest
from naast.store.tables import Staff
from naast.support import matches, requests, volunteers
from naast.support.assignment import plan
from naast.support.candidate import Candidate
from naast.support.kinds import MATCHED, WAITING_STATES, Kind
from naast.support.needs import Needs, needs_of
from naast.support.proposals import just_not, propose
from naast.support.words import proposal_to_json
from naast.web.people.here import COORDINATORS, People, PeopleHere
from naast.web.people.shapes import match_shape, request_line

router = APIRouter()


class Chosen(BaseModel):
    volunteer: StrictStr


@router.get("/requests/{request_id}/proposals")
async def proposals(request_id: str, here: PeopleHere) -> dict[str, Any]:
    """Who meets every hard criterion, in fair order, and who misses just one. Reasons in words, no scores."""

    def work(session: Session, _staff: Staff) -> dict[str, Any]:
        row = requests.get(session, request_id)
        if not requests.looks_for_volunteer(row):
            return {"proposals": [], "just_not": []}
        people = volunteers.candidates(session, here.service.keyring, row.municipality)
        no = {m.volunteer_id for m in matches.of_request(session, row.id)}
        asked = _needs(here, row)
        fitting = propose(asked, people, here.areas, here.today, declined=no)
        nearly = just_not(asked, people, here.areas, here.today, declined=no)
        return {
            "proposals": [proposal_to_json(here.texts, p) for p in fitting],
            "just_not": [proposal_to_json(here.texts, p) for p in nearly],
        }

    return await here.read(work)


@router.post("/requests/{request_id}/matches", status_code=201)
async def accept(request_id: str, body: Chosen, here: PeopleHere) -> dict[str, Any]:
    """A coordinator accepts a proposal; the criteria are checked again at this moment."""

    def work(session: Session, staff: Staff) -> dict[str, Any]:
        row = requests.get(session, request_id, lock=True)
        chosen = volunteers.get(session, body.volunteer, lock=True)
        match = matches.propose(session, here.world, secrets.token_hex(16), row, chosen, staff)
        session.flush()
        return match_shape(here, session, match)

    return await here.write(work, COORDINATORS)


@router.get("/plan/{municipality}")
async def plan_for_all(municipality: str, here: PeopleHere) -> dict[str, Any]:
    """For everybody who waits: a plan that serves the most families. Nothing happens until a person accepts."""
    if municipality not in here.service.content.municipalities:
        raise StaffInputInvalid("Deze gemeente kennen we niet.", "municipality")

    def work(session: Session, _staff: Staff) -> dict[str, Any]:
        rows = {r.id: r for kind in MATCHED for r in requests.in_states(session, WAITING_STATES, kind)}
        rows = {id: r for id, r in rows.items() if r.municipality == municipality}
        people = {c.id: c for c in volunteers.candidates(session, here.service.keyring, municipality)}
        asked = {id: _needs(here, row) for id, row in rows.items()}
        no = matches.declined_pairs(session)
        pairs = plan(list(asked.values()), list(people.values()), here.areas, here.today, declined=no)
        return {
            "pairs": [
                {
                    "request": request_line(here, session, rows[pair.request_id]),
                    **_reasons(here, asked[pair.request_id], [people[pair.volunteer_id]]),
                }
                for pair in pairs
            ],
            "waiting": len(rows),
        }

    return await here.read(work, COORDINATORS)


def _reasons(here: People, asked: Needs, chosen: list[Candidate]) -> dict[str, Any]:
    return {"proposal": proposal_to_json(here.texts, propose(asked, chosen, here.areas, here.today)[0])}


def _needs(here: People, row: SupportRequest) -> Needs:
    return needs_of(row.id, Kind(row.kind), row.created_at, requests.read(here.key(row), row).facts)
