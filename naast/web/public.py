"""The visitor's API: `/api/v1/conversations…` (design, section 6)."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from pydantic import BaseModel, Field, StrictStr
from sqlalchemy.orm import Session

from naast.conversation import lifecycle, messages, modes
from naast.conversation.content import Content
from naast.conversation.live import DESK
from naast.conversation.messages import StoredMessage
from naast.conversation.receive import Incoming, Received
from naast.errors import ConversationNotFound, InvalidInput, NotNow
from naast.handover import callback as callbacks
from naast.handover import joining, queue, summary
from naast.handover.heard import changes_the_queue, hear
from naast.handover.opening_hours import in_words, is_open, opens_at
from naast.privacy.encryption import DataKey
from naast.privacy.forgetting import forget
from naast.store.channel_tables import ChannelLink
from naast.store.tables import Conversation, Mode, Sender, Staff
from naast.support import requests
from naast.web.origins import require_allowed
from naast.web.outside import outside, where_to_go
from naast.web.service import Service, request_service

router = APIRouter(prefix="/api/v1", tags=["visitor"])
T = TypeVar("T")
Work = Callable[[Session, DataKey, Conversation], T]
_LONGEST_WAIT_S = 25.0


class Returning(BaseModel):
    """An earlier conversation of the same visitor, shown by its token, so that a familiar face can be found."""

    id: StrictStr = Field(max_length=32)
    token: StrictStr = Field(max_length=80)


class NewConversation(BaseModel):
    municipality: str | None = Field(None, max_length=60)
    audience: Literal["parent", "youth"] = "parent"
    returning: Returning | None = None


class NewMessage(BaseModel):
    client_message_id: StrictStr = Field(min_length=1, max_length=80)
    text: StrictStr | None = None
    choice: StrictStr | None = Field(None, max_length=120)


class CallbackRequest(BaseModel):
    when: StrictStr
    how: StrictStr


class Caller:
    """A visitor with the token of one conversation, and ways to read and change it."""

    def __init__(
        self,
        conversation_id: str,
        service: Annotated[Service, Depends(request_service)],
        authorization: Annotated[str, Header()] = "",
    ) -> None:
        self.id = conversation_id
        self.service = service
        self._token = authorization.removeprefix("Bearer ").strip()

    async def read(self, work: Work[T]) -> T:
        return await self.service.workers(lambda: self.read_now(work))

    async def write(self, work: Work[T]) -> T:
        return await self.service.workers(lambda: self._write_now(work))

    def read_now(self, work: Work[T]) -> T:
        with self.service.database.read() as session:
            conversation = lifecycle.authenticate(session, self.id, self._token)
            return work(session, self.service.keyring.get(self.id), conversation)

    def _write_now(self, work: Work[T]) -> T:
        with self.service.database.write() as session:
            conversation = lifecycle.authenticate(session, self.id, self._token, lock=True)
            return work(session, self.service.keyring.get(self.id), conversation)

    def changed(self, *, queue_too: bool = False, lists_too: bool = False) -> None:
        """Tell the open pages: this conversation changed, and perhaps the queue or the lists around it."""
        announce(self.service, self.id, queue_too=queue_too, lists_too=lists_too)


CallerHere = Annotated[Caller, Depends()]
ServiceHere = Annotated[Service, Depends(request_service)]


def look_at(
    service: Service, session: Session, key: DataKey, conversation: Conversation, typed: Iterable[Any]
) -> StoredMessage | None:
    """What is typed beside the chat is screened like a message; gives the alarm's answer, if there is one."""
    texts = [text for text in typed if isinstance(text, str)]
    receiver = service.receivers[conversation.municipality]
    return receiver.beside_the_chat(session, key, conversation, texts, service.clock())


def announce(service: Service, conversation_id: str, *, queue_too: bool = False, lists_too: bool = False) -> None:
    """Tell every open page. `queue_too`: who waits or talks changed; `lists_too`: also who is along."""
    service.hub.publish(conversation_id)
    service.hub.publish(DESK, {"type": "conversation", "id": conversation_id})
    if queue_too or lists_too:
        service.hub.publish(DESK, {"type": "queue" if lists_too else "board"})


@router.get("/municipality")
async def municipality(
    service: ServiceHere, request: Request, id: Annotated[str | None, Query()] = None
) -> dict[str, Any]:
    """Name, colour, whether somebody is at the desk now, and on which pages the widget stands."""
    place = service.content.municipalities.get(id or service.settings.municipality)
    if place is None:
        raise InvalidInput("Deze gemeente kennen we niet.", "id")
    require_allowed(request, place)
    now = service.clock()
    opening = opens_at(place, now)
    return {
        "id": place.id,
        "name": place.name,
        "desk_name": place.desk_name,
        "accent": place.accent,
        "open": is_open(place, now),
        "opens": in_words(opening, now) if opening else None,
        "kept_days": dict(place.retention_days),
        "widget": place.widget.to_json(),
    }


