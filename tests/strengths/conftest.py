"""Conversations without an engine: turns go in, what is said comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from naast.content import KnowledgeContent
from naast.conversation.content import Content
from naast.flows.flow import Flow, Heard, Said, State
from naast.flows.guide import Guide
from naast.flows.reader import Reader
from naast.settings import Settings
from naast.strengths.conversation import Strengths


@pytest.fixture(scope="session")
def strengths(content: KnowledgeContent) -> Strengths:
    folder = Settings().knowledge_dir
    return Strengths.load(folder, Reader.load(folder / "strengths"), content.topics)


@pytest.fixture(scope="session")
def guides(flows: dict[str, Flow]) -> dict[str, Guide]:
    """Every guided conversation that is made of steps."""
    return {name: flow for name, flow in flows.items() if isinstance(flow, Guide)}


@dataclass
class Conversation:
    """A flow under way. `said` is the last reply; None when the turn was not for the flow."""

    flow: Flow
    state: State | None
    youth: bool = False
    said: Said | None = None
    heard: list[Content] = field(default_factory=list)

    def say(self, *lines: str, intent: str = "parenting_question", level: int = 0) -> str:
        for line in lines:
            self._turn(Heard(line, intent, 0.9, youth=self.youth, level=level))
        return self.text

    def tap(self, choice_id: str) -> str:
        choice = next(c for content in reversed(self.heard) for c in content.choices if c.id == choice_id)
        self._turn(Heard(choice.title, choice.intent, entities=choice.entities, tapped=True, youth=self.youth))
        return self.text

    def _turn(self, heard: Heard) -> None:
        assert self.state is not None, "the conversation is over"
        self.said = self.flow.hear(self.state, heard)
        if self.said is None:
            return
        self.heard += self.said.contents
        self.state = self.said.state

    @property
    def text(self) -> str:
        return "\n".join(content.text for content in self.said.contents) if self.said else ""

    @property
    def step(self) -> str:
        return self.state["step"] if self.state else ""

    @property
    def choices(self) -> list[str]:
        return [c.id for content in (self.said.contents if self.said else ()) for c in content.choices]

    @property
    def plan(self) -> dict[str, Any]:
        """The newest plan that was shown."""
        cards = [c.card for c in self.heard if c.card and c.card["type"] == "plan"]
        shown: dict[str, Any] = cards[-1]["plan"]
        return shown


def start(flow: Strengths, *, youth: bool = False, topic: str = "peuter_slaapt_niet") -> Conversation:
    offer = flow.offer(Heard("mijn kind slaapt niet", "parenting_question", topic=topic, youth=youth))
    assert offer is not None
    return Conversation(flow, offer[2], youth)


@pytest.fixture
def parent(strengths: Strengths) -> Conversation:
    conversation = start(strengths)
    conversation.say("ja graag")
    return conversation


@pytest.fixture
def youth(strengths: Strengths) -> Conversation:
    conversation = start(strengths, youth=True, topic="ruzie_met_je_ouders")
    conversation.say("ja")
    return conversation
