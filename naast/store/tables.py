"""Everything Naast keeps. Columns named `sealed` hold text encrypted with the conversation's own data key.

What stays readable is what the queue and the indicators need: times, modes, levels, topic ids. No names,
no addresses, no text that a visitor or professional typed.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from naast.store.columns import UtcDateTime


class Base(DeclarativeBase):
    type_annotation_map = {datetime: UtcDateTime, bytes: LargeBinary}  # noqa: RUF012


class Mode(StrEnum):
    """Who answers the visitor (design, section 4)."""

    BOT = "bot"
    WAITING = "waiting"
    HUMAN = "human"
    CLOSED = "closed"


class Sender(StrEnum):
    VISITOR = "visitor"
    BOT = "bot"
    STAFF = "staff"
    SYSTEM = "system"


class Turn(StrEnum):
    """Whether the assistant still owes an answer to a visitor's message."""

    NONE = "none"
    PENDING = "pending"
    HELD = "held"
    """Waits for the visitor's answer to a calm check question."""
    DONE = "done"


class Conversation(Base):
    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64))
    municipality: Mapped[str] = mapped_column(String(60))
    audience: Mapped[str] = mapped_column(String(10))
    mode: Mapped[str] = mapped_column(String(10), default=Mode.BOT)
    last_seq: Mapped[int] = mapped_column(default=0)
    level: Mapped[int] = mapped_column(default=0)
    """Most urgent safety level so far: 1 now, 2 serious, 3 worry, 0 none (domain.md 3.5)."""
    topic: Mapped[str | None] = mapped_column(String(60))
    open_check: Mapped[str | None] = mapped_column(String(60))
    """Category of the calm check question that waits for the visitor's answer."""
    team: Mapped[str | None] = mapped_column(String(60))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    owned_since: Mapped[datetime | None]
    regular_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who talked with this family last: a familiar face when they come back (domain.md S1.3)."""
    prefers_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """The familiar face that the visitor chose to wait for."""
    age_band: Mapped[str | None] = mapped_column(String(10))
    language: Mapped[str | None] = mapped_column(String(20))
    alarmed_at: Mapped[datetime | None]
    """When the regisseur was told that nobody picked this up; None again in a new wait."""
    created_at: Mapped[datetime]
    waiting_since: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    """The first claim of this wait; `owned_since` is when the present owner began."""
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(40))
    fed_back: Mapped[str | None] = mapped_column(String(5))

    __table_args__ = (Index("ix_conversation_mode", "mode"),)


class Message(Base):
    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    seq: Mapped[int]
    sender: Mapped[str] = mapped_column(String(10))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    client_message_id: Mapped[str | None] = mapped_column(String(80))
    turn: Mapped[str] = mapped_column(String(10), default=Turn.NONE)
    sealed: Mapped[bytes]
    at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "client_message_id"),
        Index("ix_message_turn", "turn"),
    )


class Signal(Base):
    """A line that worried the screening: verbatim, with its time, without interpretation (domain.md 3.1)."""

    __tablename__ = "signal"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    seq: Mapped[int]
    level: Mapped[int]
    category: Mapped[str] = mapped_column(String(60))
    sealed: Mapped[bytes]
    at: Mapped[datetime]


class Summary(Base):
    """What the visitor lets a professional read. `approved_at` is None while it is a draft."""

    __tablename__ = "summary"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[bytes]
    approved_at: Mapped[datetime | None]


class Callback(Base):
    __tablename__ = "callback"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[bytes]
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who will call, so that nobody is called twice."""
    missed: Mapped[int] = mapped_column(default=0)


