"""A guided conversation ended in a request: keep it, and show the visitor what was kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from naast.conversation.content import Content
from naast.store.keyring import Keyring
from naast.store.tables import Conversation
from naast.support import requests
from naast.support.kinds import Kind
from naast.support.requests import Answers

CARD = "request"
NewId = Callable[[], str]


def keep_request(
    session: Session,
    keyring: Keyring,
    conversation: Conversation,
    content: Content,
    now: datetime,
    new_id: NewId = lambda: secrets.token_hex(16),
) -> Content:
    """Store the answers of a request card, in the same transaction as the message that carries it.

    The card that the visitor gets says which request it is and how far; the answers are in the request.
    """
    card = content.card
    if not card or card["type"] != CARD or "answers" not in card:
        return content
    row = requests.create(
        session,
        keyring,
        request_id=new_id(),
        kind=Kind(card["kind"]),
        municipality=conversation.municipality,
        answers=Answers.from_json(card["answers"]),
        now=now,
        conversation_id=conversation.id,
    )
    return replace(content, card={"type": CARD, "kind": row.kind, "state": row.state, "id": row.id})
