"""A request for people around you: kept sealed under its own key, worked on by named staff, withdrawn at will."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from naast.errors import AlreadyClaimed, InvalidInput, RequestUnknown, StaffInputInvalid, StepNotAllowed
from naast.privacy.encryption import DataKey
from naast.privacy.redaction import redact
from naast.store.keyring import Keyring
from naast.store.support_tables import SupportRequest, SupportStep
from naast.store.tables import Staff
from naast.support.kinds import MATCHED, Kind, State, next_states
from naast.support.needs import checked_facts

_ANSWERS = "support_answers"
_CONTACT = "support_contact"
_STEP = "support_step"
_OUTCOME = "support_outcome"
_LONGEST = 2000
_LONGEST_CONTACT = 200
_LONGEST_OUTCOME = 40


@dataclass(frozen=True, slots=True)
class Answers:
    """`words` are the visitor's own, by question; `facts` is what staff select on (see needs.py)."""

    words: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {"words": self.words, "facts": self.facts}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Answers:
        return cls(dict(value.get("words", {})), dict(value.get("facts", {})))


@dataclass(frozen=True, slots=True)
class StepDone:
    """A line of a request's history."""

    kind: str
    at: datetime
    by: str | None
    text: str | None

    def to_json(self) -> dict[str, Any]:
        shape: dict[str, Any] = {"kind": self.kind, "at": self.at.isoformat()}
        shape |= {"by": self.by} if self.by else {}
        return shape | ({"text": self.text} if self.text else {})


def create(
    session: Session,
    keyring: Keyring,
    *,
    request_id: str,
    kind: Kind,
    municipality: str,
    answers: Answers,
    now: datetime,
    conversation_id: str | None = None,
) -> SupportRequest:
    """Keep a request. An open one of the same kind from the same conversation is brought up to date instead."""
    if conversation_id and (known := _of_conversation(session, conversation_id, kind)):
        known.sealed = keyring.get(known.id).seal(_ANSWERS, _clean(answers).to_json())
        known.changed_at = now
        _add_step(session, known.id, "changed_by_visitor", now)
        return known
    key = keyring.create(request_id)
    request = SupportRequest(
        id=request_id,
        conversation_id=conversation_id,
        municipality=municipality,
        kind=kind.value,
        state=State.NEW.value,
        created_at=now,
        changed_at=now,
        sealed=key.seal(_ANSWERS, _clean(answers).to_json()),
    )
    session.add(request)
    session.flush()
    _add_step(session, request_id, "asked", now)
    return request


def get(session: Session, request_id: str, *, lock: bool = False) -> SupportRequest:
    """Raises RequestUnknown, also for one that was withdrawn."""
    statement = select(SupportRequest).where(SupportRequest.id == request_id)
    request = session.scalar(statement.with_for_update() if lock else statement)
    if request is None:
        raise RequestUnknown
    return request


def of_conversation(session: Session, conversation_id: str) -> list[SupportRequest]:
    """The visitor's requests, oldest first."""
    return list(
        session.scalars(
            select(SupportRequest)
            .where(SupportRequest.conversation_id == conversation_id)
            .order_by(SupportRequest.created_at, SupportRequest.id)
        )
    )


def in_states(session: Session, states: frozenset[State], kind: Kind | None = None) -> list[SupportRequest]:
    """Requests in these states, longest waiting first."""
    statement = select(SupportRequest).where(SupportRequest.state.in_([s.value for s in states]))
    if kind:
        statement = statement.where(SupportRequest.kind == kind.value)
    return list(session.scalars(statement.order_by(SupportRequest.created_at, SupportRequest.id)))


def read(key: DataKey, request: SupportRequest) -> Answers:
    return Answers.from_json(key.open(_ANSWERS, request.sealed))


def set_facts(key: DataKey, request: SupportRequest, facts: dict[str, Any]) -> None:
    """What staff learned in talking with the family. The visitor's own words stay as they are.

    Raises StaffInputInvalid.
    """
    answers = read(key, request)
    facts = answers.facts | checked_facts(facts)
    request.sealed = key.seal(_ANSWERS, Answers(answers.words, facts).to_json())


def take(session: Session, request: SupportRequest, staff: Staff, now: datetime) -> None:
    """`staff` becomes the one owner. Raises AlreadyClaimed; taking what is already yours changes nothing."""
    won = session.execute(
        update(SupportRequest)
        .where(SupportRequest.id == request.id, SupportRequest.owner_id.is_(None))
        .values(owner_id=staff.id)
    ).rowcount  # type: ignore[attr-defined]
    session.refresh(request)
    if not won and request.owner_id != staff.id:
        raise AlreadyClaimed(_name(session, request.owner_id))
    if won:
        _add_step(session, request.id, "taken", now, staff)
        if request.state == State.NEW:
            set_state(session, request, State.TALKING, now, staff)


def hand_on(session: Session, request: SupportRequest, to: int, staff: Staff, now: datetime) -> Staff:
    """Another professional becomes the owner."""
    colleague = session.get(Staff, to)
    if colleague is None or not colleague.active:
        raise StaffInputInvalid("Kies een collega.", "staff")
    request.owner_id = colleague.id
    _add_step(session, request.id, "handed_on", now, colleague)
    if request.state == State.NEW:
        set_state(session, request, State.TALKING, now, staff)
    return colleague


def move(session: Session, request: SupportRequest, to: State, staff: Staff, now: datetime) -> None:
    """Bring a request to another state by hand. Raises StepNotAllowed when the road doesn't go there."""
    if to not in next_states(Kind(request.kind), State(request.state)):
        raise StepNotAllowed("Deze stap kan nu niet. Kies een stap die bij de aanvraag staat.")
    set_state(session, request, to, now, staff)


