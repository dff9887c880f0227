"""Tables of the people around a family: requests, volunteers and the links between them.

A request has a data key of its own (under its id), apart from its conversation's: the conversation passes its
term long before a year with a maatje is over. Withdrawing a request destroys that key. Contact details are
sealed apart from the rest, so that code which shows a request never holds them by accident.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from naast.store.tables import Base


class SupportRequest(Base):
    __tablename__ = "support_request"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversation.id", ondelete="SET NULL"))
    municipality: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    first_contact_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    sealed_outcome: Mapped[bytes | None]
    """What came of it, in staff's words."""
    sealed: Mapped[bytes]
    """The answers, in the visitor's words."""
    sealed_contact: Mapped[bytes | None]
    sealed_check: Mapped[bytes | None]
    """What a professional checked before a JIM or a volunteer starts."""

    __table_args__ = (
        Index("ix_support_request_state", "state"),
        Index("ix_support_request_conversation", "conversation_id"),
    )


class SupportStep(Base):
    """What happened to a request; `sealed` holds a reason or note when there is one."""

    __tablename__ = "support_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("support_request.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    sealed: Mapped[bytes | None]
    at: Mapped[datetime]


class Volunteer(Base):
    """Somebody who is, or wants to be, a maatje or steungezin. Profile and contact are sealed."""

    __tablename__ = "volunteer"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    """How staff without the coordinator role name this person: V-12."""
    municipality: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]
    capacity: Mapped[int]
    vog_on: Mapped[date | None]
    """The date on the VOG; renewed about every three years."""
    references_on: Mapped[date | None]
    trained_on: Mapped[date | None]
    code_signed_on: Mapped[date | None]
    """The gedragscode."""
    last_proposed_at: Mapped[datetime | None]
    sealed: Mapped[bytes]
    sealed_contact: Mapped[bytes | None]

    __table_args__ = (Index("ix_volunteer_state", "state"),)


class VolunteerReport(Base):
    """Somebody worries about a volunteer's behaviour. The volunteer pauses at once."""

    __tablename__ = "volunteer_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[str] = mapped_column(ForeignKey("volunteer.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    sealed: Mapped[bytes]
    at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class Match(Base):
    """A volunteer proposed to a family by a person, and what became of it. Texts with the request's key."""

    __tablename__ = "support_match"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("support_request.id", ondelete="CASCADE"))
    volunteer_id: Mapped[str] = mapped_column(ForeignKey("volunteer.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(20))
    proposed_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    proposed_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]
    """When the written agreement was made."""
    meeting_on: Mapped[date | None]
    review_due: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    sealed_agreement: Mapped[bytes | None]
    sealed_reason: Mapped[bytes | None]
    """Why it was declined or ended."""

    __table_args__ = (
        UniqueConstraint("request_id", "volunteer_id"),
        Index("ix_support_match_volunteer", "volunteer_id"),
        Index("ix_support_match_state", "state"),
    )


class MatchConsent(Base):
    """One pair of the four eyes on a first meeting."""

    __tablename__ = "support_match_consent"

    match_id: Mapped[str] = mapped_column(ForeignKey("support_match.id", ondelete="CASCADE"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    at: Mapped[datetime]
