"""A one-time link between a channel and the private web chat. Whoever has it opens the conversation once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from naast.conversation.lifecycle import hash_token
from naast.errors import UnknownCode
from naast.store.channel_tables import ChannelPass
from naast.store.keyring import Keyring
from naast.store.tables import Conversation

LASTS = timedelta(minutes=15)
"""Long enough to tap it, short enough for a phone that lies around."""


def make(
    session: Session,
    keyring: Keyring,
    conversation_id: str,
    now: datetime,
    new_code: Callable[[], str] = lambda: secrets.token_hex(12),
) -> str:
    """A new code; earlier ones of the conversation stop working."""
    session.execute(delete(ChannelPass).where(ChannelPass.conversation_id == conversation_id))
    code = new_code()
    row = ChannelPass(code_hash=_hash(keyring, code), conversation_id=conversation_id, expires_at=now + LASTS)
    session.add(row)
    return code


def use(session: Session, keyring: Keyring, code: str, now: datetime) -> Conversation:
    """The conversation of a code, which works no more. Raises UnknownCode, which doesn't say why.

    One statement takes the code away, so of two that use it at once one wins.
    """
    taken = session.execute(
        delete(ChannelPass)
        .where(ChannelPass.code_hash == _hash(keyring, code.strip().lower()))
        .returning(ChannelPass.conversation_id, ChannelPass.expires_at)
    ).one_or_none()
    if taken is None or taken.expires_at <= now:
        raise UnknownCode
    return session.get_one(Conversation, taken.conversation_id, with_for_update=True)


def give_token(conversation: Conversation) -> str:
    """A new token for the web chat; an earlier one stops working."""
    token = secrets.token_urlsafe(32)
    conversation.token_hash = hash_token(token)
    return token


def forget_old(session: Session, now: datetime) -> None:
    session.execute(delete(ChannelPass).where(ChannelPass.expires_at <= now))


def _hash(keyring: Keyring, code: str) -> str:
    return keyring.keyed_hash("channel pass", code)
