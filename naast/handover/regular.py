"""A familiar face: a family that comes back reaches the same professional, or is asked (domain.md S1.3)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from naast.conversation import messages
from naast.conversation.content import Choice, Content
from naast.knowledge.texts import Texts
from naast.privacy.encryption import DataKey
from naast.staff.presence import Presence, presence
from naast.store.tables import Conversation, Sender, Staff

WAIT_FOR_REGULAR = "wait_for_regular"
ANY_COLLEAGUE = "any_colleague"
CHOICES = frozenset({WAIT_FOR_REGULAR, ANY_COLLEAGUE})


def greet(session: Session, key: DataKey, conversation: Conversation, texts: Texts, now: datetime) -> None:
    """In a new wait: the familiar face is here, or does the visitor want to wait for them?"""
    regular = session.get(Staff, conversation.regular_id) if conversation.regular_id else None
    if regular is None or not regular.active:
        return
    if presence(regular, now) in (Presence.AVAILABLE, Presence.BUSY):
        conversation.prefers_id = regular.id
        content = Content(texts.say("handover.regular_here", name=regular.name))
    else:
        choices = (
            Choice(WAIT_FOR_REGULAR, texts.say("handover.wait_for_regular", name=regular.name)),
            Choice(ANY_COLLEAGUE, texts.say("handover.any_colleague")),
        )
        content = Content(texts.say("handover.regular_away", name=regular.name), choices)
    messages.append(session, key, conversation.id, Sender.SYSTEM, content, now)


def choose(conversation: Conversation, choice_id: str | None) -> bool:
    """The visitor answered; True when that was about the familiar face. Anybody may still pick it up."""
    if choice_id not in CHOICES:
        return False
    conversation.prefers_id = conversation.regular_id if choice_id == WAIT_FOR_REGULAR else None
    return True
