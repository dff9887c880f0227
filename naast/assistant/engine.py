"""A turn of the dialogue engine over loopback. The engine keeps nothing: its state goes along and comes back."""

from __future__ import annotations

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
    """A client of one dialogue engine process."""

    def __init__(self, client: httpx.AsyncClient, url: str, token: str, timeout_s: float) -> None:
        self._client = client
        self._url = url
        self._token = token
        self._timeout_s = timeout_s

    async def take(self, turn: EngineTurn) -> EngineReply:
        """The engine's replies. Raises EngineUnavailable when it fails, is late or answers with nonsense."""
        try:
            answer = await self._client.post(
                f"{self._url}/webhooks/naast/turn",
                json=turn.to_json(),
                headers={"X-Naast-Token": self._token},
                timeout=self._timeout_s,
            )
            answer.raise_for_status()
            body = answer.json()
            return EngineReply(
                tuple(Content.from_json(message["custom"]) for message in body["messages"]), body["state"]
            )
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise EngineUnavailable(type(error).__name__) from error

    async def alive(self) -> bool:
        try:
            answer = await self._client.get(f"{self._url}/webhooks/naast/", timeout=2)
        except httpx.HTTPError:
            return False
        return answer.status_code == 200
