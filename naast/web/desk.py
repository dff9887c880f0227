"""The professionals' API: `/api/v1/desk…` (design, section 6)."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Cookie, Depends, Header, Query, Response, WebSocket, WebSocketDisconnect
from pydantic import BaseModel, Field, StrictStr
from sqlalchemy import select
from sqlalchemy.orm import Session

from naast.conversation import messages
from naast.conversation.content import Content
from naast.conversation.lifecycle import add_step
from naast.conversation.live import DESK
from naast.errors import ConversationUnknown, NotAllowed, NotLoggedIn, StaffInputInvalid
from naast.handover import callback as callbacks
from naast.handover import closing, notes, ownership, queue, summary
from naast.insight import indicators
from naast.privacy.encryption import DataKey
from naast.safety import signals
from naast.safety.meldcode import load_meldcode
from naast.staff import accounts
from naast.staff.accounts import CONVERSATION_ROLES, LoggedIn
from naast.store.tables import Callback, Conversation, Mode, Participant, Sender, Staff
from naast.web.public import announce
from naast.web.service import Service, request_service, service_of

router = APIRouter(prefix="/api/v1/desk", tags=["desk"])
T = TypeVar("T")
COOKIE = "naast_desk"
_MESSAGE_LIMIT = 4000
_TYPING_LIMIT = 200


class Login(BaseModel):
    email: StrictStr = Field(max_length=254)
    password: StrictStr = Field(max_length=200)


class StaffMessage(BaseModel):
    client_message_id: StrictStr = Field(min_length=1, max_length=80)
    text: StrictStr


class NewNote(BaseModel):
    text: StrictStr


class Whom(BaseModel):
    staff: int


class TransferTo(BaseModel):
    staff: int | None = None
    team: StrictStr | None = None


class Closing(BaseModel):
    outcome: StrictStr
    fed_back: StrictStr
    back_to_assistant: bool = False


class Desk:
    """A logged-in professional, and ways to read and change what the desk holds."""

    def __init__(self, service: Service, token: str | None, csrf: str | None) -> None:
        self.service = service
        self._token = token
        self._csrf = csrf

    async def read(self, work: Callable[[Session, LoggedIn], T]) -> T:
        def run() -> T:
            with self.service.database.read() as session:
                return work(session, accounts.by_token(session, self._token, self.service.clock()))

        return await self.service.workers(run)

    async def write(self, work: Callable[[Session, LoggedIn], T]) -> T:
        def run() -> T:
            with self.service.database.write() as session:
                logged_in = accounts.by_token(session, self._token, self.service.clock())
                accounts.check_csrf(logged_in, self._csrf)
                return work(session, logged_in)

        return await self.service.workers(run)

    def changed(self, conversation_id: str) -> None:
        announce(self.service, conversation_id, queue_too=True)

    def say_system(
        self, session: Session, conversation_id: str, text_name: str, staff: Staff | None = None
    ) -> None:
        """Tell the visitor what happens, with name and role."""
        texts = self.service.content.texts
        name, role = (staff.name, texts.say(f"roles.{staff.role}")) if staff else ("", "")
        key = self.service.keyring.get(conversation_id)
        content = Content(texts.say(text_name, name=name, role=role))
        messages.append(session, key, conversation_id, Sender.SYSTEM, content, self.service.clock())


def desk(
    service: Annotated[Service, Depends(request_service)],
    naast_desk: Annotated[str | None, Cookie()] = None,
    x_csrf_token: Annotated[str | None, Header()] = None,
) -> Desk:
    return Desk(service, naast_desk, x_csrf_token)


DeskHere = Annotated[Desk, Depends(desk)]


def _talks_to_families(logged_in: LoggedIn) -> Staff:
    accounts.require_role(logged_in, CONVERSATION_ROLES)
    return logged_in.staff


@router.post("/login")
async def login(
    body: Login, response: Response, service: Annotated[Service, Depends(request_service)]
) -> dict[str, str]:
    def work() -> LoggedIn:
        with service.database.read() as session:
            staff = accounts.verify(session, body.email, body.password)
        with service.database.write() as session:
            return accounts.open_session(session, staff, service.clock(), service.settings.session_hours)

    logged_in = await service.workers(work)
    response.set_cookie(
        COOKIE,
        logged_in.token,
        max_age=service.settings.session_hours * 3600,
        httponly=True,
        samesite="strict",
        secure=not service.settings.demo,
        path="/api/v1/desk",
    )
    return _me(logged_in)


@router.post("/logout")
async def logout(here: DeskHere, response: Response) -> dict[str, str]:
    await here.write(lambda session, logged_in: accounts.close_session(session, logged_in.token))
    response.delete_cookie(COOKIE, path="/api/v1/desk")
    return {"state": "logged_out"}


@router.get("/me")
async def me(here: DeskHere) -> dict[str, str]:
    return await here.read(lambda _session, logged_in: _me(logged_in))


def _me(logged_in: LoggedIn) -> dict[str, str]:
    return {"name": logged_in.staff.name, "role": logged_in.staff.role, "csrf": logged_in.csrf}


@router.get("/queue")
async def read_queue(here: DeskHere) -> dict[str, Any]:
    """Who waits, most urgent first; what is mine; what colleagues have; who wants to be called."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        staff = _talks_to_families(logged_in)
        items = queue.items(session, (Mode.WAITING, Mode.HUMAN))
        shown = [(item, _titled(here.service, item.to_json())) for item in items]
        return {
            "waiting": [shape for item, shape in shown if item.mode == Mode.WAITING],
            "mine": [shape for item, shape in shown if item.owner_id == staff.id],
            "taken": [shape for item, shape in shown if item.mode == Mode.HUMAN and item.owner_id != staff.id],
            "callbacks": [
                {
                    "id": conversation.id,
                    "asked_at": asked.asked_at.isoformat(),
                    "topic": _title(here.service, conversation.topic),
                    "level": conversation.level,
                }
                for conversation, asked in callbacks.waiting(session)
            ],
        }

    return await here.read(work)


