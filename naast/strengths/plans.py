"""Keep a plan, sealed with its conversation's key. One per conversation, and so per family."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from naast.insight.scale import note_change
from naast.knowledge.texts import Texts
from naast.privacy.encryption import DataKey
from naast.store.tables import Conversation, StoredPlan
from naast.strengths.plan import Plan

_KIND = "plan"


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """A plan as it is kept; `words` is the whole of it as text, for the hand-over."""

    plan: Plan
    words: str


def read(session: Session, key: DataKey, conversation_id: str) -> KeptPlan | None:
    """The plan; None while there is none."""
    stored = session.get(StoredPlan, conversation_id)
    if stored is None:
        return None
    opened = key.open(_KIND, stored.sealed)
    return KeptPlan(Plan.from_json(opened["plan"]), opened["words"])


def keep(session: Session, key: DataKey, conversation_id: str, kept: KeptPlan, now: datetime) -> None:
    stored = session.get(StoredPlan, conversation_id)
    sealed = key.seal(_KIND, {"plan": kept.plan.to_json(), "words": kept.words})
    if stored is None:
        session.add(StoredPlan(conversation_id=conversation_id, sealed=sealed, changed_at=now))
    else:
        stored.sealed, stored.changed_at = sealed, now
    session.flush()


def update(
    session: Session, key: DataKey, conversation: Conversation, newer: Plan, texts: Texts, now: datetime
) -> None:
    """What the talk made: it goes over the old parts, and leaves the others as the visitor wrote them."""
    before = read(session, key, conversation.id)
    earlier = before.plan if before else Plan()
    note_change(session, conversation.id, earlier.scale, newer.scale, now)
    plan = earlier.updated(newer)
    keep(session, key, conversation.id, _kept(plan, conversation, texts), now)


def edit(
    session: Session,
    key: DataKey,
    conversation: Conversation,
    changes: Mapping[str, Any],
    texts: Texts,
    now: datetime,
) -> Plan:
    """The visitor's own changes. Raises InvalidInput; then nothing is kept."""
    before = read(session, key, conversation.id)
    plan = (before.plan if before else Plan()).edited(changes)
    keep(session, key, conversation.id, _kept(plan, conversation, texts), now)
    return plan


def remove(session: Session, conversation_id: str) -> None:
    if stored := session.get(StoredPlan, conversation_id):
        session.delete(stored)
        session.flush()


def _kept(plan: Plan, conversation: Conversation, texts: Texts) -> KeptPlan:
    return KeptPlan(plan, plan.in_words(texts, youth=conversation.audience == "youth"))