class Note(Base):
    """A professional's note; the visitor never sees it."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    sealed: Mapped[bytes]
    at: Mapped[datetime]


class Participant(Base):
    """A professional who may read along without owning the conversation."""

    __tablename__ = "participant"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    """`consulted`, `invited`, `specialist` or `follower` (see naast/handover/together.py)."""


class Transfer(Base):
    """A question to a colleague to take over; `sealed` is the introduction for the visitor."""

    __tablename__ = "transfer"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    from_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    sealed: Mapped[bytes]
    asked_at: Mapped[datetime]


class Task(Base):
    """Something promised to a family, with a date."""

    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    due: Mapped[date]
    sealed: Mapped[bytes]
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class Experience(Base):
    """Did it help? The visitor's one click: yes, partly or no."""

    __tablename__ = "experience"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    score: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]


class ReadMark(Base):
    """Up to which message a professional has seen a conversation."""

    __tablename__ = "read_mark"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    seq: Mapped[int]


class Step(Base):
    """What happened to a conversation, without a word of its content."""

    __tablename__ = "step"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]


class StoredPlan(Base):
    """The family's plan, one per conversation; it moves along when the visitor comes back with a code."""

    __tablename__ = "plan"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[bytes]
    changed_at: Mapped[datetime]


class ReturnCode(Base):
    """What brings a visitor back on any device: only a keyed hash of it is here."""

    __tablename__ = "return_code"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]


class DialogueState(Base):
    """What the dialogue engine must remember between turns, sealed like everything else."""

    __tablename__ = "dialogue_state"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[bytes]


class Staff(Base):
    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    team: Mapped[str | None] = mapped_column(String(60))
    max_chats: Mapped[int | None]
    """At the same time; None: what the municipality says."""
    availability: Mapped[str] = mapped_column(String(10), default="available")
    """What the professional chose: available, busy or away."""
    last_seen_at: Mapped[datetime | None]
    """The desk page was open, or a call came in."""
    last_active_at: Mapped[datetime | None]
    """Somebody touched the desk page."""
    totp_sealed: Mapped[bytes | None]
    """The second factor's secret, under the master key."""
    totp_confirmed: Mapped[bool] = mapped_column(default=False)
    totp_counter: Mapped[int] = mapped_column(default=0)
    """The last code that was used: none is accepted twice."""
    oidc_subject: Mapped[str | None] = mapped_column(String(255), unique=True)
    """Who this is at the municipality's own log-in."""


class StaffSession(Base):
    __tablename__ = "staff_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    csrf: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime]
    """The last sign of somebody at the keys; a session that lies idle ends."""
    restricted: Mapped[bool] = mapped_column(default=False)
    """The password was right, the second factor is still to be set up: nothing else is allowed."""


class Invitation(Base):
    __tablename__ = "invitation"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]


class LoginThrottle(Base):
    """Failed log-ins per address, whether or not it has an account."""

    __tablename__ = "login_throttle"

    email_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]


class Miss(Base):
    """A line that the assistant did not understand; sealed, and gone with its conversation."""

    __tablename__ = "miss"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    sealed: Mapped[bytes]
    decision: Mapped[str] = mapped_column(String(20))
    guess: Mapped[str | None] = mapped_column(String(60))
    audience: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]


class TopicVote(Base):
    """How often an answer helped: a count per topic and month, of nobody."""

    __tablename__ = "topic_vote"

    topic: Mapped[str] = mapped_column(String(60), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    yes: Mapped[int]
    no: Mapped[int]


class MunicipalLogin(Base):
    """A log-in at the municipality's provider that was begun and not finished yet."""

    __tablename__ = "municipal_login"

    state_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    binding_hash: Mapped[str] = mapped_column(String(64))
    nonce: Mapped[str] = mapped_column(String(64))
    verifier: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime]


class AuditRow(Base):
    """Who did what, without a word of a chat. See naast/audit/log.py; the database refuses to change a row."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    action: Mapped[str] = mapped_column(String(40))
    conversation_id: Mapped[str | None] = mapped_column(String(32), index=True)
    """Stays when the conversation is deleted: no foreign key."""
    detail: Mapped[str] = mapped_column(String(1000))
    hash: Mapped[str] = mapped_column(String(64))
