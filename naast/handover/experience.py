"""One click after the talk: did it help? (domain.md 3.6, after)"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from naast.conversation import messages
from naast.conversation.content import Choice, Content
from naast.knowledge.texts import Texts
from naast.privacy.encryption import DataKey
from naast.store.tables import Conversation, Experience, Sender

SCORES = {"went_well": "yes", "went_partly": "partly", "went_badly": "no"}
"""Choice → what we keep."""


def ask(session: Session, key: DataKey, conversation_id: str, texts: Texts, now: datetime) -> None:
    choices = tuple(Choice(name, texts.say(f"experience.{name}")) for name in SCORES)
    content = Content(texts.say("experience.ask"), choices)
    messages.append(session, key, conversation_id, Sender.SYSTEM, content, now)


def answer(
    session: Session,
    key: DataKey,
    conversation: Conversation,
    choice_id: str,
    client_message_id: str,
    texts: Texts,
    now: datetime,
) -> messages.StoredMessage:
    """Keep the newest answer; also in a closed conversation. Raises UnknownChoice when nobody asked."""
    known = messages.with_client_id(session, key, conversation.id, client_message_id)
    if known:
        return known
    choice = messages.offered_choice(session, key, conversation.id, choice_id)
    stored = session.get(Experience, conversation.id)
    if stored is None:
        session.add(Experience(conversation_id=conversation.id, score=SCORES[choice.id], at=now))
    else:
        stored.score, stored.at = SCORES[choice.id], now
    said = messages.append(
        session,
        key,
        conversation.id,
        Sender.VISITOR,
        Content(choice.title),
        now,
        client_message_id=client_message_id,
        choice=choice,
    )
    messages.append(session, key, conversation.id, Sender.SYSTEM, Content(texts.say("experience.thanks")), now)
    return said
