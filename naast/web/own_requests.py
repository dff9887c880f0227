"""The visitor's own requests: `/api/v1/conversations/{id}/requests…`. What they see, add, and take back."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, StrictStr
from sqlalchemy.orm import Session

from naast.conversation import messages
from naast.conversation.content import Content
from naast.conversation.live import DESK
from naast.errors import RequestUnknown
from naast.privacy.encryption import DataKey
from naast.store.support_tables import SupportRequest
from naast.store.tables import Conversation, Sender
from naast.support import requests
from naast.web.public import Caller, CallerHere, look_at

router = APIRouter(prefix="/api/v1/conversations/{conversation_id}/requests", tags=["visitor"])


class Contact(BaseModel):
    how: StrictStr
    when: StrictStr = ""


@router.get("")
async def own(caller: CallerHere) -> dict[str, Any]:
    """What was asked, how far it is, and what was passed on."""

    def work(session: Session, _key: DataKey, conversation: Conversation) -> dict[str, Any]:
        return {"requests": requests.export(session, caller.service.keyring, conversation.id)}

    return await caller.read(work)


@router.put("/{request_id}/contact")
async def contact(request_id: str, body: Contact, caller: CallerHere) -> dict[str, Any]:
    """How the coordinator reaches the visitor. Not in the chat: sealed apart, never redacted."""

    def work(session: Session, key: DataKey, conversation: Conversation) -> dict[str, Any]:
        row = _own(session, conversation, request_id)
        requests.set_contact(caller.service.keyring.get(row.id), row, body.how, body.when)
        now = caller.service.clock()
        requests.add_plain(session, row, "contact_given", None, now)
        text = caller.service.content.texts.say("requests.contact_kept")
        messages.append(session, key, conversation.id, Sender.SYSTEM, Content(text), now)
        look_at(caller.service, session, key, conversation, (body.when, body.how))
        return {"state": "kept"}

    kept = await caller.write(work)
    _changed(caller)
    return kept


@router.delete("/{request_id}", status_code=204)
async def withdraw(request_id: str, caller: CallerHere) -> None:
    """Taken back: the request and everything about it is gone."""

    def work(session: Session, key: DataKey, conversation: Conversation) -> None:
        requests.withdraw(session, caller.service.keyring, _own(session, conversation, request_id))
        text = caller.service.content.texts.say("requests.withdrawn")
        messages.append(session, key, conversation.id, Sender.SYSTEM, Content(text), caller.service.clock())

    await caller.write(work)
    _changed(caller)


def _own(session: Session, conversation: Conversation, request_id: str) -> SupportRequest:
    found = [row for row in requests.of_conversation(session, conversation.id) if row.id == request_id]
    if not found:
        raise RequestUnknown
    return found[0]


def _changed(caller: Caller) -> None:
    caller.changed()
    caller.service.hub.publish(DESK, {"type": "requests"})
