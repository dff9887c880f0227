"""The watch over the desk: take back what is unattended, tell who waits at closing time, raise the alarm."""

from __future__ import annotations

import structlog
from prometheus_client import Gauge
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from naast.conversation import messages, modes
from naast.conversation.content import Content
from naast.conversation.lifecycle import add_step
from naast.conversation.live import DESK
from naast.handover import queue
from naast.handover.opening_hours import in_words, is_open, opens_at
from naast.handover.ownership import take_back
from naast.handover.unattended import unattended, waiting_too_long
from naast.knowledge.municipalities import Patience
from naast.store.tables import Conversation, Mode, Sender
from naast.web.public import announce
from naast.web.service import Service

log = structlog.get_logger()
UNCLAIMED = Gauge("naast_unclaimed_alarms", "Conversations that nobody picked up in time")
WAITING = Gauge("naast_waiting", "Conversations that wait for a person")


async def take_back_unattended(service: Service) -> None:
    """A chat whose owner is silent or gone goes back to the queue, with a word to the visitor."""

    def work() -> list[str]:
        with service.database.read() as session:
            found = unattended(session, patience_of(service), service.clock())
        for one in found:
            with service.database.write() as session:
                conversation = _locked(session, one.conversation_id, Mode.HUMAN)
                if conversation is not None:
                    take_back(session, conversation, one.kind, service.clock())
                    text = service.content.texts.say("handover.returned", name=one.owner_name)
                    _say(service, session, conversation, Content(text))
        return [one.conversation_id for one in found]

    await _announce(service, await service.workers(work), "taken_back")


async def close_the_queue(service: Service) -> None:
    """Who still waits when the desk closes hears it, and may ask to be called."""

    def work() -> list[str]:
        told = []
        for place in service.content.municipalities.values():
            if is_open(place, service.clock()):
                continue
            with service.database.read() as session:
                waiting = (Conversation.mode == Mode.WAITING.value) & (Conversation.municipality == place.id)
                ids = list(session.scalars(select(Conversation.id).where(waiting)))
            for conversation_id in ids:
                with service.database.write() as session:
                    conversation = _locked(session, conversation_id, Mode.WAITING)
                    if conversation is not None:
                        _tell_closed(service, session, conversation)
                        told.append(conversation_id)
        return told

    await _announce(service, await service.workers(work), "told_closed")


def _tell_closed(service: Service, session: Session, conversation: Conversation) -> None:
    now = service.clock()
    place = service.municipality(conversation.municipality)
    opening = opens_at(place, now)
    opens = in_words(opening, now) if opening else ""
    modes.back_to_assistant(conversation)
    add_step(session, conversation.id, "desk_closed", now)
    text = service.content.texts.say("handover.desk_closes", desk=place.desk_name, opens=opens)
    card: dict[str, object] = {"type": "handover", "state": "closed", "opens": opens}
    if conversation.level in (1, 2):
        card = _lines(service, session, conversation)
    _say(service, session, conversation, Content(text, (), card))


async def raise_alarms(service: Service) -> None:
    """The regisseur hears of who waits too long; with a serious signal the visitor sees the lines once more."""

    def work() -> list[str]:
        with service.database.read() as session:
            late = [one.id for one in waiting_too_long(session, patience_of(service), service.clock())]
        for conversation_id in late:
            with service.database.write() as session:
                conversation = _locked(session, conversation_id, Mode.WAITING)
                if conversation is not None and conversation.alarmed_at is None:  # another process may be first
                    _alarm(service, session, conversation)
        with service.database.read() as session:
            alarmed = (Conversation.mode == Mode.WAITING.value) & Conversation.alarmed_at.is_not(None)
            waits = Conversation.mode == Mode.WAITING.value
            WAITING.set(session.scalar(select(func.count()).select_from(Conversation).where(waits)) or 0)
            UNCLAIMED.set(len(list(session.scalars(select(Conversation.id).where(alarmed)))))
        return late

    late = await service.workers(work)
    await _announce(service, late, "unclaimed")
    for conversation_id in late:
        service.hub.publish(DESK, {"type": "alarm", "id": conversation_id})


def _alarm(service: Service, session: Session, conversation: Conversation) -> None:
    now = service.clock()
    conversation.alarmed_at = now
    add_step(session, conversation.id, "unclaimed", now)
    if conversation.level in (1, 2):
        text = service.content.texts.say("handover.still_waiting")
        _say(service, session, conversation, Content(text, (), _lines(service, session, conversation)))


def _lines(service: Service, session: Session, conversation: Conversation) -> dict[str, object]:
    """The lines that fit the most serious signal."""
    category = queue.worst_categories(session, [conversation.id]).get(conversation.id)
    receiver = service.receivers[conversation.municipality]
    situation = receiver.situation(conversation, "", service.clock())
    return receiver.replies.card(category or "suicidaliteit_zelf", situation)


def _say(service: Service, session: Session, conversation: Conversation, content: Content) -> None:
    key = service.keyring.get(conversation.id)
    messages.append(session, key, conversation.id, Sender.SYSTEM, content, service.clock())


def _locked(session: Session, conversation_id: str, mode: Mode) -> Conversation | None:
    """The conversation, locked, if it is still in `mode`."""
    same = (Conversation.id == conversation_id) & (Conversation.mode == mode.value)
    return session.scalar(select(Conversation).where(same).with_for_update())


def patience_of(service: Service) -> dict[str, Patience]:
    return {place.id: place.patience for place in service.content.municipalities.values()}


async def _announce(service: Service, ids: list[str], what: str) -> None:
    for conversation_id in ids:
        announce(service, conversation_id, queue_too=True)
    if ids:
        log.info(what, conversations=len(ids))
