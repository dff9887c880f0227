"""The shape every action shares: read the turn, decide what to say, say it."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.flow_events import close, keep
from actions.toolkit import Event, Toolkit, TurnContext, utter
from naast.conversation.content import Content
from naast.flows.talk import OFFERED


class TurnAction(Action):
    """Subclasses name themselves and answer; they never see the dispatcher."""

    action_name: str
    interrupts = True
    """Answers something else than a guided conversation that may be under way; that one then takes over again."""

    def __init__(self, toolkit: Toolkit) -> None:
        self.toolkit = toolkit

    def name(self) -> str:
        return self.action_name

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        turn = TurnContext.of(tracker)
        contents, events = self.answer(turn)
        if self.interrupts and turn.flow:
            asked, kept = self._take_up_again(turn)
            contents, events = [*contents, *asked], [*kept, *events]
        for content in contents:
            utter(dispatcher, content)
        return events

    def _take_up_again(self, turn: TurnContext) -> tuple[list[Content], list[Event]]:
        """Back to the conversation that was interrupted, or leave it."""
        flow = self.toolkit.flows.get(turn.flow["flow"]) if turn.flow else None
        said = flow.resume(turn.flow, self.toolkit.heard(turn)) if flow and turn.flow else None
        if said is None or said.state is None:
            return [], close(turn, ignored=bool(turn.flow and turn.flow["step"] == OFFERED))
        return list(said.contents), keep(said.state)

    @abstractmethod
    def answer(self, turn: TurnContext) -> tuple[list[Content], list[Event]]:
        """What to say, and which slots change."""
