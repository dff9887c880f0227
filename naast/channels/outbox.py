"""Messages on their way: each conversation's in order, tried again with growing pauses, given up in the open.

A row is marked before it is given to the channel and again when the channel answered. Whoever dies in between
leaves it marked; after a pause it goes out again, unless a status with its token came in meanwhile. So a message
is lost by no crash, and doubled only if a crash falls between the channel's answer and our note of it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from naast.channels.channel import Address, Arrival, Delivery, Outcome, Outgoing, Sent
from naast.channels.links import address_of
from naast.privacy.encryption import DataKey
from naast.store.channel_tables import ChannelLink, LinkState, OutboxRow, OutState
from naast.store.keyring import Keyring

MESSAGE = "message"
INVITE = "invite"
_KIND = "channel_outbox"
_UNDERWAY = (OutState.QUEUED.value, OutState.SENDING.value)
_LEASE = timedelta(seconds=60)
"""So long we wait for news of a message of which we don't know whether it went out."""
_FIRST_PAUSE_S = 2.0
_LONGEST_PAUSE_S = 900.0
MOST_ATTEMPTS = 14
"""With the pauses together a good hour and a half."""
_RANK = {OutState.SENT: 1, OutState.DELIVERED: 2, OutState.READ: 3}
_ARRIVED = {
    Arrival.SENT: OutState.SENT,
    Arrival.DELIVERED: OutState.DELIVERED,
    Arrival.READ: OutState.READ,
}

NewToken = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Due:
    """A claimed row, opened: what to send where."""

    row_id: int
    conversation_id: str
    channel: str
    token: str
    kind: str
    address: Address
    outgoing: Outgoing | None


def put(
    session: Session,
    key: DataKey,
    conversation_id: str,
    outgoings: Iterable[Outgoing],
    now: datetime,
    *,
    seq: int | None = None,
    state: OutState = OutState.QUEUED,
    new_token: NewToken = lambda: secrets.token_hex(16),
) -> None:
    for outgoing in outgoings:
        sealed = key.seal(_KIND, outgoing.to_json())
        session.add(_row(conversation_id, MESSAGE, seq, sealed, state, now, new_token()))
        session.flush()  # ids in the order of the parts


def put_invite(
    session: Session, conversation_id: str, now: datetime, new_token: NewToken = lambda: secrets.token_hex(16)
) -> None:
    """The template, once: a second one while the first is on its way changes nothing."""
    underway = select(OutboxRow.id).where(
        OutboxRow.conversation_id == conversation_id,
        OutboxRow.kind == INVITE,
        OutboxRow.state.in_(_UNDERWAY),
    )
    if session.scalar(underway) is None:
        session.add(_row(conversation_id, INVITE, None, None, OutState.QUEUED, now, new_token()))


def _row(
    conversation_id: str,
    kind: str,
    seq: int | None,
    sealed: bytes | None,
    state: OutState,
    now: datetime,
    token: str,
) -> OutboxRow:
    return OutboxRow(
        conversation_id=conversation_id,
        token=token,
        kind=kind,
        seq=seq,
        state=state.value,
        attempts=0,
        due_at=now,
        sealed=sealed,
        created_at=now,
        changed_at=now,
    )


def due(session: Session, channels: Iterable[str], now: datetime, most: int) -> list[int]:
    """Rows of these channels that may go now: of each conversation only the first that is under way."""
    firsts = (
        select(func.min(OutboxRow.id))
        .where(OutboxRow.state.in_(_UNDERWAY))
        .group_by(OutboxRow.conversation_id, OutboxRow.kind)
    )
    rows = (
        select(OutboxRow.id)
        .join(ChannelLink, ChannelLink.conversation_id == OutboxRow.conversation_id)
        .where(OutboxRow.id.in_(firsts), OutboxRow.due_at <= now, ChannelLink.channel.in_(list(channels)))
    )
    return list(session.scalars(rows.order_by(OutboxRow.due_at, OutboxRow.id).limit(most)))


def claim(
    session: Session,
    keyring: Keyring,
    row_id: int,
    windows: dict[str, timedelta | None],
    now: datetime,
) -> Due | None:
    """Make this row ours to send; None when another process has it, or when it may not go now.

    `windows`: channel → how long after the visitor's last message we may write.
    """
    row, link = _with_link(session, OutboxRow.id == row_id)
    if row is None or link is None or link.channel not in windows:
        return None
    if row.kind == MESSAGE and not is_open(link, windows[link.channel], now):
        _set(row, OutState.HELD, now)
        return None
    won = session.execute(
        update(OutboxRow)
        .where(
            OutboxRow.id == row_id,
            OutboxRow.attempts == row.attempts,
            OutboxRow.state.in_(_UNDERWAY),
            OutboxRow.due_at <= now,
        )
        .values(
            state=OutState.SENDING.value,
            attempts=OutboxRow.attempts + 1,
            due_at=now + _LEASE,
            changed_at=now,
        )
    ).rowcount  # type: ignore[attr-defined]
    if not won:
        return None
    key = keyring.get(row.conversation_id)
    outgoing = Outgoing.from_json(key.open(_KIND, row.sealed)) if row.sealed else None
    return Due(row.id, row.conversation_id, link.channel, row.token, row.kind, address_of(key, link), outgoing)


def is_open(link: ChannelLink, window: timedelta | None, now: datetime) -> bool:
    """May we write, or did the visitor write too long ago?"""
    return window is None or (link.heard_at is not None and now < link.heard_at + window)


