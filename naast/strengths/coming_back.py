"""Come back with a code: to the plan and to the professional you know, on any device (ADR 0006)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from naast.conversation import messages
from naast.conversation.content import Choice, Content
from naast.conversation.lifecycle import Audience, Opened, add_step, open_conversation
from naast.errors import UnknownCode
from naast.flows.flow import START_INTENT
from naast.insight.scale import RETURNED
from naast.store.keyring import Keyring
from naast.store.tables import Conversation, ReturnCode, Sender, Turn
from naast.strengths import plans, return_code
from naast.strengths.plan import Plan

_KIND = "return code"
CHECK_IN = "check_in"
"""The guided conversation that asks how it went."""


@dataclass(frozen=True, slots=True)
class Returned:
    opened: Opened
    audience: Audience
    municipality: str


def give_code(session: Session, keyring: Keyring, conversation_id: str, code: str, now: datetime) -> None:
    """Let `code` bring somebody back to this conversation's plan; an earlier code stops working."""
    hashed = keyring.keyed_hash(_KIND, code)
    stored = session.get(ReturnCode, conversation_id)
    if stored is None:
        session.add(ReturnCode(conversation_id=conversation_id, code_hash=hashed, made_at=now))
    else:
        stored.code_hash, stored.made_at = hashed, now
    session.flush()


def has_code(session: Session, conversation_id: str) -> bool:
    return session.get(ReturnCode, conversation_id) is not None


def forget_code(session: Session, conversation_id: str) -> None:
    if stored := session.get(ReturnCode, conversation_id):
        session.delete(stored)


def find(session: Session, keyring: Keyring, typed: str) -> Conversation:
    """The conversation that a typed code belongs to. Raises UnknownCode, which doesn't say why."""
    code = return_code.canonical(typed)
    hashed = keyring.keyed_hash(_KIND, code or "")
    stored = session.scalar(select(ReturnCode).where(ReturnCode.code_hash == hashed))
    conversation = session.get(Conversation, stored.conversation_id) if stored and code else None
    if conversation is None:
        raise UnknownCode
    return conversation


def come_back(
    session: Session, keyring: Keyring, earlier: Conversation, greeting: Content, told: str, now: datetime
) -> Returned:
    """A new conversation with the plan, the code and the professional of the earlier one.

    The earlier messages stay where they are: whoever finds a note with a code can't read them. `told` is what
    the visitor is shown to have said; the assistant answers it by asking how it went.
    """
    audience: Audience = "youth" if earlier.audience == "youth" else "parent"
    opened = open_conversation(
        session, keyring, municipality=earlier.municipality, audience=audience, greeting=greeting, now=now
    )
    key = keyring.get(opened.id)
    kept = plans.read(session, keyring.get(earlier.id), earlier.id) or plans.KeptPlan(Plan(), "")
    plan = kept.plan
    plans.keep(session, key, opened.id, kept, now)
    plans.remove(session, earlier.id)
    code = session.get_one(ReturnCode, earlier.id)
    hashed = code.code_hash
    session.delete(code)
    session.flush()
    session.add(ReturnCode(conversation_id=opened.id, code_hash=hashed, made_at=now))
    session.get_one(Conversation, opened.id).regular_id = earlier.owner_id or earlier.regular_id
    add_step(session, opened.id, RETURNED, now)
    about = {"flow": CHECK_IN, "plan_step": plan.step, "plan_goal": plan.goal}
    if plan.scale is not None:
        about["plan_scale"] = str(plan.scale)
    choice = Choice("returned", told, START_INTENT, about)
    messages.append(session, key, opened.id, Sender.VISITOR, Content(told), now, turn=Turn.PENDING, choice=choice)
    return Returned(opened, audience, earlier.municipality)