def _titled(service: Service, shape: dict[str, Any]) -> dict[str, Any]:
    return shape | {"topic": _title(service, shape["topic"])}


def _title(service: Service, topic_id: str | None) -> str | None:
    topic = service.content.topics.get(topic_id or "")
    return topic.title if topic else None


@router.post("/conversations/{conversation_id}/claim")
async def claim(conversation_id: str, here: DeskHere) -> dict[str, Any]:
    """200 for the one who wins (or already has it); 409 `claimed_by` for everybody else."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        staff = _talks_to_families(logged_in)
        if ownership.claim(session, conversation_id, staff, here.service.clock()):
            here.say_system(session, conversation_id, "handover.claimed", staff)
        return {"mode": Mode.HUMAN.value, "owner": {"id": staff.id, "name": staff.name}}

    claimed = await here.write(work)
    here.changed(conversation_id)
    return claimed


@router.get("/conversations/{conversation_id}")
async def read_conversation(conversation_id: str, here: DeskHere) -> dict[str, Any]:
    """Everything a professional needs: the visitor's own summary, messages, signals, notes, owner."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        conversation = _readable(session, conversation_id, _talks_to_families(logged_in))
        key = here.service.keyring.get(conversation_id)
        return _shape(here.service, session, key, conversation)

    return await here.read(work)


def _readable(session: Session, conversation_id: str, staff: Staff) -> Conversation:
    conversation = ownership.get(session, conversation_id)
    called_back = session.get(Callback, conversation_id) is not None
    if not called_back and not ownership.may_read(session, conversation, staff):
        raise NotAllowed("Een collega heeft dit gesprek. Vraag of je mee mag kijken.")
    return conversation


def _shape(service: Service, session: Session, key: DataKey, conversation: Conversation) -> dict[str, Any]:
    owner = session.get(Staff, conversation.owner_id) if conversation.owner_id else None
    approved = summary.approved_at(session, conversation.id)
    participants = session.execute(
        select(Staff.name, Participant.role)
        .join(Participant, Participant.staff_id == Staff.id)
        .where(Participant.conversation_id == conversation.id)
    )
    return {
        "id": conversation.id,
        "mode": conversation.mode,
        "audience": conversation.audience,
        "topic": _title(service, conversation.topic),
        "level": conversation.level,
        "team": conversation.team,
        "summary": summary.read(session, key, conversation) if approved else None,
        "approved_at": approved.isoformat() if approved else None,
        "messages": [m.to_json() for m in messages.after(session, key, conversation.id, 0)],
        "signals": [s.to_json() for s in signals.of(session, key, conversation.id)],
        "notes": notes.of(session, key, conversation.id),
        "owner": {"id": owner.id, "name": owner.name} if owner else None,
        "participants": [{"name": name, "role": role} for name, role in participants],
        "callback": callbacks.read(session, key, conversation.id),
        "steps": queue.steps_of(session, conversation.id),
    }


