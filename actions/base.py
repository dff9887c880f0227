"""The shape every action shares: read the turn, decide what to say, say it."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.toolkit import Event, Toolkit, TurnContext, utter
from naast.conversation.content import Content


class TurnAction(Action):
    """Subclasses name themselves and answer; they never see the dispatcher."""

    action_name: str

    def __init__(self, toolkit: Toolkit) -> None:
        self.toolkit = toolkit

    def name(self) -> str:
        return self.action_name

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[Event]:
        contents, events = self.answer(TurnContext.of(tracker))
        for content in contents:
            utter(dispatcher, content)
        return events

    @abstractmethod
    def answer(self, turn: TurnContext) -> tuple[list[Content], list[Event]]:
        """What to say, and which slots change."""