@router.post("/conversations", status_code=201)
async def create(service: ServiceHere, request: Request, body: NewConversation | None = None) -> dict[str, Any]:
    """Begin a conversation. The token is given once."""
    service.throttle.conversation(service.address_of(request))
    asked = body or NewConversation()
    elsewhere = outside(service, asked.municipality)
    wanted = None if elsewhere else asked.municipality
    place = service.content.municipalities.get(wanted or service.settings.municipality)
    if place is None:
        raise InvalidInput("Deze gemeente kennen we niet.", "municipality")
    require_allowed(request, place)
    youth = asked.audience == "youth"
    greeting = service.content.texts.say("greeting", youth=youth, desk=place.desk_name)

    def work() -> dict[str, Any]:
        with service.database.write() as session:
            opened = lifecycle.open_conversation(
                session,
                service.keyring,
                municipality=place.id,
                audience=asked.audience,
                greeting=Content(greeting),
                now=service.clock(),
            )
            if asked.returning:
                _recognise(session, opened.id, asked.returning)
            key = service.keyring.get(opened.id)
            if elsewhere:
                told = where_to_go(service, elsewhere, youth=youth)
                messages.append(session, key, opened.id, Sender.BOT, told, service.clock())
            shown = [m.to_json() for m in messages.after(session, key, opened.id, 0)]
        return {"id": opened.id, "token": opened.token, "mode": Mode.BOT.value, "messages": shown}

    return await service.workers(work)


def _recognise(session: Session, conversation_id: str, earlier: Returning) -> None:
    """Take over the familiar face; an earlier conversation that is gone changes nothing."""
    with contextlib.suppress(ConversationNotFound):
        known = lifecycle.authenticate(session, earlier.id, earlier.token)
        session.get_one(Conversation, conversation_id).regular_id = known.regular_id


@router.get("/conversations/{conversation_id}")
async def status(caller: CallerHere) -> dict[str, Any]:
    return await caller.read(lambda session, _key, conversation: status_of(caller.service, session, conversation))


def status_of(service: Service, session: Session, conversation: Conversation) -> dict[str, Any]:
    """Mode; the place in the queue; who has the conversation."""
    shape: dict[str, Any] = {"mode": conversation.mode}
    if (place := queue.position(session, conversation)) is not None:
        shape["queue_position"] = place
        if wait := queue.expected_wait(session, service.clock()):
            shape["expected_wait_s"] = wait
    if conversation.mode == Mode.HUMAN and conversation.owner_id:
        owner = session.get_one(Staff, conversation.owner_id)
        shape["staff"] = {"name": owner.name, "role": service.content.texts.say(f"roles.{owner.role}")}
    return shape


@router.post("/conversations/{conversation_id}/messages", status_code=202)
async def send(caller: CallerHere, body: NewMessage, request: Request) -> dict[str, Any]:
    """Store first, then answer. The same `client_message_id` again changes nothing."""
    service = caller.service
    service.throttle.message(service.address_of(request), caller.id)
    if (body.text is None) == (body.choice is None):
        raise InvalidInput("Stuur een tekst of een keuze.", "text")
    incoming = Incoming(body.client_message_id, body.text, body.choice)

    def work(session: Session, key: DataKey, conversation: Conversation) -> Received:
        receiver = service.receivers[conversation.municipality]
        return hear(session, key, conversation, incoming, receiver, service.content.texts, service.clock())

    received = await caller.write(work)
    caller.changed(queue_too=changes_the_queue(incoming, received))
    if received.owes_turn:
        service.turns.wake(caller.id)
    return {"message": received.message.to_json()}


@router.get("/conversations/{conversation_id}/messages")
async def read_messages(
    caller: CallerHere,
    after: Annotated[int, Query(ge=0, le=2**31)] = 0,
    wait: Annotated[float, Query(ge=0, le=60)] = 0,
) -> dict[str, Any]:
    """Messages after a number; waits at most `wait` seconds (and never more than 25) for the first."""

    def work(session: Session, key: DataKey, conversation: Conversation) -> list[dict[str, Any]]:
        return [m.to_json() for m in messages.after(session, key, conversation.id, after)]

    with caller.service.hub.listen(caller.id) as listener:
        found = await caller.read(work)
        deadline = asyncio.get_running_loop().time() + min(wait, _LONGEST_WAIT_S)
        while not found and (left := deadline - asyncio.get_running_loop().time()) > 0:
            await listener.wait(left)
            found = await caller.read(work)
    return {"messages": found}


@router.get("/conversations/{conversation_id}/handover")
async def read_summary(caller: CallerHere) -> dict[str, Any]:
    return await caller.read(summary.read)


