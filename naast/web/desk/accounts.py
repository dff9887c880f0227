"""Staff accounts and invitations: the administrator's work."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field, StrictBool, StrictStr
from sqlalchemy import select
from sqlalchemy.orm import Session

from naast.errors import StaffInputInvalid
from naast.staff import accounts, invitations
from naast.staff.accounts import LoggedIn, Role
from naast.store.tables import Invitation, Staff
from naast.web.desk.here import AdminHere
from naast.web.desk.login import give_back_all
from naast.web.service import Service, request_service

router = APIRouter()


class NewAccount(BaseModel):
    email: StrictStr = Field(max_length=254)
    name: StrictStr = Field(min_length=1, max_length=120)
    role: Role
    team: StrictStr | None = Field(None, max_length=60)
    max_chats: int | None = Field(None, ge=1, le=100)


class ChangedAccount(BaseModel):
    """What is left out stays as it is."""

    name: StrictStr | None = Field(None, min_length=1, max_length=120)
    role: Role | None = None
    team: StrictStr | None = Field(None, max_length=60)
    max_chats: int | None = Field(None, ge=1, le=100)
    active: StrictBool | None = None


class Acceptance(BaseModel):
    token: StrictStr = Field(max_length=80)
    password: StrictStr = Field(max_length=200)


@router.get("/accounts")
async def list_accounts(here: AdminHere) -> dict[str, Any]:
    def work(session: Session, _logged_in: LoggedIn) -> dict[str, Any]:
        invited = set(session.scalars(select(Invitation.staff_id)))
        rows = session.scalars(select(Staff).order_by(Staff.active.desc(), Staff.name))
        return {"accounts": [_shape(here.service, staff, invited) for staff in rows]}

    return await here.read(work)


@router.post("/accounts", status_code=201)
async def add_account(body: NewAccount, here: AdminHere) -> dict[str, Any]:
    """Answers with the invitation's token, once; the administrator passes the link on."""

    def work(session: Session, _logged_in: LoggedIn) -> dict[str, Any]:
        staff = accounts.add_without_password(session, body.email, body.name.strip(), body.role)
        staff.team, staff.max_chats = body.team or None, body.max_chats
        here.tell(account=staff.id, role=staff.role)
        return {"id": staff.id, "invitation": invitations.invite(session, staff, here.service.clock())}

    return await here.write(work)


@router.put("/accounts/{staff_id}")
async def change_account(staff_id: int, body: ChangedAccount, here: AdminHere) -> dict[str, Any]:
    """Whoever is made inactive is logged out, and their chats go back to the queue."""

    def work(session: Session, logged_in: LoggedIn) -> tuple[dict[str, Any], list[str]]:
        staff = _other(session, staff_id, logged_in)
        changes = body.model_dump(exclude_unset=True)
        here.tell(account=staff.id, changed=sorted(changes), role=body.role or staff.role, active=body.active)
        for name, value in changes.items():
            setattr(staff, name, value.value if isinstance(value, Role) else value)
        given = []
        if changes.keys() & {"active", "role"}:
            accounts.end_sessions(session, staff.id)
            given = give_back_all(here, session, staff)
        return _shape(here.service, staff, set()), given

    shape, given = await here.write(work)
    for conversation_id in given:
        here.changed(conversation_id)
    return shape


@router.post("/accounts/{staff_id}/invite")
async def invite_again(staff_id: int, here: AdminHere) -> dict[str, str]:
    """For who lost password or phone: both end now, the link gives new ones."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, str]:
        staff = _other(session, staff_id, logged_in)
        here.tell(account=staff.id)
        return {"invitation": invitations.invite(session, staff, here.service.clock())}

    return await here.write(work)


@router.post("/invitation")
async def accept_invitation(
    body: Acceptance, service: Annotated[Service, Depends(request_service)]
) -> dict[str, str]:
    """Whoever holds the link chooses a password; after that they log in."""

    def work() -> dict[str, str]:
        with service.database.write() as session:
            staff = invitations.accept(session, body.token, body.password, service.clock())
            return {"email": staff.email, "name": staff.name}

    return await service.workers(work)


def _other(session: Session, staff_id: int, logged_in: LoggedIn) -> Staff:
    """Nobody changes their own account: an administrator can't lock themselves out."""
    staff = session.get(Staff, staff_id)
    if staff is None:
        raise StaffInputInvalid("Dit account bestaat niet.", "staff_id")
    if staff.id == logged_in.staff.id:
        raise StaffInputInvalid("Je eigen account verandert een andere beheerder.", "staff_id")
    return staff


def _shape(service: Service, staff: Staff, invited: set[int]) -> dict[str, Any]:
    return {
        "id": staff.id,
        "email": staff.email,
        "name": staff.name,
        "role": staff.role,
        "role_title": service.content.texts.say(f"roles.{staff.role}"),
        "team": staff.team,
        "max_chats": staff.max_chats,
        "active": staff.active,
        "second_factor": staff.totp_confirmed,
        "invited": staff.id in invited,
    }
