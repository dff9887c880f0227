"""The visitor's plan: read it, change it, make a code for it, come back with that code."""

from __future__ import annotations

import secrets
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field, StrictStr
from sqlalchemy.orm import Session

from naast.conversation import messages, modes
from naast.conversation.content import Content
from naast.conversation.lifecycle import add_step
from naast.handover import summary
from naast.privacy.encryption import DataKey
from naast.store.tables import Conversation, Mode, Staff
from naast.strengths import coming_back, plans, return_code
from naast.strengths.plan import LONGEST, Plan
from naast.web.public import CallerHere, ServiceHere, look_at
from naast.web.service import Service

router = APIRouter(prefix="/api/v1", tags=["visitor"])


class TypedCode(BaseModel):
    code: StrictStr = Field(max_length=120)


@router.get("/conversations/{conversation_id}/plan")
async def read_plan(caller: CallerHere) -> dict[str, Any]:
    """The plan with its headings. Without one, every part is empty: a visitor may begin one on the page."""
    return await caller.read(lambda session, key, c: _shape(caller.service, session, key, c))


@router.put("/conversations/{conversation_id}/plan")
async def edit_plan(caller: CallerHere, changes: dict[str, Any]) -> dict[str, Any]:
    """Parts that aren't named stay. 422 names a part that is too long or of the wrong kind.

    `alarm` is the message that now stands in the chat, when what was typed is dangerous.
    """

    def work(session: Session, key: DataKey, conversation: Conversation) -> dict[str, Any]:
        service = caller.service
        plans.edit(session, key, conversation, changes, service.content.plan_texts, service.clock())
        alarm = look_at(service, session, key, conversation, changes.values())
        shape = _shape(service, session, key, conversation)
        return shape | ({"alarm": alarm.to_json()} if alarm else {})

    edited = await caller.write(work)
    caller.changed(queue_too="alarm" in edited)
    return edited


@router.delete("/conversations/{conversation_id}/plan", status_code=204)
async def remove_plan(caller: CallerHere) -> None:
    """Gone, with its code."""

    def work(session: Session, _key: DataKey, conversation: Conversation) -> None:
        plans.remove(session, conversation.id)
        coming_back.forget_code(session, conversation.id)

    await caller.write(work)


@router.post("/conversations/{conversation_id}/plan/code", status_code=201)
async def make_code(caller: CallerHere) -> dict[str, str]:
    """A return code, shown this once; an earlier one stops working."""
    service = caller.service
    code = return_code.make(service.content.code_words, secrets.choice)

    def work(session: Session, key: DataKey, conversation: Conversation) -> None:
        if plans.read(session, key, conversation.id) is None:
            plans.edit(session, key, conversation, {}, service.content.plan_texts, service.clock())
        coming_back.give_code(session, service.keyring, conversation.id, code, service.clock())

    await caller.write(work)
    return {"code": code}


@router.post("/conversations/{conversation_id}/plan/share")
async def share_plan(caller: CallerHere) -> dict[str, Any]:
    """The visitor lets the professional read the plan as it is now; before that nobody does."""

    def work(session: Session, key: DataKey, conversation: Conversation) -> dict[str, Any]:
        modes.require_open(conversation)
        kept = plans.read(session, key, conversation.id)
        summary.edit(session, key, conversation, {"plan": kept.words if kept else ""})
        add_step(session, conversation.id, "plan_shared", caller.service.clock())
        return {"shared": True}

    shared = await caller.write(work)
    caller.changed()
    return shared


@router.post("/return", status_code=201)
async def come_back(service: ServiceHere, request: Request, body: TypedCode) -> dict[str, Any]:
    """A new conversation with the plan of the code. 404 for any wrong code, 429 after a few tries."""
    service.return_attempts.count(service.address_of(request))

    def work() -> tuple[dict[str, Any], str]:
        with service.database.write() as session:
            earlier = coming_back.find(session, service.keyring, body.code)
            returned = coming_back.come_back(
                session,
                service.keyring,
                earlier,
                _greeting(service, session, earlier),
                service.content.texts.say("returned"),
                service.clock(),
            )
            key = service.keyring.get(returned.opened.id)
            shown = [m.to_json() for m in messages.after(session, key, returned.opened.id, 0)]
        opened = returned.opened
        shape = {"id": opened.id, "token": opened.token, "mode": Mode.BOT.value, "audience": returned.audience}
        return shape | {"messages": shown}, opened.id

    shape, conversation_id = await service.workers(work)
    service.turns.wake(conversation_id)
    return shape


def _greeting(service: Service, session: Session, earlier: Conversation) -> Content:
    """Welcome, with the name of the professional who knows the visitor, if there is one."""
    usual = session.get(Staff, earlier.owner_id or earlier.regular_id or 0)
    name = "welcome_back_to" if usual and usual.active else "welcome_back"
    youth = earlier.audience == "youth"
    desk = service.municipality(earlier.municipality).desk_name
    return Content(service.content.texts.say(name, youth=youth, desk=desk, name=usual.name if usual else ""))


def _shape(service: Service, session: Session, key: DataKey, conversation: Conversation) -> dict[str, Any]:
    kept = plans.read(session, key, conversation.id)
    plan = kept.plan if kept else Plan()
    youth = conversation.audience == "youth"
    parts = ("goal", "works", "helpers", "step", "when", "sure", "fallback")
    texts = service.content.plan_texts
    return {
        "exists": kept is not None,
        "title": texts.say("plan.title", youth=youth),
        "headings": {part: texts.say(f"plan.{part}", youth=youth) for part in parts},
        "plan": plan.to_json(),
        "longest": LONGEST,
        "code": coming_back.has_code(session, conversation.id),
        "shared": bool(summary.read(session, key, conversation).get("plan")) and _approved(session, conversation),
        "mode": conversation.mode,
    }


def _approved(session: Session, conversation: Conversation) -> bool:
    return summary.approved_at(session, conversation.id) is not None
