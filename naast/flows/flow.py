"""What every guided conversation has in common, as seen from the outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from naast.conversation.content import Choice, Content

ALARM_INTENT = "safety_alarm"
START_INTENT = "start_flow"
ANSWER_INTENT = "flow_answer"
"""Buttons carry these: `start_flow` with `{flow}`, `flow_answer` with `{flow, step, answer}`."""

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """A turn of the visitor, as the gateway understood it.

    `entities` come with a tapped button; `level` is the conversation's safety level; `desk` how the
    municipality calls its CJG.
    """

    text: str
    intent: str
    confidence: float = 1.0
    decision: str = ""
    entities: Mapping[str, str] = field(default_factory=dict)
    tapped: bool = False
    youth: bool = False
    level: int = 0
    desk: str = "CJG"
    topic: str | None = None
    """The topic that was answered last."""
    topics: tuple[str, ...] = ()
    """What the line seems to be about, best first."""
    municipality: str = ""
    age: float | None = None
    """In years, as far as the conversation told it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What we say, and where the conversation then stands; `state` None means that it is over."""

    contents: tuple[Content, ...]
    state: State | None
    done: bool = False
    """Over in a way that makes offering it again unwelcome: finished, declined or stopped."""


class Flow(Protocol):
    """A guided conversation. Pure: what it knows comes in, what it says and remembers goes out."""

    @property
    def name(self) -> str: ...

    @property
    def begins_with(self) -> frozenset[str]:
        """Intents that begin it; each needs a rule `intent → conversation_flow`."""

    def offer(self, heard: Heard) -> tuple[str, Choice, State] | None:
        """A sentence that offers the conversation, the button that begins it, and its state; None: not here."""

    def begin(self, heard: Heard, state: State | None = None) -> Said:
        """The first question; `state` is that of the offer, when there was one."""

    def hear(self, state: State, heard: Heard) -> Said | None:
        """Take an answer and go on. None when the turn isn't for this conversation: somebody else answers it."""

    def resume(self, state: State, heard: Heard) -> Said | None:
        """After somebody else answered: how to come back. None when the conversation is over."""
