"""After an alarm."""

from __future__ import annotations

from actions.base import TurnAction
from actions.toolkit import Event, TurnContext, slot
from naast.conversation.content import Content


class StayAfterAlarm(TurnAction):
    """The gateway has given the lines already: add nothing, and remember to be careful from here on."""

    action_name = "action_stay_after_alarm"

    def answer(self, turn: TurnContext) -> tuple[list[Content], list[Event]]:
        return [], [slot("after_alarm", True), slot("misses", 0.0)]
