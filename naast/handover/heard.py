"""What a visitor sends, wherever it comes from: to the gateway, or the answer to a question of the desk's."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from naast.conversation.receive import Incoming, Received, Receiver
from naast.handover import experience, regular
from naast.knowledge.texts import Texts
from naast.privacy.encryption import DataKey
from naast.store.tables import Conversation


def hear(
    session: Session,
    key: DataKey,
    conversation: Conversation,
    incoming: Incoming,
    receiver: Receiver,
    texts: Texts,
    now: datetime,
) -> Received:
    """Raises what `Receiver.receive` raises."""
    if incoming.choice in experience.SCORES:
        choice, client_id = incoming.choice, incoming.client_message_id
        return Received(experience.answer(session, key, conversation, choice, client_id, texts, now))
    received = receiver.receive(session, key, conversation, incoming, now)
    regular.choose(conversation, incoming.choice)
    return received


def changes_the_queue(incoming: Incoming, received: Received) -> bool:
    """Whether the desk's queue looks different now."""
    return received.alarmed or incoming.choice in regular.CHOICES
