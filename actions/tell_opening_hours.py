"""When is somebody there?"""

from __future__ import annotations

from actions.base import TurnAction
from actions.toolkit import Event, TurnContext, understood
from naast.conversation.content import Content
from naast.handover.opening_hours import closes_at, in_words, is_open, opens_at


class TellOpeningHours(TurnAction):
    """The hours that are true now."""

    action_name = "action_tell_opening_hours"

    def answer(self, turn: TurnContext) -> tuple[list[Content], list[Event]]:
        return [Content(self._text(turn), (self.toolkit.person,))], understood()

    def _text(self, turn: TurnContext) -> str:
        municipality = self.toolkit.municipalities[turn.municipality]
        now = self.toolkit.clock()
        if municipality.hours is None:
            return self.toolkit.say(turn, "opening_hours.always")
        if is_open(municipality, now):
            until = closes_at(municipality, now)
            return self.toolkit.say(turn, "opening_hours.open", until=f"{until:%H:%M}" if until else "")
        opening = opens_at(municipality, now)
        opens = in_words(opening, now) if opening else "later"
        return self.toolkit.say(turn, "opening_hours.closed", opens=opens)
