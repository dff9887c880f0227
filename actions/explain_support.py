"""JIM, maatje, steungezin, or somebody who wants to help."""

from __future__ import annotations

from actions.base import TurnAction
from actions.toolkit import Event, TurnContext, understood
from naast.conversation.content import Content


class ExplainSupport(TurnAction):
    """Say what it is, without promising a match or a date, and let a person take it further.

    A JIM is chosen and asked by the youth; a volunteer is matched by staff (domain.md 2).
    """

    action_name = "action_explain_support"

    def answer(self, turn: TurnContext) -> tuple[list[Content], list[Event]]:
        text = self.toolkit.say(turn, f"support.{turn.intent}")
        return [Content(text, (self.toolkit.person,))], understood()
