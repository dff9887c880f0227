"""Log in, log out, who am I."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field, StrictStr
from sqlalchemy.orm import Session

from naast.handover import ownership
from naast.staff import accounts
from naast.staff.accounts import LoggedIn
from naast.staff.presence import mark_gone
from naast.store.tables import Staff
from naast.web.desk.here import COOKIE, AnybodyHere, Desk
from naast.web.service import Service, request_service

router = APIRouter()
_PATH = "/api/v1/desk"


class Login(BaseModel):
    email: StrictStr = Field(max_length=254)
    password: StrictStr = Field(max_length=200)


@router.post("/login")
async def login(
    body: Login, response: Response, service: Annotated[Service, Depends(request_service)]
) -> dict[str, Any]:
    def work() -> LoggedIn:
        with service.database.read() as session:
            staff = accounts.verify(session, body.email, body.password)
        with service.database.write() as session:
            return accounts.open_session(session, staff, service.clock(), service.settings.session_hours)

    logged_in = await service.workers(work)
    set_cookie(response, service, logged_in)
    return who(logged_in)


@router.post("/logout")
async def logout(here: AnybodyHere, response: Response) -> dict[str, str]:
    """Whoever logs out everywhere gives their chats back to the queue."""

    def work(session: Session, logged_in: LoggedIn) -> list[str]:
        accounts.close_session(session, logged_in.token)
        if accounts.has_session(session, logged_in.staff.id, here.service.clock()):
            return []
        mark_gone(session, logged_in.staff.id)
        return _give_back_all(here, session, logged_in.staff)

    for conversation_id in await here.write(work):
        here.changed(conversation_id)
    response.delete_cookie(COOKIE, path=_PATH)
    return {"state": "logged_out"}


@router.get("/me")
async def me(here: AnybodyHere) -> dict[str, Any]:
    return await here.read(lambda _session, logged_in: who(logged_in))


def _give_back_all(here: Desk, session: Session, staff: Staff) -> list[str]:
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