def record(session: Session, keyring: Keyring, row_id: int, sent: Sent, now: datetime, luck: float) -> None:
    """What the channel answered. `luck` (0 to 1) spreads the pauses."""
    row, link = _with_link(session, OutboxRow.id == row_id)
    if row is None or link is None:
        return
    if sent.message_id:
        row.provider_hash = _provider_hash(keyring, link.channel, sent.message_id)
    if row.state in _UNDERWAY:
        _settle(session, row, link, sent, now, luck)


def arrived(session: Session, keyring: Keyring, channel: str, delivery: Delivery, now: datetime) -> str | None:
    """A status came in, perhaps late, twice or out of order; the conversation that it is about."""
    row, link = _with_link(session, _matching(keyring, channel, delivery))
    if row is None or link is None or link.channel != channel:
        return None
    if delivery.state is Arrival.FAILED:
        if row.state in (*_UNDERWAY, OutState.SENT):
            _settle(session, row, link, Sent(delivery.outcome, code=delivery.code), now, luck=0.5)
        return row.conversation_id
    new = _ARRIVED[delivery.state]
    if row.state in _UNDERWAY or _RANK.get(OutState(row.state), 9) < _RANK[new]:
        _set(row, new, now)
        if new is not OutState.SENT:
            row.sealed = None
    return row.conversation_id


def _settle(session: Session, row: OutboxRow, link: ChannelLink, sent: Sent, now: datetime, luck: float) -> None:
    row.error = sent.code
    if sent.outcome is Outcome.SENT:
        _set(row, OutState.SENT, now)
    elif sent.outcome is Outcome.WINDOW and row.kind == MESSAGE:
        link.heard_at = None
        _set(row, OutState.HELD, now)
    elif sent.outcome is Outcome.RETRY and row.attempts < MOST_ATTEMPTS:
        _set(row, OutState.QUEUED, now)
        row.due_at = now + timedelta(seconds=max(sent.wait_s or 0.0, pause_s(row.attempts, luck)))
        if sent.everybody:  # nothing is wrong with this message
            row.attempts -= 1
    else:
        _set(row, OutState.DEAD, now)
        if sent.outcome is Outcome.UNREACHABLE:
            link.state = LinkState.UNREACHABLE
            _give_up(session, link.conversation_id, sent.code, now)


def pause_s(attempts: int, luck: float) -> float:
    """Seconds before the next attempt: doubled each time, up to a quarter of an hour, spread by a quarter."""
    pause: float = min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2 ** max(0, attempts - 1))
    return pause * (0.75 + 0.5 * luck)


def release_held(session: Session, conversation_id: str, now: datetime) -> None:
    """The visitor wrote: what was held goes out after all."""
    _change(session, conversation_id, (OutState.HELD,), now, state=OutState.QUEUED.value, due_at=now)


def try_again(session: Session, conversation_id: str, now: datetime) -> int:
    """Dead letters go out once more; how many."""
    values = {"state": OutState.QUEUED.value, "due_at": now, "attempts": 0}
    return _change(session, conversation_id, (OutState.DEAD,), now, **values)


def _give_up(session: Session, conversation_id: str, code: str | None, now: datetime) -> None:
    """What comes after a message that can't arrive can't arrive either."""
    rest = (OutState.QUEUED, OutState.HELD)
    _change(session, conversation_id, rest, now, state=OutState.DEAD.value, error=code)


def _change(
    session: Session, conversation_id: str, states: tuple[OutState, ...], now: datetime, **values: Any
) -> int:
    statement = update(OutboxRow).where(
        OutboxRow.conversation_id == conversation_id, OutboxRow.state.in_([state.value for state in states])
    )
    return session.execute(statement.values(changed_at=now, **values)).rowcount  # type: ignore[attr-defined,no-any-return]


def dead_letters(session: Session) -> dict[str, int]:
    """Channel → how many messages could not be delivered."""
    rows = session.execute(
        select(ChannelLink.channel, func.count())
        .join(OutboxRow, OutboxRow.conversation_id == ChannelLink.conversation_id)
        .where(OutboxRow.state == OutState.DEAD.value)
        .group_by(ChannelLink.channel)
    )
    return {row[0]: row[1] for row in rows}


def _matching(keyring: Keyring, channel: str, delivery: Delivery) -> ColumnElement[bool]:
    if delivery.token:
        return OutboxRow.token == delivery.token
    return OutboxRow.provider_hash == _provider_hash(keyring, channel, delivery.message_id or "")


def _provider_hash(keyring: Keyring, channel: str, message_id: str) -> str:
    return keyring.keyed_hash(f"channel {channel} sent", message_id)


def _with_link(session: Session, where: ColumnElement[bool]) -> tuple[OutboxRow, ChannelLink] | tuple[None, None]:
    """The link first and locked, so that everybody takes locks in the same order."""
    conversation_id = session.scalar(select(OutboxRow.conversation_id).where(where))
    if conversation_id is None:
        return None, None
    link = session.scalar(
        select(ChannelLink).where(ChannelLink.conversation_id == conversation_id).with_for_update()
    )
    row = session.scalar(select(OutboxRow).where(where))
    return (row, link) if row and link else (None, None)


def _set(row: OutboxRow, state: OutState, now: datetime) -> None:
    row.state, row.changed_at = state.value, now
