"""What staff read about requests and volunteers, from `knowledge/support/words.yaml`."""

from __future__ import annotations

from typing import Any

from naast.knowledge.texts import Texts
from naast.support.criteria import Reason
from naast.support.proposals import Proposal
from naast.support.reminders import Reminder


def reason_in_words(texts: Texts, reason: Reason) -> str:
    values: dict[str, Any] = dict(reason.values)
    return texts.say(f"reasons.{reason.name}", **values)


def proposal_to_json(texts: Texts, proposal: Proposal) -> dict[str, Any]:
    """Reasons for and against in words; no number says how good somebody is."""
    fits = [reason_in_words(texts, reason) for reason in proposal.reasons if reason.fits]
    if proposal.shared:
        fits.append(texts.say("reasons.interests", interests=", ".join(sorted(proposal.shared))))
    return {
        "volunteer": proposal.candidate.id,
        "number": proposal.candidate.number,
        "fits": fits,
        "does_not_fit": [reason_in_words(texts, reason) for reason in proposal.reasons if not reason.fits],
    }


def reminder_in_words(texts: Texts, reminder: Reminder) -> str:
    due = reminder.due.isoformat() if reminder.due else ""
    return texts.say(f"reminders.{reminder.kind}", number=f"V-{reminder.volunteer_number}", due=due)


def agreement_template(texts: Texts) -> str:
    """The text that coordinator, family and volunteer fill in together."""
    points = "\n".join(f"- {point}" for point in texts.lookup("agreement.points"))
    parts = (texts.say("agreement.title"), texts.say("agreement.intro"), points, texts.say("agreement.signed"))
    return "\n\n".join(parts)
