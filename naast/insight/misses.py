"""What the assistant did not know, for the editors: redacted lines, sealed, gone with their conversation.

Nothing is copied out of a conversation's reach: a visitor who deletes the conversation deletes the line here
too. A line from a conversation with a signal never comes here (docs/decisions/0012).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from naast.privacy.encryption import DataKey
from naast.store.keyring import Keyring
from naast.store.tables import Conversation, Miss, TopicVote

MISSED = frozenset({"clarify", "out_of_scope"})
_KIND = "miss"
_FEWEST_WORDS = 3
_SHOWN = 100


def record(
    session: Session,
    key: DataKey,
    conversation: Conversation,
    text: str,
    decision: str,
    guess: str | None,
    now: datetime,
) -> None:
    """Keep a line that was not understood; `text` was redacted when it came in."""
    if decision not in MISSED or conversation.level or len(text.split()) < _FEWEST_WORDS:
        return
    session.add(
        Miss(
            conversation_id=conversation.id,
            sealed=key.seal(_KIND, text),
            decision=decision,
            guess=guess,
            audience=conversation.audience,
            at=now,
        )
    )


def vote(session: Session, topic: str | None, intent: str, now: datetime) -> None:
    """Somebody tapped that an answer did or did not help: a count per topic and month, of nobody."""
    if topic is None or intent not in ("helped", "not_helped"):
        return
    month = now.strftime("%Y-%m")
    counted = session.get(TopicVote, (topic, month), with_for_update=True)
    if counted is None:
        counted = TopicVote(topic=topic, month=month, yes=0, no=0)
        session.add(counted)
    if intent == "helped":
        counted.yes += 1
    else:
        counted.no += 1


def newest(session: Session, keyring: Keyring) -> list[dict[str, Any]]:
    """Lines that wait for an editor; without a way back to the conversation."""
    without_signal = select(Conversation.id).where(Conversation.level == 0)
    rows = session.scalars(
        select(Miss).where(Miss.conversation_id.in_(without_signal)).order_by(Miss.id.desc()).limit(_SHOWN)
    )
    return [
        {
            "id": row.id,
            "text": keyring.get(row.conversation_id).open(_KIND, row.sealed),
            "decision": row.decision,
            "guess": row.guess,
            "audience": row.audience,
            "on": row.at.date().isoformat(),
        }
        for row in rows
    ]


def done(session: Session, miss_id: int) -> None:
    """An editor has dealt with it: the line goes."""
    session.execute(delete(Miss).where(Miss.id == miss_id))


def noes(session: Session) -> list[dict[str, Any]]:
    """Topics whose answers did not help, the most noes first."""
    rows = session.execute(
        select(TopicVote.topic, func.sum(TopicVote.yes), func.sum(TopicVote.no))
        .group_by(TopicVote.topic)
        .having(func.sum(TopicVote.no) > 0)
        .order_by(func.sum(TopicVote.no).desc())
    )
    return [{"topic": topic, "yes": int(yes), "no": int(no)} for topic, yes, no in rows]
