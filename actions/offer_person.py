"""The visitor asks for a person."""

from __future__ import annotations

from actions.base import TurnAction
from actions.toolkit import Event, TurnContext, understood
from naast.conversation.content import Content
from naast.handover.opening_hours import in_words, is_open, opens_at


class OfferPerson(TurnAction):
    """Offer the hand-over at once, never gated, never argued with; say honestly when nobody is there."""

    action_name = "action_offer_person"

    def answer(self, turn: TurnContext) -> tuple[list[Content], list[Event]]:
        municipality = self.toolkit.municipalities[turn.municipality]
        now = self.toolkit.clock()
        if is_open(municipality, now):
            card = {"type": "handover", "state": "offered"}
            return [Content(self.toolkit.say(turn, "handover.offer"), (), card)], understood()
        opening = opens_at(municipality, now)
        opens = in_words(opening, now) if opening else "later"
        card = {"type": "handover", "state": "closed", "opens": opens}
        return [Content(self.toolkit.say(turn, "handover.closed", opens=opens), (), card)], understood()
