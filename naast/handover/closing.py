"""Closing a conversation: what came of it, and was it fed back to the family?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from naast.conversation import modes
from naast.conversation.lifecycle import add_step
from naast.errors import StaffInputInvalid
from naast.handover import notes, transfer
from naast.privacy.encryption import DataKey
from naast.store.tables import Conversation, Staff

FED_BACK = ("yes", "no", "n/a")
OUTCOMES = ("advies", "tip gegeven", "afspraak gemaakt", "informele steun", "hulp erbij gehaald")
OTHER_OUTCOME = "anders"
_LONGEST = 40


def close(
    session: Session,
    key: DataKey,
    conversation: Conversation,
    staff: Staff,
    outcome: str,
    fed_back: str,
    now: datetime,
    *,
    back_to_assistant: bool = False,
) -> None:
    """Close, or hand back to the assistant. Terugkoppeling must be answered (domain.md S1.9).

    An outcome in other words than OUTCOMES is kept as a note, sealed: the column is readable.
    """
    if fed_back not in FED_BACK:
        raise StaffInputInvalid("Kies of er is teruggekoppeld: ja, nee of niet van toepassing.", "fed_back")
    if not outcome.strip() or len(outcome) > _LONGEST:
        raise StaffInputInvalid("Vul in wat de uitkomst is.", "outcome")
    conversation.outcome, conversation.fed_back = _known(outcome.strip()), fed_back
    if conversation.outcome == OTHER_OUTCOME != outcome.strip():
        notes.add(session, key, conversation.id, staff, outcome, now)
    transfer.forget(session, conversation.id)
    if back_to_assistant:
        modes.back_to_assistant(conversation)
        add_step(session, conversation.id, "handed_back", now, staff.id)
    else:
        modes.close(conversation, now)
        add_step(session, conversation.id, "closed", now, staff.id)


def _known(outcome: str) -> str:
    return outcome if outcome in OUTCOMES else OTHER_OUTCOME
