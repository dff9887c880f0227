"""One owner per conversation, always: claim, release, take back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.orm import Session

from naast.conversation import modes
from naast.conversation.lifecycle import add_step
from naast.errors import (
    AlreadyClaimed,
    ConversationUnknown,
    NotWaiting,
    NotYours,
    TooManyChats,
)
from naast.store.tables import Conversation, Mode, Participant, Staff, Transfer


def claim(session: Session, conversation_id: str, staff: Staff, now: datetime, most: int) -> bool:
    """Make `staff` the one owner of a waiting conversation; False when it already was.

    One statement decides, so of any number of claims at the same moment exactly one wins. `most` is how many
    chats this professional may have at once; an urgent one (level 1 or 2) may always be picked up.
    Raises AlreadyClaimed (with the owner's name), TooManyChats, NotWaiting or ConversationUnknown.
    """
    if _is_waiting(session, conversation_id):
        check_room(session, conversation_id, staff, most)
    first_claim = Conversation.claimed_at.is_(None) | (Conversation.claimed_at < Conversation.waiting_since)
    won = session.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id, Conversation.mode == Mode.WAITING.value)
        .values(
            mode=Mode.HUMAN.value,
            owner_id=staff.id,
            owned_since=now,
            regular_id=staff.id,
            prefers_id=None,
            alarmed_at=None,
            claimed_at=case((first_claim, now), else_=Conversation.claimed_at),
        )
    ).rowcount  # type: ignore[attr-defined]
    if won:
        add_step(session, conversation_id, "claimed", now, staff.id)
        return True
    conversation = get(session, conversation_id)
    if conversation.owner_id == staff.id and conversation.mode == Mode.HUMAN:
        return False
    if conversation.mode == Mode.HUMAN and conversation.owner_id:
        raise AlreadyClaimed(session.scalars(select(Staff.name).where(Staff.id == conversation.owner_id)).one())
    raise NotWaiting


def chats_of(session: Session, staff_id: int) -> int:
    """How many chats this professional has now."""
    owned_now = (Conversation.owner_id == staff_id) & (Conversation.mode == Mode.HUMAN.value)
    return session.scalar(select(func.count()).select_from(Conversation).where(owned_now)) or 0


def all_chats(session: Session) -> dict[int, int]:
    """How many chats each professional has now."""
    rows = session.execute(
        select(Conversation.owner_id, func.count())
        .where(Conversation.mode == Mode.HUMAN.value, Conversation.owner_id.is_not(None))
        .group_by(Conversation.owner_id)
    )
    return {owner: count for owner, count in rows if owner is not None}


def check_room(session: Session, conversation_id: str, staff: Staff, most: int) -> None:
    """Raises TooManyChats; never for an urgent conversation.

    Two claims of one professional wait for each other here (PostgreSQL; on SQLite all writers do).
    """
    session.execute(select(Staff.id).where(Staff.id == staff.id).with_for_update())
    wanted = session.get(Conversation, conversation_id)
    if wanted is None or wanted.level in (1, 2):
        return
    if chats_of(session, staff.id) >= most:
        raise TooManyChats(most)


def _is_waiting(session: Session, conversation_id: str) -> bool:
    return session.scalar(select(Conversation.mode).where(Conversation.id == conversation_id)) == Mode.WAITING


def get(session: Session, conversation_id: str) -> Conversation:
    """The conversation, freshly read. Raises ConversationUnknown."""
    conversation = session.get(Conversation, conversation_id, populate_existing=True)
    if conversation is None:
        raise ConversationUnknown
    return conversation


def owned(session: Session, conversation_id: str, staff: Staff) -> Conversation:
    """The conversation, locked, if `staff` owns it now. Raises NotYours."""
    conversation = session.scalar(select(Conversation).where(Conversation.id == conversation_id).with_for_update())
    if conversation is None:
        raise ConversationUnknown
    if conversation.owner_id != staff.id or conversation.mode != Mode.HUMAN:
        raise NotYours
    return conversation


def owned_by(session: Session, staff_id: int) -> list[Conversation]:
    """All chats that this professional has now, locked."""
    mine = (Conversation.owner_id == staff_id) & (Conversation.mode == Mode.HUMAN.value)
    return list(session.scalars(select(Conversation).where(mine).with_for_update()))


def may_read(session: Session, conversation: Conversation, staff: Staff) -> bool:
    """Whoever takes part; and anybody while it waits in the queue, to see who should pick it up."""
    return conversation.mode == Mode.WAITING or takes_part(session, conversation, staff)


def takes_part(session: Session, conversation: Conversation, staff: Staff) -> bool:
    """Owner, participant, or who is asked to take over."""
    if conversation.owner_id == staff.id:
        return True
    if session.get(Participant, (conversation.id, staff.id)) is not None:
        return True
    asked = session.get(Transfer, conversation.id)
    return asked is not None and asked.to_id == staff.id


def release(session: Session, conversation: Conversation, staff: Staff, now: datetime) -> None:
    """Back to the queue, with the place that the waiting time earned."""
    modes.begin_waiting(conversation, now)
    _forget_transfer(session, conversation.id)
    add_step(session, conversation.id, "released", now, staff.id)


def take_back(session: Session, conversation: Conversation, kind: str, now: datetime) -> None:
    """Back to the queue because the owner is not there (`kind`: silent, disconnected, logged_out)."""
    owner_id = conversation.owner_id
    modes.begin_waiting(conversation, now)
    _forget_transfer(session, conversation.id)
    add_step(session, conversation.id, kind, now, owner_id)


def _forget_transfer(session: Session, conversation_id: str) -> None:
    session.execute(delete(Transfer).where(Transfer.conversation_id == conversation_id))
