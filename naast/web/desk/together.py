"""More than one professional: think along, come in, hand over."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, StrictBool, StrictStr
from sqlalchemy.orm import Session

from naast.conversation import messages
from naast.conversation.content import Content
from naast.errors import StaffInputInvalid
from naast.handover import ownership, together, transfer
from naast.staff.accounts import LoggedIn
from naast.store.tables import Sender
from naast.web.desk.here import TalkingHere

router = APIRouter(prefix="/conversations/{conversation_id}")


class Whom(BaseModel):
    staff: int


class ConsultWhom(Whom):
    introduce: StrictBool = True
    """Does the visitor read who thinks along, or only that somebody does?"""


class TransferTo(BaseModel):
    staff: int | None = None
    team: StrictStr | None = None
    introduction: StrictStr = ""


@router.post("/consult")
async def consult(conversation_id: str, body: ConsultWhom, here: TalkingHere) -> dict[str, Any]:
    """Let a colleague think along: reads, writes notes; the visitor is told."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        conversation = ownership.owned(session, conversation_id, logged_in.staff)
        now = here.service.clock()
        here.tell(whom=body.staff)
        colleague = together.consult(session, conversation, logged_in.staff, body.staff, now)
        if body.introduce:
            here.say_system(session, conversation_id, "handover.consulted", colleague)
        else:
            here.say_system(session, conversation_id, "handover.consulted_unnamed")
        return {"consulted": colleague.name}

    consulted = await here.write(work)
    here.changed(conversation_id, lists_too=True)
    return consulted


@router.post("/invite")
async def invite(conversation_id: str, body: Whom, here: TalkingHere) -> dict[str, Any]:
    """Ask a specialist in; the owner stays. The visitor hears of it when they come in."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        conversation = ownership.owned(session, conversation_id, logged_in.staff)
        now = here.service.clock()
        here.tell(whom=body.staff)
        return {"invited": together.invite(session, conversation, logged_in.staff, body.staff, now).name}

    invited = await here.write(work)
    here.changed(conversation_id, lists_too=True)
    return invited


@router.post("/join")
async def come_in(conversation_id: str, here: TalkingHere) -> dict[str, str]:
    """The invited specialist comes in: the visitor reads who it is, and both may write."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, str]:
        together.come_in(session, conversation_id, logged_in.staff, here.service.clock())
        here.say_system(session, conversation_id, "handover.came_in", logged_in.staff)
        return {"role": together.SPECIALIST}

    joined = await here.write(work)
    here.changed(conversation_id, lists_too=True)
    return joined


@router.post("/leave")
async def leave(conversation_id: str, body: Whom, here: TalkingHere) -> dict[str, str]:
    """Somebody who is along is not any more: their own wish, or the owner's."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, str]:
        here.tell(whom=body.staff)
        role = together.leave(session, conversation_id, logged_in.staff, body.staff, here.service.clock())
        if role == together.SPECIALIST:
            here.say_system(session, conversation_id, "handover.left", here.staff(session, body.staff))
        return {"left": role}

    left = await here.write(work)
    here.changed(conversation_id, lists_too=True)
    return left


@router.post("/transfer")
async def ask_transfer(conversation_id: str, body: TransferTo, here: TalkingHere) -> dict[str, Any]:
    """Ask a colleague (`staff`) to take over, or give back to the queue for a `team`."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        if (body.staff is None) == (body.team is None):
            raise StaffInputInvalid("Kies een collega of een team.", "staff")
        staff = logged_in.staff
        conversation = ownership.owned(session, conversation_id, staff)
        now = here.service.clock()
        here.tell(whom=body.staff, team=body.team is not None)
        if body.staff is not None:
            key = here.service.keyring.get(conversation_id)
            asked = transfer.ask(session, key, conversation, staff, body.staff, body.introduction, now)
            return {"asked": {"id": asked.id, "name": asked.name}, "owner": {"id": staff.id, "name": staff.name}}
        transfer.to_team(session, conversation, staff, body.team or "", now)
        here.say_system(session, conversation_id, "handover.released", staff)
        return {"team": conversation.team}

    asked = await here.write(work)
    here.changed(conversation_id, lists_too=True)
    return asked


@router.post("/transfer/accept")
async def accept_transfer(conversation_id: str, here: TalkingHere) -> dict[str, Any]:
    """I take over: one owner at every moment, the first professional follows."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        staff, now = logged_in.staff, here.service.clock()
        key = here.service.keyring.get(conversation_id)
        ownership.check_room(session, conversation_id, staff, here.most_chats(staff))
        introduction = transfer.accept(session, key, conversation_id, staff, now)
        if introduction:
            messages.append(session, key, conversation_id, Sender.SYSTEM, Content(introduction), now)
        here.say_system(session, conversation_id, "handover.transferred", staff)
        return {"owner": {"id": staff.id, "name": staff.name}}

    accepted = await here.write(work)
    here.changed(conversation_id, lists_too=True)
    return accepted


@router.post("/transfer/decline")
async def decline_transfer(conversation_id: str, here: TalkingHere) -> dict[str, str]:
    """Not now; or the owner takes the question back."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, str]:
        transfer.decline(session, conversation_id, logged_in.staff, here.service.clock())
        return {"state": "declined"}

    declined = await here.write(work)
    here.changed(conversation_id, lists_too=True)
    return declined
