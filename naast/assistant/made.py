"""What a guided conversation made, on a card of its reply: a plan to keep, or a signal of danger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from naast.conversation.content import Card, Content
from naast.knowledge.texts import Texts
from naast.privacy.encryption import DataKey
from naast.safety import signals
from naast.safety.screening import SafetyClass, Screening
from naast.store.tables import Conversation
from naast.strengths import plans
from naast.strengths.plan import Plan

HelplineCard = Callable[[Conversation, str, datetime], Card]
"""(conversation, safety category, now) → the card with helplines."""

_SERIOUS = 2


@dataclass(frozen=True, slots=True)
class Maker:
    """Stores what belongs to a reply, in the transaction that stores the reply."""

    helplines: HelplineCard
    plan_texts: Texts

    def keep(
        self,
        session: Session,
        key: DataKey,
        conversation: Conversation,
        content: Content,
        said: str,
        seq: int,
        now: datetime,
    ) -> Content:
        """The content as the visitor gets it. `said` and `seq`: what they said, and the last number of it."""
        card: dict[str, Any] = content.card or {}
        if card.get("type") == "plan":
            plans.update(session, key, conversation, Plan.from_json(card["plan"]), self.plan_texts, now)
        if card.get("type") == "signal":
            found = Screening(SafetyClass.ALARM, _SERIOUS, card["category"], "antwoord op de vraag", said)
            signals.record(session, key, conversation, found, seq, now)
            return replace(content, card=self.helplines(conversation, card["category"], now))
        return content
