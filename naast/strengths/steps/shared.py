"""What several questions need: the limits of the road, marks, and the visitor's own words back."""

from __future__ import annotations

from typing import Any

from naast.flows.guide import TENDER
from naast.flows.reader import Reply
from naast.flows.talk import Talk
from naast.flows.words import Words

MOST = 8
"""About so many questions; what isn't needed is left out rather than pass this (domain.md 1.3)."""
LOW, UNSURE = 2, 6
HARD = "hard_to_ask"
SAID_WHY = "said_why"
MENTIONED = "mentioned"
A_NAME = 3
"""So few words may be a name."""


def roles_in(reply: Reply) -> list[dict[str, Any]]:
    return [{"label": role.label, "formal": role.formal} for role in reply.roles[:4]]


def quoted(reply: Reply, talk: Talk, words: Words, with_words: str, without: str) -> str:
    """The visitor's own words back, when that is safe; else a plain thank-you."""
    quote = None if talk.has(TENDER) else reply.quote()
    return words.say(with_words, words=quote) if quote else words.say(without)


def has_room(talk: Talk, still_needed: int) -> bool:
    """Is there time for one more question beside those that are still needed?"""
    return len(talk.asked) + 1 + still_needed <= MOST
