"""Tables of the channels: who writes from where, what came in, what goes out.

An address (a phone number) is sealed with the conversation's own key, so deleting the conversation makes it
unreadable; a keyed hash finds it again and goes with the row. Ids of messages are hashed as well: WhatsApp's ids
hold the phone number.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from naast.store.tables import Base


class LinkState(StrEnum):
    """Where the visitor is now."""

    ACTIVE = "active"
    ELSEWHERE = "elsewhere"
    """Moved to the private web chat: nothing is sent to the channel until they write there again."""
    UNREACHABLE = "unreachable"
    """The channel says that nothing arrives, for instance because the visitor blocked us."""


class ChannelLink(Base):
    """A conversation that is held on a channel."""

    __tablename__ = "channel_link"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    channel: Mapped[str] = mapped_column(String(20))
    address_hash: Mapped[str | None] = mapped_column(String(64))
    """None when this address went on in a later conversation."""
    alias_hash: Mapped[str | None] = mapped_column(String(64))
    person_hash: Mapped[str] = mapped_column(String(64), index=True)
    """The address also of earlier conversations: to delete is to delete them all."""
    sealed: Mapped[bytes]
    """The address."""
    sealed_options: Mapped[bytes | None]
    """What could be chosen under the last message that was sent."""
    sealed_step: Mapped[bytes | None]
    """Which typed answer the channel itself waits for (see naast/channels/steps.py)."""
    state: Mapped[str] = mapped_column(String(20), default=LinkState.ACTIVE)
    sent_seq: Mapped[int] = mapped_column(default=0)
    """Up to which message the conversation was put in the outbox."""
    heard_at: Mapped[datetime | None]
    """When the visitor last wrote there: the service window counts from it."""

    __table_args__ = (UniqueConstraint("channel", "address_hash"), UniqueConstraint("channel", "alias_hash"))


class InboxRow(Base):
    """What came in and is not handled yet; gone as soon as it is."""

    __tablename__ = "channel_inbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    """When the visitor sent it, as the channel says."""
    tries: Mapped[int] = mapped_column(default=0)
    sealed: Mapped[bytes]


class SeenMessage(Base):
    """A message or signature that came in before: a keyed hash, of nobody."""

    __tablename__ = "channel_seen"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class OutState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    """Given to the channel; what became of it is not known yet."""
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    HELD = "held"
    """The service window is closed; goes out when the visitor writes."""
    DEAD = "dead"
    """Given up: the dead letters."""


class OutboxRow(Base):
    """A message on its way to the visitor's app. Rows of one conversation go out in the order of their ids."""

    __tablename__ = "channel_outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    token: Mapped[str] = mapped_column(String(32), unique=True)
    """Goes along, so that a repeat can be recognised and a status can be placed."""
    kind: Mapped[str] = mapped_column(String(10))
    """`message` or `invite` (the template without content)."""
    seq: Mapped[int | None]
    """The message of the conversation that this is (a part of)."""
    state: Mapped[str] = mapped_column(String(10), default=OutState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    provider_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    error: Mapped[str | None] = mapped_column(String(40))
    sealed: Mapped[bytes | None]
    """Empty as soon as it arrived."""
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_channel_outbox_conversation", "conversation_id"),
        Index("ix_channel_outbox_state", "state", "due_at"),
    )


class ChannelPass(Base):
    """A one-time link between a channel and the web chat: only a keyed hash of its code."""

    __tablename__ = "channel_pass"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]
