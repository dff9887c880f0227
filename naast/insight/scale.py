"""The number from 0 to 10, then and now: noted as higher, the same or lower. The numbers stay in the plan."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from naast.conversation.lifecycle import add_step
from naast.store.tables import Step

RETURNED = "returned"
"""The step of a conversation in which somebody came back with a code."""
_TITLES = {"scale_higher": "Hoger dan de vorige keer", "scale_same": "Hetzelfde", "scale_lower": "Lager"}


def note_change(
    session: Session, conversation_id: str, before: int | None, after: int | None, now: datetime
) -> None:
    """Once per visit, and only of somebody who came back: within one talk a second number says nothing."""
    if before is None or after is None:
        return
    steps = set(session.scalars(select(Step.kind).where(Step.conversation_id == conversation_id)))
    if RETURNED not in steps or not steps.isdisjoint(_TITLES):
        return
    kind = "scale_same" if after == before else "scale_higher" if after > before else "scale_lower"
    add_step(session, conversation_id, kind, now)


def changes(session: Session) -> dict[str, int]:
    """Title → how many visits."""
    counted = Counter(session.scalars(select(Step.kind).where(Step.kind.in_(_TITLES))))
    return {title: counted[kind] for kind, title in _TITLES.items()}