@router.put("/conversations/{conversation_id}/handover")
async def edit_summary(caller: CallerHere, changes: dict[str, Any]) -> dict[str, Any]:
    def work(session: Session, key: DataKey, conversation: Conversation) -> dict[str, Any]:
        modes.require_open(conversation)
        edited = summary.edit(session, key, conversation, changes)
        look_at(caller.service, session, key, conversation, changes.values())
        return edited

    edited = await caller.write(work)
    caller.changed(queue_too=True)
    return edited


@router.post("/conversations/{conversation_id}/handover")
async def approve_summary(caller: CallerHere) -> dict[str, Any]:
    """The visitor agrees: join the queue. Doing it twice changes nothing."""
    service = caller.service

    def work(session: Session, key: DataKey, conversation: Conversation) -> dict[str, Any]:
        modes.require_open(conversation)
        if conversation.mode == Mode.BOT:
            place = service.municipality(conversation.municipality)
            joining.join_queue(session, key, conversation, place, service.content.texts, service.clock())
        session.flush()
        return status_of(service, session, conversation)

    joined = await caller.write(work)
    caller.changed(queue_too=True)
    return joined


@router.delete("/conversations/{conversation_id}/handover")
async def leave_queue(caller: CallerHere) -> dict[str, Any]:
    """Back to the assistant, while nobody has picked it up yet."""

    def work(session: Session, key: DataKey, conversation: Conversation) -> dict[str, Any]:
        if conversation.mode == Mode.HUMAN:
            raise NotNow("Een medewerker praat al met je. Typ gerust dat je wilt stoppen.")
        modes.require_open(conversation)
        joining.leave_queue(session, key, conversation, caller.service.content.texts, caller.service.clock())
        session.flush()
        return status_of(caller.service, session, conversation)

    left = await caller.write(work)
    caller.changed(queue_too=True)
    return left


@router.post("/conversations/{conversation_id}/callback", status_code=201)
async def ask_callback(caller: CallerHere, body: CallbackRequest) -> dict[str, Any]:
    """Ask to be called back. With a serious signal the visitor gets the lines instead of a later call (409)."""
    texts = caller.service.content.texts

    def work(session: Session, key: DataKey, conversation: Conversation) -> bool:
        modes.require_open(conversation)
        now = caller.service.clock()
        if not callbacks.allowed(conversation):
            _show_lines(caller.service, session, key, conversation)
            return False
        if look_at(caller.service, session, key, conversation, (body.when, body.how)):
            return False
        place = caller.service.municipality(conversation.municipality)
        joining.ask_call(session, key, conversation, body.when, body.how, place, texts, now)
        return True

    asked = await caller.write(work)
    caller.changed(lists_too=True)
    if not asked:
        raise NotNow(texts.say("handover.no_callback"))
    return {"state": "asked"}


def _show_lines(service: Service, session: Session, key: DataKey, conversation: Conversation) -> None:
    """The lines of the most serious signal, once more."""
    category = queue.worst_categories(session, [conversation.id]).get(conversation.id) or "suicidaliteit_zelf"
    receiver, now = service.receivers[conversation.municipality], service.clock()
    card = receiver.replies.card(category, receiver.situation(conversation, "", now))
    text = service.content.texts.say("handover.no_callback")
    messages.append(session, key, conversation.id, Sender.SYSTEM, Content(text, (), card), now)


@router.post("/conversations/{conversation_id}/end")
async def end(caller: CallerHere) -> dict[str, Any]:
    """The visitor stops. Nothing more is said; deleting is another step."""

    def work(session: Session, _key: DataKey, conversation: Conversation) -> dict[str, Any]:
        joining.end(session, conversation, caller.service.clock())
        return {"mode": conversation.mode}

    ended = await caller.write(work)
    caller.changed(queue_too=True)
    return ended


@router.get("/conversations/{conversation_id}/export")
async def export(caller: CallerHere, response: Response) -> dict[str, Any]:
    """Everything we keep about this conversation."""
    response.headers["Content-Disposition"] = 'attachment; filename="gesprek.json"'

    def work(session: Session, key: DataKey, conversation: Conversation) -> dict[str, Any]:
        own = requests.export(session, caller.service.keyring, conversation.id)
        there = {"channel": link.channel} if (link := session.get(ChannelLink, conversation.id)) else {}
        return lifecycle.export(session, key, conversation) | {"requests": own} | there

    return await caller.read(work)


@router.delete("/conversations/{conversation_id}", status_code=204)
async def delete(caller: CallerHere) -> None:
    """Gone: the keys first, then the rows; the visitor's requests go along."""

    def work(session: Session, _key: DataKey, conversation: Conversation) -> None:
        service = caller.service
        forget(session, service.keyring, service.audit, conversation.id, service.clock())

    await caller.write(work)
    caller.changed(lists_too=True)
