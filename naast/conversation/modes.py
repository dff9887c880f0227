"""The one place where a conversation changes mode: bot → waiting → human → closed, and back (ADR 0002)."""

from __future__ import annotations

from datetime import datetime

from naast.errors import ConversationClosed, NotNow
from naast.store.tables import Conversation, Mode


def begin_waiting(conversation: Conversation, now: datetime) -> None:
    """Join the queue. `waiting_since` is kept when a professional gave the conversation back."""
    if conversation.mode == Mode.CLOSED:
        raise ConversationClosed
    conversation.mode = Mode.WAITING
    conversation.waiting_since = conversation.waiting_since or now
    conversation.owner_id = conversation.owned_since = None
    conversation.alarmed_at = None


def back_to_assistant(conversation: Conversation) -> None:
    """The visitor left the queue, or a professional handed back."""
    if conversation.mode == Mode.CLOSED:
        raise ConversationClosed
    conversation.mode = Mode.BOT
    conversation.waiting_since = None
    conversation.owner_id = conversation.owned_since = None
    conversation.prefers_id = None


def close(conversation: Conversation, now: datetime) -> None:
    conversation.mode = Mode.CLOSED
    conversation.closed_at = now


def require_open(conversation: Conversation) -> None:
    """Raises ConversationClosed."""
    if conversation.mode == Mode.CLOSED:
        raise ConversationClosed


def require(conversation: Conversation, mode: Mode, message: str) -> None:
    """Raises NotNow with `message` (Dutch) unless the conversation is in `mode`."""
    require_open(conversation)
    if conversation.mode != mode:
        raise NotNow(message)
