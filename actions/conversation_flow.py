"""The guided conversation that is under way, or begins: it hears every turn before anything else does."""

from __future__ import annotations

from rasa_sdk.interfaces import ActionExecutionRejection

from actions.base import TurnAction
from actions.flow_events import LOOP, after, close
from actions.toolkit import Event, TurnContext, understood
from naast.conversation.content import Content
from naast.flows.flow import START_INTENT, Flow, Said


class ConversationFlow(TurnAction):
    """Let the flow hear the turn. What is not for the flow is rejected: then the ordinary rules answer it."""

    action_name = LOOP
    interrupts = False

    def answer(self, turn: TurnContext) -> tuple[list[Content], list[Event]]:
        flow = self._flow(turn)
        if flow is None:
            text = self.toolkit.say(turn, "flow_over")
            return [Content(text, (self.toolkit.person,))], close(turn)
        said = self._hear(flow, turn)
        if said is None:
            raise ActionExecutionRejection(LOOP, "not for the guided conversation")
        return list(said.contents), [*understood(), *after(turn, flow.name, said)]

    def _hear(self, flow: Flow, turn: TurnContext) -> Said | None:
        heard = self.toolkit.heard(turn)
        if turn.flow and turn.flow["flow"] == flow.name:
            return flow.hear(turn.flow, heard)
        return flow.begin(heard)

    def _flow(self, turn: TurnContext) -> Flow | None:
        """The one under way; else the one that a button or an intent begins."""
        name = turn.entities.get("flow") if turn.intent == START_INTENT else None
        if turn.flow and name in (None, turn.flow["flow"]):
            return self.toolkit.flows.get(turn.flow["flow"])
        if name:
            return self.toolkit.flows.get(name)
        return next((flow for flow in self.toolkit.flows.values() if turn.intent in flow.begins_with), None)