@router.post("/conversations/{conversation_id}/messages")
async def send(conversation_id: str, body: StaffMessage, here: DeskHere) -> dict[str, Any]:
    """Only the owner writes. The same `client_message_id` again changes nothing."""
    text = body.text.strip()
    if not text or len(text) > _MESSAGE_LIMIT:
        raise StaffInputInvalid(f"Typ een bericht van 1 tot {_MESSAGE_LIMIT} tekens.", "text")

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        staff = _talks_to_families(logged_in)
        ownership.owned(session, conversation_id, staff)
        key = here.service.keyring.get(conversation_id)
        client_id = f"staff:{body.client_message_id}"
        known = messages.with_client_id(session, key, conversation_id, client_id)
        message = known or messages.append(
            session,
            key,
            conversation_id,
            Sender.STAFF,
            Content(text),
            here.service.clock(),
            staff_id=staff.id,
            client_message_id=client_id,
        )
        return {"message": message.to_json()}

    sent = await here.write(work)
    announce(here.service, conversation_id)
    return sent


@router.post("/conversations/{conversation_id}/notes")
async def add_note(conversation_id: str, body: NewNote, here: DeskHere) -> dict[str, Any]:
    """A note for colleagues; the visitor never sees it."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        staff = _talks_to_families(logged_in)
        _readable(session, conversation_id, staff)
        key = here.service.keyring.get(conversation_id)
        notes.add(session, key, conversation_id, staff, body.text, here.service.clock())
        return {"notes": notes.of(session, key, conversation_id)}

    added = await here.write(work)
    announce(here.service, conversation_id)
    return added


@router.post("/conversations/{conversation_id}/release")
async def release(conversation_id: str, here: DeskHere) -> dict[str, str]:
    """Back to the queue, with a word to the visitor."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, str]:
        conversation = ownership.owned(session, conversation_id, logged_in.staff)
        ownership.release(session, conversation, logged_in.staff, here.service.clock())
        here.say_system(session, conversation_id, "handover.released", logged_in.staff)
        return {"mode": conversation.mode}

    released = await here.write(work)
    here.changed(conversation_id)
    return released


@router.post("/conversations/{conversation_id}/consult")
async def consult(conversation_id: str, body: Whom, here: DeskHere) -> dict[str, Any]:
    """Let a colleague think along: reads, writes notes; the visitor is told."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        conversation = ownership.owned(session, conversation_id, logged_in.staff)
        now = here.service.clock()
        colleague = ownership.consult(session, conversation, logged_in.staff, body.staff, now)
        here.say_system(session, conversation_id, "handover.consulted", colleague)
        return {"consulted": colleague.name}

    consulted = await here.write(work)
    here.changed(conversation_id)
    return consulted


@router.post("/conversations/{conversation_id}/transfer")
async def transfer(conversation_id: str, body: TransferTo, here: DeskHere) -> dict[str, Any]:
    """Another owner (`staff`) or back to the queue for a team; the first professional stays as follower."""
    if (body.staff is None) == (body.team is None):
        raise StaffInputInvalid("Kies een collega of een team.", "staff")

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        conversation = ownership.owned(session, conversation_id, logged_in.staff)
        now = here.service.clock()
        if body.staff is not None:
            colleague = ownership.transfer(session, conversation, logged_in.staff, body.staff, now)
            here.say_system(session, conversation_id, "handover.transferred", colleague)
            return {"owner": {"id": colleague.id, "name": colleague.name}}
        ownership.transfer_to_team(session, conversation, logged_in.staff, body.team or "", now)
        here.say_system(session, conversation_id, "handover.released", logged_in.staff)
        return {"team": conversation.team}

    transferred = await here.write(work)
    here.changed(conversation_id)
    return transferred


@router.post("/conversations/{conversation_id}/close")
async def close(conversation_id: str, body: Closing, here: DeskHere) -> dict[str, str]:
    """Close, or hand back to the assistant; `fed_back` must be answered."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, str]:
        conversation = ownership.owned(session, conversation_id, logged_in.staff)
        closing.close(
            session,
            conversation,
            logged_in.staff,
            body.outcome,
            body.fed_back,
            here.service.clock(),
            back_to_assistant=body.back_to_assistant,
        )
        said = "handover.handed_back" if body.back_to_assistant else "handover.closed_by_staff"
        here.say_system(session, conversation_id, said)
        return {"mode": conversation.mode}

    closed = await here.write(work)
    here.changed(conversation_id)
    return closed


