"""Closing a conversation: what came of it, and was it fed back to the family?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from naast.conversation import modes
from naast.conversation.lifecycle import add_step
from naast.errors import StaffInputInvalid
from naast.handover import transfer
from naast.store.tables import Conversation, Staff

FED_BACK = ("yes", "no", "n/a")


def close(
    session: Session,
    conversation: Conversation,
    staff: Staff,
    outcome: str,
    fed_back: str,
    now: datetime,
    *,
    back_to_assistant: bool = False,
) -> None:
    """Close, or hand back to the assistant. Terugkoppeling must be answered (domain.md S1.9)."""
    if fed_back not in FED_BACK:
        raise StaffInputInvalid("Kies of er is teruggekoppeld: ja, nee of niet van toepassing.", "fed_back")
    if not outcome.strip() or len(outcome) > 40:
        raise StaffInputInvalid("Vul in wat de uitkomst is.", "outcome")
    conversation.outcome, conversation.fed_back = outcome.strip(), fed_back
    transfer.forget(session, conversation.id)
    if back_to_assistant:
        modes.back_to_assistant(conversation)
        add_step(session, conversation.id, "handed_back", now, staff.id)
    else:
        modes.close(conversation, now)
        add_step(session, conversation.id, "closed", now, staff.id)
