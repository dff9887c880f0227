"""What came in and waits to be handled: stored once, handled in the order in which it was sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from naast.channels.channel import Address, Heard, Kind
from naast.privacy.encryption import DataKey
from naast.store.channel_tables import InboxRow, SeenMessage
from naast.store.keyring import Keyring

_KIND = "channel_inbox"
STALE = timedelta(days=7)
"""WhatsApp repeats a webhook for at most seven days; what is older was not sent by it."""
_REMEMBERED = STALE + timedelta(days=2)


def is_new(session: Session, keyring: Keyring, channel: str, id: str, now: datetime) -> bool:
    """True for the first of any number of calls with this id, at whatever moment they come."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(SeenMessage).values(hash=message_hash(keyring, channel, id), at=now)
    added = session.scalar(statement.on_conflict_do_nothing().returning(SeenMessage.hash))
    return added is not None  # not rowcount: PostgreSQL's driver doesn't count an insert that returns


def message_hash(keyring: Keyring, channel: str, id: str) -> str:
    return keyring.keyed_hash(f"channel {channel} message", id)


def put(session: Session, key: DataKey, conversation_id: str, heard: Heard, now: datetime) -> None:
    """A message from the future is one of now: phones have clocks of their own."""
    sealed = key.seal(_KIND, _to_json(heard))
    session.add(InboxRow(conversation_id=conversation_id, at=min(heard.at, now), sealed=sealed))


def newest_id(session: Session, conversation_id: str) -> int:
    found = session.scalar(select(func.max(InboxRow.id)).where(InboxRow.conversation_id == conversation_id))
    return int(found or 0)


def horizon(session: Session, conversation_id: str, up_to_id: int) -> datetime | None:
    """The latest moment of sending among what came in up to `up_to_id`."""
    return session.scalar(
        select(InboxRow.at)
        .where(InboxRow.conversation_id == conversation_id, InboxRow.id <= up_to_id)
        .order_by(InboxRow.at.desc())
        .limit(1)
    )


def first(session: Session, key: DataKey, conversation_id: str, until: datetime) -> tuple[InboxRow, Heard] | None:
    """The earliest sent message that waits, if it was sent by `until`."""
    row = session.scalar(
        select(InboxRow)
        .where(InboxRow.conversation_id == conversation_id, InboxRow.at <= until)
        .order_by(InboxRow.at, InboxRow.id)
        .limit(1)
    )
    return (row, _from_json(key.open(_KIND, row.sealed))) if row else None


def move(session: Session, old: DataKey, new: DataKey, from_id: str, to_id: str) -> None:
    """What waits goes along to a later conversation of the same person."""
    for row in session.scalars(select(InboxRow).where(InboxRow.conversation_id == from_id)):
        row.sealed = new.seal(_KIND, old.open(_KIND, row.sealed))
        row.conversation_id = to_id
    session.flush()


def waiting(session: Session) -> list[str]:
    """Conversations with something to handle: after a crash, or when another process stopped half-way."""
    return list(session.scalars(select(InboxRow.conversation_id).distinct()))


def forget_old(session: Session, now: datetime) -> None:
    session.execute(delete(SeenMessage).where(SeenMessage.at < now - _REMEMBERED))


def _to_json(heard: Heard) -> dict[str, Any]:
    return {
        "id": heard.message_id,
        "address": [heard.address.value, heard.address.alias],
        "at": heard.at.isoformat(),
        "kind": heard.kind.value,
        "text": heard.text,
        "choice": heard.choice,
    }


def _from_json(value: dict[str, Any]) -> Heard:
    at = datetime.fromisoformat(value["at"])
    return Heard(value["id"], Address(*value["address"]), at, Kind(value["kind"]), value["text"], value["choice"])
