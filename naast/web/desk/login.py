"""Log in, log out, who am I."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field, StrictStr
from sqlalchemy.orm import Session

from naast.errors import CodeNeeded, WrongPassword
from naast.handover import ownership
from naast.staff import accounts, second_factor, throttle
from naast.staff.accounts import LoggedIn
from naast.staff.presence import mark_gone
from naast.store.tables import Staff
from naast.web.desk.here import COOKIE, Desk, SettingUpHere
from naast.web.service import Service, request_service

router = APIRouter()
_PATH = "/api/v1/desk"


class Login(BaseModel):
    email: StrictStr = Field(max_length=254)
    password: StrictStr = Field(max_length=200)
    code: StrictStr = Field("", max_length=10)


@router.post("/login")
async def login(
    body: Login, request: Request, response: Response, service: Annotated[Service, Depends(request_service)]
) -> dict[str, Any]:
    """Password, and outside the demo a code of the second factor (401 `need: code` when it is missing)."""
    service.throttle.login(service.address_of(request))
    logged_in = await service.workers(lambda: attempt(service, body))
    set_cookie(response, service, logged_in)
    return who(logged_in)


def attempt(service: Service, body: Login) -> LoggedIn:
    """Raises TooManyAttempts, WrongPassword or CodeNeeded; a failure is remembered, a success forgets them."""
    now = service.clock()
    try:
        with service.database.read() as session:
            throttle.check(session, body.email, now)
            staff_id = accounts.verify(session, body.email, body.password).id
        with service.database.write() as session:
            staff = session.get_one(Staff, staff_id, with_for_update=True)
            _check_code(service, staff, body.code, now)
            throttle.succeeded(session, body.email)
            service.audit.append(session, "login", now, staff_id=staff.id)
            unfinished = not service.settings.demo and not staff.totp_confirmed
            return accounts.open_session(
                session, staff, now, service.settings.session_hours, restricted=unfinished
            )
    except (WrongPassword, CodeNeeded) as error:
        if isinstance(error, WrongPassword) or body.code:
            with service.database.write() as session:
                throttle.failed(session, body.email, now)
        raise


def _check_code(service: Service, staff: Staff, code: str, now: datetime) -> None:
    if not staff.totp_confirmed:
        return
    if not code:
        raise CodeNeeded(wrong=False)
    if not second_factor.accepts(service.keyring, staff, code, now):
        raise CodeNeeded(wrong=True)


@router.post("/logout")
async def logout(here: SettingUpHere, response: Response) -> dict[str, str]:
    """Whoever logs out everywhere gives their chats back to the queue."""

    def work(session: Session, logged_in: LoggedIn) -> list[str]:
        accounts.close_session(session, logged_in.token)
        if accounts.has_session(session, logged_in.staff.id, here.service.clock()):
            return []
        mark_gone(session, logged_in.staff.id)
        return give_back_all(here, session, logged_in.staff)

    for conversation_id in await here.write(work):
        here.changed(conversation_id)
    response.delete_cookie(COOKIE, path=_PATH)
    return {"state": "logged_out"}


@router.get("/me")
async def me(here: SettingUpHere) -> dict[str, Any]:
    return await here.read(lambda _session, logged_in: who(logged_in))


def give_back_all(here: Desk, session: Session, staff: Staff) -> list[str]:
    given = []
    for conversation in ownership.owned_by(session, staff.id):
        ownership.take_back(session, conversation, "logged_out", here.service.clock())
        here.say_system(session, conversation.id, "handover.returned", staff)
        given.append(conversation.id)
    return given


def who(logged_in: LoggedIn) -> dict[str, Any]:
    staff = logged_in.staff
    return {
        "id": staff.id,
        "name": staff.name,
        "role": staff.role,
        "team": staff.team,
        "availability": staff.availability,
        "csrf": logged_in.csrf,
        "need": "enrol" if logged_in.restricted else None,
    }


def set_cookie(response: Response, service: Service, logged_in: LoggedIn) -> None:
    response.set_cookie(
        COOKIE,
        logged_in.token,
        max_age=service.settings.session_hours * 3600,
        httponly=True,
        samesite="strict",
        secure=not service.settings.demo,
        path=_PATH,
    )
