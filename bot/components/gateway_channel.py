"""The one channel: the gateway sends a turn whose meaning is already judged, and gets replies and state back.

Unlike Rasa's REST channel it asks for a token, and a turn that failed is a 500 instead of `200 []`.
"""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from components.action_results import read_schema_once
from components.turn_state import TurnState, current_turn

logger = logging.getLogger(__name__)


class GatewayChannel(InputChannel):
    """`POST /webhooks/naast/turn`, see `naast/assistant/engine.py` for the shape."""

    def __init__(self, token: str) -> None:
        self._token = token
        read_schema_once()

    @classmethod
    def name(cls) -> str:
        return "naast"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        return cls(str((credentials or {})["token"]))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        blueprint = Blueprint("naast_gateway", __name__)

        @blueprint.route("/", methods=["GET"])
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @blueprint.route("/turn", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            if not hmac.compare_digest(request.headers.get("x-naast-token", ""), self._token):
                return response.json({"error": "token"}, status=403)
            return await self._turn(request.json, on_new_message)

        return blueprint

    async def _turn(
        self, turn: dict[str, Any], on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> HTTPResponse:
        state = TurnState(turn.get("state"))
        current_turn.set(state)
        collector = CollectingOutputChannel()
        parsed = {
            "text": turn["text"],
            "intent": turn["intent"],
            "entities": turn["entities"],
            "metadata": turn["context"],
        }
        message = UserMessage(
            turn["text"], collector, turn["conversation"], parse_data=parsed, input_channel=self.name()
        )
        try:
            await on_new_message(message)
        except Exception as error:  # the gateway apologises; the error's text could hold the visitor's
            logger.error("turn failed: %s", type(error).__name__)
            return response.json({"error": type(error).__name__}, status=500)
        return response.json({"messages": collector.messages, "state": state.packed})
