"""A vague start."""

from __future__ import annotations

from actions.base import TurnAction
from actions.toolkit import Event, TurnContext, missed
from naast.conversation.content import Content


class AskBack(TurnAction):
    """Ask what happened and how old the child is; after two in a row a person is offered."""

    action_name = "action_ask_back"

    def answer(self, turn: TurnContext) -> tuple[list[Content], list[Event]]:
        content, miss = missed(self.toolkit, turn, self.toolkit.say(turn, "ask_back"), ())
        return [content], [miss]
