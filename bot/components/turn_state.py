"""The engine keeps nothing: a conversation's state comes in with a turn and goes out with its replies.

The gateway seals the state with the conversation's own key, in the same transaction as the replies
(docs/decisions/0004-the-engine-keeps-nothing.md). It holds slots, the active loop and the last few turns
without what the visitor typed. Only the slot `flow` holds words of the visitor: the answers of a guided
conversation, until it ends (0005).
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    FollowupAction,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

_TURNS_KEPT = 3
_NOT_KEPT = (SessionStarted, SlotSet, ActiveLoop, ActionExecutionRejected, FollowupAction)
"""Slots and loop are kept apart; a rejection or a forced action counted only in its own turn."""


class TurnState:
    """The state of the one conversation whose turn is being handled."""

    def __init__(self, packed: dict[str, Any] | None) -> None:
        self.packed = packed


current_turn: ContextVar[TurnState] = ContextVar("current_turn")


class TurnStateTrackerStore(TrackerStore):
    """Reads and writes the current turn's state; there is nothing else to read."""

    def __init__(self, domain: Any = None, event_broker: Any = None, **_: Any) -> None:
        super().__init__(domain, event_broker)

    async def save(self, tracker: DialogueStateTracker) -> None:
        current_turn.get().packed = pack(tracker)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        packed = current_turn.get().packed
        if packed is None:
            return None
        return DialogueStateTracker.from_events(
            sender_id, unpack(packed), slots=self.domain.slots, domain=self.domain
        )

    async def keys(self) -> Iterable[str]:
        return []


def pack(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Slots that differ from their initial value, the active loop, and the last turns without their text."""
    slots = {name: slot.value for name, slot in tracker.slots.items() if slot.value != slot.initial_value}
    return {
        "slots": slots,
        "loop": tracker.active_loop.name if tracker.active_loop else None,
        "events": [_slim(event) for event in _last_turns(list(tracker.events))],
    }


def unpack(packed: dict[str, Any]) -> list[Event]:
    """Events that bring a tracker back to the packed state."""
    events: list[Event] = [SessionStarted()]
    events += [SlotSet(name, value) for name, value in packed["slots"].items()]
    if packed["loop"]:
        events.append(ActiveLoop(packed["loop"]))
    return events + [Event.from_parameters(dict(event)) for event in packed["events"]]


def _last_turns(events: list[Event]) -> list[Event]:
    """From the `action_listen` before the last few visitor's messages onwards."""
    listens = [
        index
        for index, event in enumerate(events)
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME
    ]
    start = listens[-_TURNS_KEPT - 1] if len(listens) > _TURNS_KEPT else 0
    return [event for event in events[start:] if not isinstance(event, _NOT_KEPT)]


def _slim(event: Event) -> dict[str, Any]:
    if isinstance(event, UserUttered):
        slim = UserUttered(
            "", {"name": event.intent_name, "confidence": 1.0}, event.entities, timestamp=event.timestamp
        )
        shape: dict[str, Any] = slim.as_dict()
        shape["parse_data"] = {"intent": slim.intent, "entities": slim.entities, "text": ""}
        return shape
    shape = event.as_dict()
    if shape.get("event") == "bot":
        shape.update(text=None, data={}, metadata={})
    return shape
