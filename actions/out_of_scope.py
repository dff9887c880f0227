"""Not about growing up, or nothing we could make sense of."""

from __future__ import annotations

from actions.base import TurnAction
from actions.toolkit import Event, TurnContext, missed
from naast.conversation.content import Content


class OutOfScope(TurnAction):
    """Say honestly that this is outside what we know; two misses in a row offer a person."""

    action_name = "action_out_of_scope"
    text_name = "out_of_scope"

    def answer(self, turn: TurnContext) -> tuple[list[Content], list[Event]]:
        content, miss = missed(self.toolkit, turn, self.toolkit.say(turn, self.text_name), ())
        return [content], [miss]


class NotUnderstood(OutOfScope):
    """The engine had no rule for this turn."""

    action_name = "action_not_understood"
    text_name = "ask_back"


class NoneOfThese(OutOfScope):
    """None of the topics we asked about fits."""

    action_name = "action_none_of_these"
    text_name = "none_of_these"
