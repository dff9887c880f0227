"""A turn of the dialogue engine over loopback. The engine keeps nothing: its state goes along and comes back."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from naast.conversation.content import Content
from naast.errors import EngineUnavailable


@dataclass(frozen=True, slots=True)
class EngineTurn:
    """What the visitor said and what it means. `context` is for the actions; `state` is from last time."""

    conversation_id: str
    text: str
    intent: str
    confidence: float
    entities: dict[str, str] = field(default_factory=dict)
    context: dict[str, Any] = field(default_factory=dict)
    state: dict[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "conversation": self.conversation_id,
            "text": self.text.lstrip("/ "),  # to Rasa a leading slash is a command
            "intent": {"name": self.intent, "confidence": self.confidence},
            "entities": [{"entity": name, "value": value} for name, value in self.entities.items()],
            "context": self.context,
            "state": self.state,
        }


@dataclass(frozen=True, slots=True)
class EngineReply:
    contents: tuple[Content, ...]
    state: dict[str, Any] | None


class Engine:
    """A client of one or more dialogue engine processes.

    A conversation goes to the same one by a stable hash of its id. They keep nothing, so when that one can't be
    reached another takes the turn.
    """

    def __init__(self, client: httpx.AsyncClient, urls: Sequence[str], token: str, timeout_s: float) -> None:
        self._client = client
        self._urls = tuple(urls)
        self._token = token
        self._timeout_s = timeout_s

    async def take(self, turn: EngineTurn) -> EngineReply:
        """The engine's replies. Raises EngineUnavailable when it fails, is late or answers with nonsense."""
        try:
            async with asyncio.timeout(self._timeout_s):
                answer = await self._post(turn)
            answer.raise_for_status()
            body = answer.json()
            return EngineReply(
                tuple(Content.from_json(message["custom"]) for message in body["messages"]), body["state"]
            )
        except (httpx.HTTPError, TimeoutError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise EngineUnavailable(type(error).__name__) from error

    async def _post(self, turn: EngineTurn) -> httpx.Response:
        """The answer of the first engine that can be reached."""
        urls = self._in_order(turn.conversation_id)
        for url in urls:
            try:
                return await self._client.post(
                    f"{url}/webhooks/naast/turn",
                    json=turn.to_json(),
                    headers={"X-Naast-Token": self._token},
                    timeout=self._timeout_s,
                )
            except httpx.ConnectError:
                if url == urls[-1]:
                    raise
        raise EngineUnavailable("no engine")

    def _in_order(self, conversation_id: str) -> tuple[str, ...]:
        """The conversation's own engine first."""
        first = int.from_bytes(hashlib.sha256(conversation_id.encode()).digest()[:4]) % len(self._urls)
        return self._urls[first:] + self._urls[:first]

    async def alive(self) -> bool:
        """Does at least one answer?"""
        return any(await asyncio.gather(*(self._answers(url) for url in self._urls)))

    async def _answers(self, url: str) -> bool:
        try:
            answer = await self._client.get(f"{url}/webhooks/naast/", timeout=2)
        except httpx.HTTPError:
            return False
        return answer.status_code == 200
