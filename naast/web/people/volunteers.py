"""Volunteers on the desk: a coordinator makes and checks them; colleagues see the profile, never a name."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field, StrictInt, StrictStr
from sqlalchemy.orm import Session

from naast.errors import StaffInputInvalid, StepNotAllowed
from naast.store.support_tables import Volunteer
from naast.store.tables import Staff
from naast.support import matches, requests, volunteers
from naast.support.kinds import Kind, State
from naast.support.profile import Profile
from naast.web.people.here import COORDINATORS, People, PeopleHere
from naast.web.people.shapes import volunteer_shape

router = APIRouter(prefix="/volunteers")
Step = Callable[[Session, Volunteer, Staff], object]


class NewVolunteer(BaseModel):
    """`request` is the offer this person made, when there was one."""

    profile: dict[StrictStr, Any]
    capacity: StrictInt = 1
    municipality: StrictStr | None = Field(None, max_length=60)
    contact: dict[StrictStr, StrictStr] | None = None
    request: StrictStr | None = None


class Changed(BaseModel):
    profile: dict[StrictStr, Any]
    capacity: StrictInt


class Checks(BaseModel):
    vog_on: date | None = None
    references_on: date | None = None
    trained_on: date | None = None
    code_signed_on: date | None = None


class ToState(BaseModel):
    to: StrictStr


class Report(BaseModel):
    text: StrictStr


@router.get("")
async def everybody(here: PeopleHere) -> dict[str, Any]:
    def work(session: Session, staff: Staff) -> dict[str, Any]:
        rows = volunteers.everybody(session)
        return {"volunteers": [volunteer_shape(here, session, row, staff) for row in rows]}

    return await here.read(work)


@router.post("", status_code=201)
async def add(body: NewVolunteer, here: PeopleHere) -> dict[str, Any]:
    """Make a profile, from an offer or by itself."""
    place = body.municipality or here.service.settings.municipality
    if place not in here.service.content.municipalities:
        raise StaffInputInvalid("Deze gemeente kennen we niet.", "municipality")
    profile = Profile.from_json(body.profile)

    def work(session: Session, staff: Staff) -> dict[str, Any]:
        row = volunteers.add(
            session,
            here.service.keyring,
            volunteer_id=secrets.token_hex(16),
            municipality=place,
            profile=profile,
            capacity=body.capacity,
            now=here.service.clock(),
        )
        if body.contact:
            volunteers.set_contact(here.key(row), row, body.contact)
        if body.request:
            _offer_becomes(here, session, body.request, staff)
        return volunteer_shape(here, session, row, staff)

    return await here.write(work, COORDINATORS)


def _offer_becomes(here: People, session: Session, request_id: str, staff: Staff) -> None:
    """The offer is done: this person is a volunteer from now on."""
    offer = requests.get(session, request_id, lock=True)
    if offer.kind != Kind.OFFER or offer.state == State.CLOSED:
        raise StepNotAllowed("Dit is geen open aanbod om te helpen.")
    now = here.service.clock()
    key = here.key(offer)
    requests.close(session, key, offer, "vrijwilliger", "Staat nu bij de vrijwilligers.", staff, now)


@router.get("/{volunteer_id}")
async def read(volunteer_id: str, here: PeopleHere) -> dict[str, Any]:
    return await here.read(
        lambda session, staff: volunteer_shape(here, session, volunteers.get(session, volunteer_id), staff)
    )


@router.put("/{volunteer_id}")
async def change(volunteer_id: str, body: Changed, here: PeopleHere) -> dict[str, Any]:
    profile = Profile.from_json(body.profile)
    return await _change(
        here, volunteer_id, lambda _s, row, _staff: volunteers.change(here.key(row), row, profile, body.capacity)
    )


@router.put("/{volunteer_id}/checks")
async def checks(volunteer_id: str, body: Checks, here: PeopleHere) -> dict[str, Any]:
    """Dates of VOG, references, training and gedragscode; only those that are named change."""
    named = body.model_dump(exclude_unset=True)
    return await _change(here, volunteer_id, lambda _s, row, _staff: volunteers.set_checks(row, named, here.today))


@router.put("/{volunteer_id}/contact")
async def contact(volunteer_id: str, body: dict[str, str], here: PeopleHere) -> dict[str, Any]:
    return await _change(
        here, volunteer_id, lambda _s, row, _staff: volunteers.set_contact(here.key(row), row, body)
    )


@router.post("/{volunteer_id}/state")
async def move(volunteer_id: str, body: ToState, here: PeopleHere) -> dict[str, Any]:
    """Becoming active needs a look at open worries first."""

    def step(session: Session, row: Volunteer, _staff: Staff) -> None:
        if body.to == volunteers.VolunteerState.ACTIVE and volunteers.open_reports(session, row.id):
            raise StepNotAllowed("Er is een melding over deze vrijwilliger. Handel die eerst af.")
        volunteers.set_state(row, body.to)

    return await _change(here, volunteer_id, step)


@router.post("/{volunteer_id}/reports", status_code=201)
async def report(volunteer_id: str, body: Report, here: PeopleHere) -> dict[str, Any]:
    """Any professional may write down a worry; the volunteer pauses at once. Only the coordinator reads it."""

    def work(session: Session, staff: Staff) -> dict[str, Any]:
        row = volunteers.get(session, volunteer_id, lock=True)
        volunteers.report(session, here.key(row), row, body.text, staff, here.service.clock())
        return volunteer_shape(here, session, row, staff)

    return await here.write(work)


@router.post("/{volunteer_id}/reports/done")
async def reports_done(volunteer_id: str, here: PeopleHere) -> dict[str, Any]:
    return await _change(
        here, volunteer_id, lambda s, row, _staff: volunteers.reports_done(s, row.id, here.service.clock())
    )


@router.delete("/{volunteer_id}", status_code=204)
async def forget(volunteer_id: str, here: PeopleHere) -> None:
    """The volunteer stops and is deleted; families go back to the row."""

    def work(session: Session, staff: Staff) -> None:
        matches.forget_volunteer(session, here.world, volunteers.get(session, volunteer_id, lock=True), staff)

    await here.write(work, COORDINATORS)


async def _change(here: People, volunteer_id: str, step: Step) -> dict[str, Any]:
    def work(session: Session, staff: Staff) -> dict[str, Any]:
        row = volunteers.get(session, volunteer_id, lock=True)
        step(session, row, staff)
        session.flush()
        return volunteer_shape(here, session, row, staff)

    return await here.write(work, COORDINATORS)
