"""One request: read, take, hand on, note, check, move, close, withdraw."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field, StrictBool, StrictStr
from sqlalchemy.orm import Session

from naast.errors import NotAllowed, StaffInputInvalid
from naast.store.support_tables import SupportRequest
from naast.store.tables import Staff
from naast.support import jim, requests
from naast.support.jim import JimCheck
from naast.support.kinds import Kind, State
from naast.support.needs import checked_facts
from naast.support.requests import Answers
from naast.web.people.here import COORDINATORS, People, PeopleHere
from naast.web.people.shapes import request_page

router = APIRouter(prefix="/requests")
Step = Callable[[Session, SupportRequest, Staff], None]


class NewRequest(BaseModel):
    """A request that came in by phone or in a conversation at the desk."""

    kind: Kind
    municipality: StrictStr | None = Field(None, max_length=60)
    words: dict[StrictStr, StrictStr] = Field(default_factory=dict, max_length=40)
    facts: dict[StrictStr, Any] = Field(default_factory=dict, max_length=40)


class Contact(BaseModel):
    how: StrictStr
    when: StrictStr = ""


class Whom(BaseModel):
    staff: int


class Text(BaseModel):
    text: StrictStr


class ToState(BaseModel):
    to: State


class Check(BaseModel):
    safe: StrictBool
    jim_is_willing: StrictBool
    parents: StrictStr
    note: StrictStr = ""


class Closing(BaseModel):
    outcome: StrictStr
    reason: StrictStr


class Facts(BaseModel):
    facts: dict[StrictStr, Any] = Field(max_length=40)


@router.post("", status_code=201)
async def add(body: NewRequest, here: PeopleHere) -> dict[str, Any]:
    """Staff write a request down for a family."""
    place = body.municipality or here.service.settings.municipality
    if place not in here.service.content.municipalities:
        raise StaffInputInvalid("Deze gemeente kennen we niet.", "municipality")

    def work(session: Session, staff: Staff) -> dict[str, Any]:
        row = requests.create(
            session,
            here.service.keyring,
            request_id=secrets.token_hex(16),
            kind=body.kind,
            municipality=place,
            answers=Answers(body.words, checked_facts(body.facts)),
            now=here.service.clock(),
        )
        return request_page(here, session, row, staff)

    return await here.write(work)


@router.get("/{request_id}")
async def read(request_id: str, here: PeopleHere) -> dict[str, Any]:
    return await here.read(
        lambda session, staff: request_page(here, session, requests.get(session, request_id), staff)
    )


@router.post("/{request_id}/take")
async def take(request_id: str, here: PeopleHere) -> dict[str, Any]:
    """Become the one owner; 409 `claimed_by` when a colleague is."""

    def step(session: Session, row: SupportRequest, staff: Staff) -> None:
        requests.take(session, row, staff, here.service.clock())

    return await _change(here, request_id, step)


@router.post("/{request_id}/hand_on")
async def hand_on(request_id: str, body: Whom, here: PeopleHere) -> dict[str, Any]:
    """Another professional becomes the owner."""

    def step(session: Session, row: SupportRequest, staff: Staff) -> None:
        _require_owner(row, staff)
        requests.hand_on(session, row, body.staff, staff, here.service.clock())

    return await _change(here, request_id, step)


@router.post("/{request_id}/notes")
async def note(request_id: str, body: Text, here: PeopleHere) -> dict[str, Any]:
    def step(session: Session, row: SupportRequest, staff: Staff) -> None:
        requests.add_text(session, here.key(row), row, "note", body.text, staff, here.service.clock())

    return await _change(here, request_id, step)


@router.post("/{request_id}/facts")
async def facts(request_id: str, body: Facts, here: PeopleHere) -> dict[str, Any]:
    """What staff select on (postcode, times, languages), after talking with the family."""

    def step(session: Session, row: SupportRequest, staff: Staff) -> None:
        _require_owner(row, staff)
        requests.set_facts(here.key(row), row, body.facts)

    return await _change(here, request_id, step)


@router.post("/{request_id}/check")
async def check(request_id: str, body: Check, here: PeopleHere) -> dict[str, Any]:
    """What a professional found before a JIM starts: safety, willingness, parents."""

    def step(session: Session, row: SupportRequest, staff: Staff) -> None:
        _require_owner(row, staff)
        if row.kind != Kind.JIM:
            raise StaffInputInvalid("Deze toetsing hoort bij een JIM.", "kind")
        found = JimCheck(body.safe, body.jim_is_willing, body.parents, body.note.strip())
        jim.keep_check(here.key(row), row, found)
        requests.add_plain(session, row, "checked", staff, here.service.clock())

    return await _change(here, request_id, step)


@router.post("/{request_id}/state")
async def move(request_id: str, body: ToState, here: PeopleHere) -> dict[str, Any]:
    """To a next state; 409 says what comes first."""

    def step(session: Session, row: SupportRequest, staff: Staff) -> None:
        _require_owner(row, staff)
        if body.to is State.CLOSED:
            raise StaffInputInvalid("Sluit af met een uitkomst en een reden.", "to")
        if row.kind == Kind.JIM and body.to is State.STARTED:
            jim.require_ready(here.key(row), row)
        requests.move(session, row, body.to, staff, here.service.clock())

    return await _change(here, request_id, step)


@router.post("/{request_id}/close")
async def close(request_id: str, body: Closing, here: PeopleHere) -> dict[str, Any]:
    """End it, with outcome and reason; also how a request is refused."""

    def step(session: Session, row: SupportRequest, staff: Staff) -> None:
        _require_owner(row, staff)
        now = here.service.clock()
        requests.close(session, here.key(row), row, body.outcome, body.reason, staff, now)

    return await _change(here, request_id, step)


@router.post("/{request_id}/withdraw", status_code=204)
async def withdraw(request_id: str, here: PeopleHere) -> None:
    """The family asked to take it back: everything about it is deleted."""

    def work(session: Session, staff: Staff) -> None:
        row = requests.get(session, request_id, lock=True)
        _require_owner(row, staff)
        requests.withdraw(session, here.service.keyring, row)

    await here.write(work)


@router.put("/{request_id}/contact")
async def contact(request_id: str, body: Contact, here: PeopleHere) -> dict[str, Any]:
    """How to reach the family; a coordinator writes it down."""

    def work(session: Session, staff: Staff) -> dict[str, Any]:
        row = requests.get(session, request_id, lock=True)
        requests.set_contact(here.key(row), row, body.how, body.when)
        return request_page(here, session, row, staff)

    return await here.write(work, COORDINATORS)


async def _change(here: People, request_id: str, step: Step) -> dict[str, Any]:
    """Do `step` on the locked request and answer with its page."""

    def work(session: Session, staff: Staff) -> dict[str, Any]:
        row = requests.get(session, request_id, lock=True)
        step(session, row, staff)
        session.flush()
        return request_page(here, session, row, staff)

    return await here.write(work)


def _require_owner(row: SupportRequest, staff: Staff) -> None:
    """Who took it works on it; a coordinator may always."""
    if row.owner_id != staff.id and staff.role not in COORDINATORS:
        raise NotAllowed("Pak deze aanvraag eerst op.")
