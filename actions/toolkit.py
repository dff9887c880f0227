"""What actions need: the content, and the turn as the gateway described it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from naast.conversation.content import Choice, Content
from naast.knowledge.municipalities import Municipality
from naast.knowledge.texts import Texts
from naast.knowledge.topics import Topic

Event = dict[str, Any]
MISSES_BEFORE_A_PERSON = 2


@dataclass(frozen=True, slots=True)
class Toolkit:
    """Content and clock, made once when the action server starts."""

    topics: dict[str, Topic]
    texts: Texts
    municipalities: dict[str, Municipality]
    clock: Callable[[], datetime]
    demo: bool

    def say(self, turn: TurnContext, name: str, **values: str) -> str:
        """A sentence of the assistant, with this municipality's desk in it."""
        desk = self.municipalities[turn.municipality].desk_name
        return self.texts.say(name, youth=turn.youth, desk=desk, **values)

    @property
    def person(self) -> Choice:
        return Choice("ask_person", self.texts.say("answer.person_title"), intent="ask_person")


@dataclass(frozen=True, slots=True)
class TurnContext:
    """This turn: what was understood, and the slots that matter."""

    intent: str
    youth: bool
    municipality: str
    decision: str
    ranked: tuple[str, ...]
    age: float | None
    chosen_topic: str | None
    topic: str | None
    misses: int

    @classmethod
    def of(cls, tracker: Tracker) -> TurnContext:
        message = tracker.latest_message
        context = message.get("metadata") or {}
        chosen = [e["value"] for e in message.get("entities", []) if e["entity"] == "topic"]
        return cls(
            intent=message["intent"]["name"],
            youth=context.get("audience") == "youth",
            municipality=context["municipality"],
            decision=context.get("decision", ""),
            ranked=tuple(topic["id"] for topic in context.get("topics", [])),
            age=context.get("age"),
            chosen_topic=chosen[0] if chosen else None,
            topic=tracker.get_slot("topic"),
            misses=int(tracker.get_slot("misses") or 0),
        )


def utter(dispatcher: CollectingDispatcher, content: Content) -> None:
    dispatcher.utter_message(json_message=content.to_json())


def slot(name: str, value: Any) -> Event:
    return {"event": "slot", "name": name, "value": value, "timestamp": None}


def understood() -> list[Event]:
    """The visitor was understood: earlier misses no longer count."""
    return [slot("misses", 0.0)]


def missed(toolkit: Toolkit, turn: TurnContext, text: str, choices: tuple[Choice, ...]) -> tuple[Content, Event]:
    """What to say when we did not get it: `text` once, and a person the second time in a row."""
    misses = turn.misses + 1
    if misses >= MISSES_BEFORE_A_PERSON:
        content = Content(toolkit.say(turn, "two_misses"), (toolkit.person,))
    else:
        content = Content(text, (*choices, toolkit.person))
    return content, slot("misses", float(misses))
