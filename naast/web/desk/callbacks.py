"""Families who asked to be called, and the rest of the morning list."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from sqlalchemy.orm import Session

from naast.handover import morning, tasks
from naast.staff.accounts import LoggedIn
from naast.web.desk.here import TalkingHere
from naast.web.titles import titled

router = APIRouter()


@router.get("/morning")
async def morning_list(here: TalkingHere) -> dict[str, Any]:
    """Who wants a call, what I promised for today, and serious signals while nobody was there."""
    content = here.service.content

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        promised = tasks.open_tasks(session, here.service.keyring, logged_in.staff, here.today())
        overnight = morning.crises(session, content.municipalities, here.service.clock())
        return {
            "calls": [titled(content, one) for one in morning.calls(session, here.service.keyring)],
            "tasks": [one for one in promised if one["due"] <= here.today().isoformat()],
            "crises": [titled(content, one) for one in overnight],
        }

    return await here.read(work)


@router.post("/conversations/{conversation_id}/callback_take")
async def take_call(conversation_id: str, here: TalkingHere) -> dict[str, str]:
    """I call this family; 409 `claimed_by` when a colleague does."""
    await here.write(
        lambda session, me: morning.take_call(session, conversation_id, me.staff, here.service.clock())
    )
    here.changed(conversation_id, lists_too=True)
    return {"state": "taken"}


@router.post("/conversations/{conversation_id}/callback_missed")
async def no_answer(conversation_id: str, here: TalkingHere) -> dict[str, int]:
    """Nobody picked up; the request stays on the list."""
    missed = await here.write(
        lambda session, me: morning.no_answer(session, conversation_id, me.staff, here.service.clock())
    )
    here.changed(conversation_id, lists_too=True)
    return {"missed": missed}


@router.post("/conversations/{conversation_id}/callback_done")
async def callback_done(conversation_id: str, here: TalkingHere) -> dict[str, str]:
    """The family was called; the request leaves the list."""
    await here.write(lambda session, me: morning.called(session, conversation_id, me.staff, here.service.clock()))
    here.changed(conversation_id, lists_too=True)
    return {"state": "done"}