@router.post("/conversations/{conversation_id}/callback_done")
async def callback_done(conversation_id: str, here: DeskHere) -> dict[str, str]:
    """The family was called; the request leaves the list."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, str]:
        staff = _talks_to_families(logged_in)
        asked = session.get(Callback, conversation_id)
        if asked is None:
            raise ConversationUnknown
        asked.done_at = here.service.clock()
        add_step(session, conversation_id, "called_back", asked.done_at, staff.id)
        return {"state": "done"}

    done = await here.write(work)
    here.changed(conversation_id)
    return done


@router.get("/staff")
async def colleagues(here: DeskHere) -> dict[str, Any]:
    """Whom to consult or transfer to."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        roles = [role.value for role in CONVERSATION_ROLES]
        rows = session.scalars(select(Staff).where(Staff.active, Staff.role.in_(roles)).order_by(Staff.name))
        return {
            "staff": [
                {"id": s.id, "name": s.name, "role": here.service.content.texts.say(f"roles.{s.role}")}
                for s in rows
                if s.id != logged_in.staff.id
            ]
        }

    return await here.read(work)


@router.get("/search")
async def search(here: DeskHere, q: Annotated[str, Query(max_length=500)] = "") -> dict[str, Any]:
    """The same search as the assistant's."""
    await here.read(lambda _session, _logged_in: None)
    if not q.strip():
        return {"topics": []}
    ranked = await here.service.workers(lambda: here.service.understander.search(q, "parent", 5))
    found = [(here.service.content.topics[r.id], r.score) for r in ranked]
    return {
        "topics": [
            {
                "id": topic.id,
                "title": topic.title,
                "answer": topic.short_answer,
                "tips": list(topic.tips),
                "sources": [source.to_json() for source in topic.sources],
                "score": round(score, 3),
            }
            for topic, score in found
        ]
    }


@router.get("/indicators")
async def read_indicators(here: DeskHere) -> dict[str, Any]:
    """Counts without personal data; small numbers hidden."""
    return await here.read(lambda session, _logged_in: {"cells": indicators.cells(session)})


@router.get("/meldcode")
async def meldcode(here: DeskHere) -> dict[str, Any]:
    """The five steps as a help card. Only a professional takes them."""
    await here.read(lambda _session, _logged_in: None)
    return load_meldcode(here.service.settings.knowledge_dir / "safety" / "meldcode.yaml")


@router.websocket("/stream")
async def stream(socket: WebSocket) -> None:
    """Tells an open desk page what to fetch again: `queue`, `conversation`, and who is typing."""
    service = service_of(socket)
    here = Desk(service, socket.cookies.get(COOKIE), None)
    await socket.accept()
    try:
        await here.read(lambda _session, logged_in: _talks_to_families(logged_in))
    except (NotLoggedIn, NotAllowed):
        await socket.close(4401)
        return
    with service.hub.listen(DESK) as listener:
        reading = asyncio.create_task(_read_typing(socket, service))
        try:
            while not reading.done():
                waiting = asyncio.create_task(listener.wait(30))
                await asyncio.wait({waiting, reading}, return_when=asyncio.FIRST_COMPLETED)
                if not waiting.done():
                    waiting.cancel()
                    continue
                for event in waiting.result():
                    await socket.send_json(event)
            reading.result()
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            reading.cancel()


async def _read_typing(socket: WebSocket, service: Service) -> None:
    while True:
        frame = await socket.receive_text()
        if len(frame) > _TYPING_LIMIT:
            continue
        with contextlib.suppress(ValueError, KeyError, TypeError):
            service.hub.publish(str(json.loads(frame)["id"]), {"type": "typing", "sender": Sender.STAFF.value})
