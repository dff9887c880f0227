"""Greetings, thanks, and questions about the assistant itself."""

from __future__ import annotations

from actions.base import TurnAction
from actions.toolkit import Event, TurnContext, understood
from naast.conversation.content import Content


class ReplySmalltalk(TurnAction):
    """Say the text that belongs to the intent; with some of them a person is offered."""

    action_name = "action_reply_smalltalk"

    def answer(self, turn: TurnContext) -> tuple[list[Content], list[Event]]:
        with_person = turn.intent in self.toolkit.texts.lookup("offer_person_after")
        choices = (self.toolkit.person,) if with_person else ()
        return [Content(self.toolkit.say(turn, f"smalltalk.{turn.intent}"), choices)], understood()