def set_state(session: Session, request: SupportRequest, to: State, now: datetime, staff: Staff | None) -> None:
    """Change the state and note it; callers see to it that the step is allowed."""
    request.state, request.changed_at = to.value, now
    if to is State.TALKING and request.first_contact_at is None:
        request.first_contact_at = now
    _add_step(session, request.id, f"state:{to.value}", now, staff)


def close(
    session: Session, key: DataKey, request: SupportRequest, outcome: str, reason: str, staff: Staff, now: datetime
) -> None:
    """End a request, with the reason in words: a refusal is never silent. Raises StaffInputInvalid."""
    if not outcome.strip() or len(outcome) > _LONGEST_OUTCOME:
        raise StaffInputInvalid("Vul in wat de uitkomst is.", "outcome")
    if request.state == State.CLOSED:
        raise StepNotAllowed("Deze aanvraag is al afgesloten.")
    request.sealed_outcome, request.closed_at = key.seal(_OUTCOME, outcome.strip()), now
    add_text(session, key, request, "closed", reason, staff, now, field_name="reason")
    set_state(session, request, State.CLOSED, now, staff)


def outcome(key: DataKey, request: SupportRequest) -> str | None:
    """What came of a closed request."""
    return str(key.open(_OUTCOME, request.sealed_outcome)) if request.sealed_outcome else None


def add_text(
    session: Session,
    key: DataKey,
    request: SupportRequest,
    kind: str,
    text: str,
    staff: Staff | None,
    now: datetime,
    *,
    field_name: str = "text",
) -> None:
    """A note or a reason, sealed. Raises StaffInputInvalid when it is empty or very long."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        raise StaffInputInvalid(f"Vul dit in, met hoogstens {_LONGEST} tekens.", field_name)
    _add_step(session, request.id, kind, now, staff, key.seal(_STEP, text))


def add_plain(session: Session, request: SupportRequest, kind: str, staff: Staff | None, now: datetime) -> None:
    """Note that something happened, without words."""
    _add_step(session, request.id, kind, now, staff)


def steps(session: Session, key: DataKey, request_id: str) -> list[StepDone]:
    rows = session.execute(
        select(SupportStep, Staff.name)
        .outerjoin(Staff, Staff.id == SupportStep.staff_id)
        .where(SupportStep.request_id == request_id)
        .order_by(SupportStep.id)
    )
    return [StepDone(s.kind, s.at, name, key.open(_STEP, s.sealed) if s.sealed else None) for s, name in rows]


def set_contact(key: DataKey, request: SupportRequest, how: str, when: str) -> None:
    """How the coordinator reaches this person. Sealed, never redacted: it was given for this."""
    for name, value in (("how", how), ("when", when)):
        if len(value) > _LONGEST_CONTACT:
            raise InvalidInput(f"Houd het onder {_LONGEST_CONTACT} tekens.", name)
    if not how.strip():
        raise InvalidInput("Vul dit in, anders kunnen we je niet bereiken.", "how")
    request.sealed_contact = key.seal(_CONTACT, {"how": how.strip(), "when": when.strip()})


def contact(key: DataKey, request: SupportRequest) -> dict[str, str] | None:
    """For the coordinator's eyes only; the caller checks the role."""
    if request.sealed_contact is None:
        return None
    opened: dict[str, str] = key.open(_CONTACT, request.sealed_contact)
    return opened


def withdraw(session: Session, keyring: Keyring, request: SupportRequest) -> None:
    """The visitor takes it back: key first, then the rows. Nothing stays, not even that it existed."""
    keyring.destroy(request.id)
    session.execute(delete(SupportRequest).where(SupportRequest.id == request.id))


def withdraw_all(session: Session, keyring: Keyring, conversation_id: str) -> None:
    for request in of_conversation(session, conversation_id):
        withdraw(session, keyring, request)


def export(session: Session, keyring: Keyring, conversation_id: str) -> list[dict[str, Any]]:
    """The visitor's own requests, readable, for their export."""
    shown = []
    for request in of_conversation(session, conversation_id):
        key = keyring.get(request.id)
        shown.append(
            {
                "id": request.id,
                "kind": request.kind,
                "state": request.state,
                "asked_at": request.created_at.isoformat(),
                "answers": read(key, request).words,
                "contact": contact(key, request),
            }
        )
    return shown


def looks_for_volunteer(request: SupportRequest) -> bool:
    return Kind(request.kind) in MATCHED


def _of_conversation(session: Session, conversation_id: str, kind: Kind) -> SupportRequest | None:
    return session.scalar(
        select(SupportRequest).where(
            SupportRequest.conversation_id == conversation_id,
            SupportRequest.kind == kind.value,
            SupportRequest.state != State.CLOSED.value,
        )
    )


def _clean(answers: Answers) -> Answers:
    """What was typed passes the redactor again: staff may type for a family on the phone."""
    words = {name: redact(str(text)[:_LONGEST]).text for name, text in answers.words.items()}
    return Answers(words, answers.facts)


def _add_step(
    session: Session,
    request_id: str,
    kind: str,
    now: datetime,
    staff: Staff | None = None,
    sealed: bytes | None = None,
) -> None:
    session.add(
        SupportStep(request_id=request_id, kind=kind, staff_id=staff.id if staff else None, sealed=sealed, at=now)
    )
    session.flush()


def _name(session: Session, staff_id: int | None) -> str:
    return session.scalar(select(Staff.name).where(Staff.id == staff_id)) or "Een collega"
