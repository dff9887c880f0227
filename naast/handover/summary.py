"""What the visitor lets a professional read: drafted from the conversation, read and edited by the visitor.

Roles instead of names, the visitor's own words, no interpretation and no scores (domain.md 3.6).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from naast.conversation import messages
from naast.conversation.messages import StoredMessage
from naast.errors import InvalidInput
from naast.privacy.encryption import DataKey
from naast.privacy.redaction import redact
from naast.safety import signals
from naast.store.tables import Conversation, Sender, Summary
from naast.strengths import plans
from naast.strengths.plan import Plan

EDITABLE = ("question", "tried", "strengths", "network", "wish", "plan", "language")
_KIND = "summary"
_PLAN = "plan"
_LONGEST = 2000
_QUOTED_WORDS = 3
"""A message of fewer words ("ja", "dank je") is no question to pass on."""


def read(session: Session, key: DataKey, conversation: Conversation) -> dict[str, Any]:
    """The visitor's version if there is one, else a fresh draft. Signals are always current."""
    stored = session.get(Summary, conversation.id)
    fields = key.open(_KIND, stored.sealed) if stored else _draft(session, key, conversation)
    if _PLAN not in fields:  # the visitor didn't touch this part: show the plan as it is now
        kept = plans.read(session, key, conversation.id)
        fields[_PLAN] = kept.words if kept else ""
    lines = [s.line for s in signals.of(session, key, conversation.id)]
    return fields | {"signals": lines}


def edit(session: Session, key: DataKey, conversation: Conversation, changes: dict[str, Any]) -> dict[str, Any]:
    """Keep the visitor's own words; a part that isn't named stays as it was. Raises InvalidInput."""
    stored = session.get(Summary, conversation.id)
    fields = key.open(_KIND, stored.sealed) if stored else _draft(session, key, conversation)
    for name, value in changes.items():
        if name not in EDITABLE:
            continue
        if not isinstance(value, str):
            raise InvalidInput("Vul hier tekst in, of laat het leeg.", name)
        if len(value) > _LONGEST:
            raise InvalidInput(f"Deze tekst is te lang. Houd het onder {_LONGEST} tekens.", name)
        fields[name] = redact(value).text
    if stored is None:
        stored = Summary(conversation_id=conversation.id, sealed=b"")
        session.add(stored)
    stored.sealed = key.seal(_KIND, fields)
    return read(session, key, conversation)


def approve(session: Session, key: DataKey, conversation: Conversation, now: datetime) -> None:
    """The visitor agrees that a professional reads it. It is kept as it stands: later changes need a new yes."""
    edit(session, key, conversation, {_PLAN: read(session, key, conversation)[_PLAN]})
    stored = session.get(Summary, conversation.id)
    assert stored is not None
    stored.approved_at = now


def approved_at(session: Session, conversation_id: str) -> datetime | None:
    """When the visitor agreed; None while it is a draft or absent."""
    stored = session.get(Summary, conversation_id)
    return stored.approved_at if stored else None


def _draft(session: Session, key: DataKey, conversation: Conversation) -> dict[str, str]:
    """The visitor's own first words of substance; what was not talked about stays empty."""
    so_far = messages.after(session, key, conversation.id, 0)
    said = [
        m.content.text
        for m in so_far
        if m.sender is Sender.VISITOR and m.choice is None and len(m.content.text.split()) > _QUOTED_WORDS
    ]
    kept = plans.read(session, key, conversation.id)
    plan = kept.plan if kept else Plan()
    return {
        "question": "\n".join(said[:3])[:_LONGEST],
        "tried": "",
        "strengths": plan.works,
        "network": plan.helpers,
        "wish": plan.goal,
        "language": _language(so_far),
    }


def _language(so_far: list[StoredMessage]) -> str:
    """The language in which the visitor was last answered, by its own name; `nl` otherwise."""
    cards = [m.content.card for m in so_far if m.content.card and m.content.card["type"] == "language"]
    return str(cards[-1]["name"]) if cards else "nl"
