"""What the desk sees of a channel: which, whether we may write, and what became of each message. Never who."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from naast.channels import outbox
from naast.channels.around import Around
from naast.store.channel_tables import ChannelLink, OutboxRow, OutState

_SLOWEST = (
    OutState.DEAD,
    OutState.HELD,
    OutState.QUEUED,
    OutState.SENDING,
    OutState.SENT,
    OutState.DELIVERED,
    OutState.READ,
)
"""A message in parts is as far as its slowest part."""


def shape(session: Session, around: Around, conversation_id: str) -> dict[str, Any] | None:
    """`{name, state, open, until?, may_invite, held, failed, messages: {seq: state}}`; None in the web chat."""
    link = session.get(ChannelLink, conversation_id)
    if link is None:
        return None
    channel = around.channels.get(link.channel)
    window = channel.capabilities.window if channel else None
    open_now = channel is not None and outbox.is_open(link, window, around.clock())
    states = _states(session, conversation_id)
    return {
        "name": link.channel,
        "state": link.state,
        "open": open_now,
        "until": closes_at(link.heard_at, window),
        "may_invite": bool(channel and channel.capabilities.invites and not open_now),
        "invite": _invite(session, conversation_id),
        "held": sum(state is OutState.HELD for state in states.values()),
        "failed": sum(state is OutState.DEAD for state in states.values()),
        "messages": {str(seq): state.value for seq, state in states.items()},
    }


def closes_at(heard_at: datetime | None, window: timedelta | None) -> str | None:
    return (heard_at + window).isoformat() if heard_at and window else None


def _states(session: Session, conversation_id: str) -> dict[int, OutState]:
    rows = session.execute(
        select(OutboxRow.seq, OutboxRow.state).where(
            OutboxRow.conversation_id == conversation_id, OutboxRow.seq.is_not(None)
        )
    )
    states: dict[int, OutState] = {}
    for seq, state in rows:
        assert seq is not None
        states[seq] = min(OutState(state), states.get(seq, OutState.READ), key=_SLOWEST.index)
    return states


def _invite(session: Session, conversation_id: str) -> str | None:
    """What became of the last invitation."""
    return session.scalar(
        select(OutboxRow.state)
        .where(OutboxRow.conversation_id == conversation_id, OutboxRow.kind == outbox.INVITE)
        .order_by(OutboxRow.id.desc())
        .limit(1)
    )


def undelivered(session: Session) -> list[dict[str, Any]]:
    """The dead letters, per conversation, newest first: ids and codes, no words."""
    rows = session.execute(
        select(
            ChannelLink.conversation_id,
            ChannelLink.channel,
            func.count(),
            func.max(OutboxRow.error),
            func.max(OutboxRow.changed_at),
        )
        .join(OutboxRow, OutboxRow.conversation_id == ChannelLink.conversation_id)
        .where(OutboxRow.state == OutState.DEAD.value)
        .group_by(ChannelLink.conversation_id, ChannelLink.channel)
        .order_by(func.max(OutboxRow.changed_at).desc())
    )
    return [
        {"id": id, "channel": channel, "messages": count, "error": error, "at": at.isoformat()}
        for id, channel, count, error, at in rows
    ]
