"""Hand a conversation over: asked, introduced, accepted. Until then nothing changes for the visitor."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from naast.conversation import modes
from naast.conversation.lifecycle import add_step
from naast.errors import NotAllowed, StaffInputInvalid
from naast.handover import together
from naast.privacy.encryption import DataKey
from naast.store.tables import Conversation, Mode, Staff, Transfer

_KIND = "introduction"
_LONGEST = 1000


def ask(
    session: Session,
    key: DataKey,
    conversation: Conversation,
    staff: Staff,
    to: int,
    introduction: str,
    now: datetime,
) -> Staff:
    """Ask a colleague to take over; `introduction` is what the visitor reads when they do."""
    if len(introduction) > _LONGEST:
        raise StaffInputInvalid(f"Houd de introductie onder {_LONGEST} tekens.", "introduction")
    colleague = together.colleague_of(session, to, staff)
    forget(session, conversation.id)
    session.add(
        Transfer(
            conversation_id=conversation.id,
            from_id=staff.id,
            to_id=colleague.id,
            sealed=key.seal(_KIND, introduction.strip()),
            asked_at=now,
        )
    )
    add_step(session, conversation.id, "transfer_asked", now, colleague.id)
    return colleague


def accept(session: Session, key: DataKey, conversation_id: str, staff: Staff, now: datetime) -> str:
    """`staff` becomes the owner, the first professional stays as follower; the introduction for the visitor.

    Raises NotAllowed when nobody asked, or no longer.
    """
    asked, conversation = _asked(session, conversation_id, staff)
    introduction: str = key.open(_KIND, asked.sealed)
    together.join(session, conversation_id, asked.from_id, together.FOLLOWER)
    conversation.owner_id = conversation.regular_id = staff.id
    conversation.owned_since = now
    forget(session, conversation_id)
    add_step(session, conversation_id, "transferred", now, staff.id)
    return introduction


def decline(session: Session, conversation_id: str, staff: Staff, now: datetime) -> None:
    """The colleague says no, or the owner takes the question back. The owner stays the owner."""
    asked = session.get(Transfer, conversation_id)
    if asked is None or staff.id not in (asked.to_id, asked.from_id):
        raise NotAllowed("Er is geen vraag om dit gesprek over te nemen.")
    forget(session, conversation_id)
    add_step(session, conversation_id, "transfer_declined", now, staff.id)


def to_team(session: Session, conversation: Conversation, staff: Staff, team: str, now: datetime) -> None:
    """Back to the queue, marked for a team; the first professional stays as follower (domain.md S1.4)."""
    if not team.strip() or len(team) > 60:
        raise StaffInputInvalid("Vul de naam van een team in.", "team")
    modes.begin_waiting(conversation, now)
    conversation.team = team.strip()
    forget(session, conversation.id)
    together.join(session, conversation.id, staff.id, together.FOLLOWER)
    add_step(session, conversation.id, "transferred_to_team", now, staff.id)


def offered_to(session: Session, staff_id: int) -> dict[str, str]:
    """Conversation → who asks, of what this professional is asked to take over."""
    rows = session.execute(
        select(Transfer.conversation_id, Staff.name)
        .join(Staff, Staff.id == Transfer.from_id)
        .where(Transfer.to_id == staff_id)
    )
    return {row[0]: row[1] for row in rows}


def pending(session: Session, key: DataKey, conversation_id: str) -> dict[str, object] | None:
    """The open question of a conversation: from, to, introduction."""
    asked = session.get(Transfer, conversation_id)
    if asked is None:
        return None
    names = {
        s.id: s.name for s in session.scalars(select(Staff).where(Staff.id.in_([asked.from_id, asked.to_id])))
    }
    return {
        "from": {"id": asked.from_id, "name": names[asked.from_id]},
        "to": {"id": asked.to_id, "name": names[asked.to_id]},
        "introduction": key.open(_KIND, asked.sealed),
        "asked_at": asked.asked_at.isoformat(),
    }


def forget(session: Session, conversation_id: str) -> None:
    """The question no longer stands."""
    session.execute(delete(Transfer).where(Transfer.conversation_id == conversation_id))


def _asked(session: Session, conversation_id: str, staff: Staff) -> tuple[Transfer, Conversation]:
    conversation = session.scalar(select(Conversation).where(Conversation.id == conversation_id).with_for_update())
    asked = session.get(Transfer, conversation_id)
    stands = conversation is not None and conversation.mode == Mode.HUMAN and asked is not None
    if not stands or asked is None or conversation is None or asked.to_id != staff.id:
        raise NotAllowed("Er is geen vraag (meer) om dit gesprek over te nemen.")
    if conversation.owner_id != asked.from_id:
        raise NotAllowed("Er is geen vraag (meer) om dit gesprek over te nemen.")
    return asked, conversation
