"""The visitor asks for a person, waits, and may think again; the same from the web chat and from a channel."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from naast.conversation import messages, modes
from naast.conversation.content import Content
from naast.conversation.lifecycle import add_step
from naast.errors import DeskClosed
from naast.handover import callback as callbacks
from naast.handover import regular, summary
from naast.handover.describe import describe
from naast.handover.opening_hours import in_words, is_open, opens_at
from naast.knowledge.municipalities import Municipality
from naast.knowledge.texts import Texts
from naast.privacy.encryption import DataKey
from naast.store.tables import Conversation, Mode, Sender, Turn


def join_queue(
    session: Session, key: DataKey, conversation: Conversation, place: Municipality, texts: Texts, now: datetime
) -> None:
    """The visitor approved the summary. Raises DeskClosed when nobody is there."""
    if not is_open(place, now):
        raise DeskClosed(opens_at(place, now), callback=callbacks.allowed(conversation))
    summary.approve(session, key, conversation, now)
    describe(session, key, conversation)
    modes.begin_waiting(conversation, now)
    messages.set_turn(session, conversation.id, Turn.PENDING, Turn.NONE)
    messages.set_turn(session, conversation.id, Turn.HELD, Turn.NONE)
    add_step(session, conversation.id, "waiting", now)
    card = {"type": "handover", "state": "waiting"}
    content = Content(texts.say("handover.waiting"), (), card)
    messages.append(session, key, conversation.id, Sender.SYSTEM, content, now)
    regular.greet(session, key, conversation, texts, now)


def leave_queue(session: Session, key: DataKey, conversation: Conversation, texts: Texts, now: datetime) -> None:
    """Back to the assistant, while nobody has picked it up yet."""
    if conversation.mode != Mode.WAITING:
        return
    modes.back_to_assistant(conversation)
    add_step(session, conversation.id, "left_queue", now)
    content = Content(texts.say("handover.cancelled"))
    messages.append(session, key, conversation.id, Sender.SYSTEM, content, now)


def ask_call(
    session: Session,
    key: DataKey,
    conversation: Conversation,
    when: str,
    how: str,
    place: Municipality,
    texts: Texts,
    now: datetime,
) -> None:
    """Leave a request to be called back; callers see to it that a later call is allowed. Raises InvalidInput."""
    callbacks.ask(session, key, conversation, when, how, now)
    summary.approve(session, key, conversation, now)
    add_step(session, conversation.id, "callback_asked", now)
    opening = opens_at(place, now)
    asked = Content(
        texts.say("handover.callback_opens", opens=in_words(opening, now))
        if opening
        else texts.say("handover.callback")
    )
    messages.append(session, key, conversation.id, Sender.SYSTEM, asked, now)


def end(session: Session, conversation: Conversation, now: datetime) -> None:
    """The visitor stops. Nothing more is said; deleting is another step."""
    if conversation.mode == Mode.CLOSED:
        return
    modes.close(conversation, now)
    messages.set_turn(session, conversation.id, Turn.PENDING, Turn.NONE)
    add_step(session, conversation.id, "ended_by_visitor", now)
