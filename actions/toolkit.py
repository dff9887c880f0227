"""What actions need: the content, and the turn as the gateway described it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from naast.conversation.content import Choice, Content
from naast.flows.flow import Flow, Heard, State
from naast.knowledge.municipalities import Municipality
from naast.knowledge.texts import Texts
from naast.knowledge.topics import Topic
from naast.support.social_map import SocialMap

Event = dict[str, Any]
MISSES_BEFORE_A_PERSON = 2


@dataclass(frozen=True, slots=True)
class Toolkit:
    """Content and clock, made once when the action server starts."""

    topics: dict[str, Topic]
    texts: Texts
    social_map: SocialMap
    clock: Callable[[], datetime]
    demo: bool
    flows: Mapping[str, Flow] = field(default_factory=dict)
    """Guided conversations by name (ADR 0005)."""

    @property
    def municipalities(self) -> Mapping[str, Municipality]:
        return self.social_map.municipalities

    def say(self, turn: TurnContext, name: str, **values: str) -> str:
        """A sentence of the assistant, with this municipality's desk in it."""
        desk = self.municipalities[turn.municipality].desk_name
        return self.texts.say(name, youth=turn.youth, desk=desk, **values)

    def heard(self, turn: TurnContext) -> Heard:
        return turn.heard(self.municipalities[turn.municipality].desk_name)

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
    text: str = ""
    confidence: float = 1.0
    tapped: bool = False
    level: int = 0
    entities: Mapping[str, str] = field(default_factory=dict)
    flow: State | None = None
    """Where the guided conversation stands that is under way, if one is."""
    flows_done: tuple[str, ...] = ()
    """Guided conversations that are not offered again: finished, stopped or declined."""

    @classmethod
    def of(cls, tracker: Tracker) -> TurnContext:
        message = tracker.latest_message
        context = message.get("metadata") or {}
        entities = {e["entity"]: e["value"] for e in message.get("entities") or []}
        return cls(
            intent=message["intent"]["name"],
            youth=context.get("audience") == "youth",
            municipality=context["municipality"],
            decision=context.get("decision", ""),
            ranked=tuple(topic["id"] for topic in context.get("topics", [])),
            age=context.get("age"),
            chosen_topic=entities.get("topic"),
            topic=tracker.get_slot("topic"),
            misses=int(tracker.get_slot("misses") or 0),
            text=message.get("text") or "",
            confidence=float(message["intent"].get("confidence") or 0.0),
            tapped=bool(context.get("tapped")),
            level=int(context.get("level") or 0),
            entities=entities,
            flow=tracker.get_slot("flow"),
            flows_done=tuple(tracker.get_slot("flows_done") or ()),
        )

    def heard(self, desk: str) -> Heard:
        """This turn as a guided conversation hears it."""
        return Heard(
            text=self.text,
            intent=self.intent,
            confidence=self.confidence,
            decision=self.decision,
            entities=self.entities,
            tapped=self.tapped,
            youth=self.youth,
            level=self.level,
            desk=desk,
            topic=self.topic,
            topics=self.ranked,
            municipality=self.municipality,
            age=self.age,
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
