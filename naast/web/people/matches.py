"""The steps of a match. Each is a person's, and says what has to happen first when it can't be done yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, StrictBool, StrictStr
from sqlalchemy.orm import Session

from naast.staff.accounts import CONVERSATION_ROLES, Role
from naast.store.support_tables import Match
from naast.store.tables import Staff
from naast.support import matches
from naast.support.words import agreement_template
from naast.web.people.here import COORDINATORS, People, PeopleHere
from naast.web.people.shapes import match_shape

router = APIRouter()
Step = Callable[[Session, Match, Staff], object]


class Decline(BaseModel):
    by: StrictStr
    reason: StrictStr


class Agreement(BaseModel):
    text: StrictStr


class Meeting(BaseModel):
    on: date


class Ending(BaseModel):
    reason: StrictStr
    look_again: StrictBool


@router.get("/agreement_template")
async def template(here: PeopleHere) -> dict[str, str]:
    """The text to fill in together with family and volunteer."""
    return await here.read(lambda _session, _staff: {"text": agreement_template(here.texts)})


@router.post("/matches/{match_id}/consent")
async def consent(match_id: str, here: PeopleHere) -> dict[str, Any]:
    """One of the two professionals who agree before a first meeting."""
    return await _change(
        here, match_id, lambda s, m, staff: matches.consent(s, here.world, m, staff), CONVERSATION_ROLES
    )


@router.post("/matches/{match_id}/decline")
async def decline(match_id: str, body: Decline, here: PeopleHere) -> dict[str, Any]:
    """Family, volunteer or staff say no, with a reason; the family keeps its place in the row."""
    return await _change(
        here, match_id, lambda s, m, staff: matches.decline(s, here.world, m, body.by, body.reason, staff)
    )


@router.put("/matches/{match_id}/agreement")
async def agree(match_id: str, body: Agreement, here: PeopleHere) -> dict[str, Any]:
    return await _change(here, match_id, lambda _s, m, _staff: matches.agree(here.world, m, body.text))


@router.post("/matches/{match_id}/meeting")
async def meeting(match_id: str, body: Meeting, here: PeopleHere) -> dict[str, Any]:
    """Plan the first meeting; needs four eyes, an agreement and a valid VOG."""
    return await _change(
        here, match_id, lambda s, m, staff: matches.plan_meeting(s, here.world, m, body.on, staff)
    )


@router.post("/matches/{match_id}/trial")
async def trial(match_id: str, here: PeopleHere) -> dict[str, Any]:
    return await _change(here, match_id, lambda s, m, staff: matches.begin_trial(s, here.world, m, staff))


@router.post("/matches/{match_id}/review")
async def review(match_id: str, here: PeopleHere) -> dict[str, Any]:
    """Looked back together: on we go, and again in half a year."""
    return await _change(here, match_id, lambda s, m, staff: matches.review(s, here.world, m, staff))


@router.post("/matches/{match_id}/end")
async def end(match_id: str, body: Ending, here: PeopleHere) -> dict[str, Any]:
    return await _change(
        here,
        match_id,
        lambda s, m, staff: matches.end(s, here.world, m, body.reason, staff, look_again=body.look_again),
    )


async def _change(
    here: People, match_id: str, step: Step, roles: frozenset[Role] = COORDINATORS
) -> dict[str, Any]:
    """Do `step` on the locked match and answer with its shape."""

    def work(session: Session, staff: Staff) -> dict[str, Any]:
        match = matches.get(session, match_id)
        step(session, match, staff)
        session.flush()
        return match_shape(here, session, match)

    return await here.write(work, roles)
