"""More than one professional with one family; always one owner.

`consulted` reads along and writes notes. `invited` was asked to come in; as `specialist` they write to the
visitor too, while the owner stays. `follower` had the conversation before and keeps seeing it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from naast.conversation.lifecycle import add_step
from naast.errors import NotAllowed, NotYours, StaffInputInvalid
from naast.handover import ownership
from naast.store.tables import Conversation, Mode, Participant, Staff

CONSULTED = "consulted"
INVITED = "invited"
SPECIALIST = "specialist"
FOLLOWER = "follower"


def consult(session: Session, conversation: Conversation, staff: Staff, whom: int, now: datetime) -> Staff:
    """A colleague may read along and write notes; the owner stays the owner."""
    colleague = colleague_of(session, whom, staff)
    join(session, conversation.id, colleague.id, CONSULTED)
    add_step(session, conversation.id, "consulted", now, colleague.id)
    return colleague


def invite(session: Session, conversation: Conversation, staff: Staff, whom: int, now: datetime) -> Staff:
    """Ask a specialist to come in (domain.md S3.4: help is fetched to the family)."""
    colleague = colleague_of(session, whom, staff)
    if role_of(session, conversation.id, colleague.id) != SPECIALIST:
        join(session, conversation.id, colleague.id, INVITED)
        add_step(session, conversation.id, "invited", now, colleague.id)
    return colleague


def come_in(session: Session, conversation_id: str, staff: Staff, now: datetime) -> Conversation:
    """The invited specialist joins the talk. Raises NotAllowed without an invitation."""
    conversation = ownership.get(session, conversation_id)
    if role_of(session, conversation_id, staff.id) != INVITED or conversation.mode != Mode.HUMAN:
        raise NotAllowed("Je bent niet (meer) bij dit gesprek gevraagd.")
    join(session, conversation_id, staff.id, SPECIALIST)
    add_step(session, conversation_id, "came_in", now, staff.id)
    return conversation


def leave(session: Session, conversation_id: str, staff: Staff, who: int, now: datetime) -> str:
    """`who` is no longer with the conversation; only they or the owner may say so. The role they had."""
    role = role_of(session, conversation_id, who)
    if role is None:
        raise StaffInputInvalid("Deze collega is niet bij dit gesprek.", "staff")
    if who != staff.id:
        ownership.owned(session, conversation_id, staff)
    gone = (Participant.conversation_id == conversation_id) & (Participant.staff_id == who)
    session.execute(delete(Participant).where(gone))
    add_step(session, conversation_id, "left", now, who)
    return role


def writable(session: Session, conversation_id: str, staff: Staff) -> Conversation:
    """The conversation, locked, if `staff` may write to the visitor now: the owner, or a specialist who came in.

    Raises NotYours or ConversationUnknown.
    """
    try:
        return ownership.owned(session, conversation_id, staff)
    except NotYours:
        conversation = ownership.get(session, conversation_id)
        if conversation.mode != Mode.HUMAN or role_of(session, conversation_id, staff.id) != SPECIALIST:
            raise
        return conversation


def along(session: Session, staff_id: int) -> dict[str, str]:
    """Conversation → role, of open conversations that this professional is with but does not own."""
    rows = session.execute(
        select(Participant.conversation_id, Participant.role)
        .join(Conversation, Conversation.id == Participant.conversation_id)
        .where(Participant.staff_id == staff_id, Conversation.mode == Mode.HUMAN.value)
        .where(Conversation.owner_id != staff_id)
    )
    return {row[0]: row[1] for row in rows}


def role_of(session: Session, conversation_id: str, staff_id: int) -> str | None:
    present = session.get(Participant, (conversation_id, staff_id))
    return present.role if present else None


def join(session: Session, conversation_id: str, staff_id: int, role: str) -> None:
    present = session.get(Participant, (conversation_id, staff_id))
    if present is None:
        session.add(Participant(conversation_id=conversation_id, staff_id=staff_id, role=role))
    else:
        present.role = role
    session.flush()


def colleague_of(session: Session, staff_id: int, staff: Staff) -> Staff:
    """Raises StaffInputInvalid for oneself, and for who may not or no longer talk to families."""
    colleague = session.get(Staff, staff_id)
    talks = colleague is not None and colleague.role in ("professional", "coordinator", "regisseur")
    if colleague is None or not talks or not colleague.active or colleague.id == staff.id:
        raise StaffInputInvalid("Kies een andere collega.", "staff")
    return colleague
