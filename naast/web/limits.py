"""Refuse what is too large, too slow or too much before any work is done."""

from __future__ import annotations

import asyncio

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from naast.errors import TooManyRequests
from naast.web.problems import problem
from naast.web.service import Service

LARGEST_BODY = 64 * 1024
"""Bytes. A message of 4,000 characters of any script fits three times."""
LARGEST_DELIVERY = 3 * 1024 * 1024
"""Bytes. Meta's batches may be so large (Cloud API, webhooks)."""
_DELIVERIES = "/api/v1/channels/"
_SLOWEST_BODY_S = 20.0
"""A client that trickles its body holds a place open; the slowest phone is done long before."""


class AddressLimit:
    """Answers 429 when one address calls the API far more often than people do."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _counts(scope["path"]):
            service: Service = scope["app"].state.service
            try:
                service.throttle.request(service.address_of(HTTPConnection(scope)))  # type: ignore[arg-type]
            except TooManyRequests as error:
                headers = {"Retry-After": str(error.retry_after)}
                await problem(error.status, error.message, headers)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _counts(path: str) -> bool:
    """Deliveries of channels are signed, and come all from one address."""
    return path.startswith("/api/") and not path.startswith(_DELIVERIES)


class BodyLimit:
    """Answers 413 as soon as a request's body passes the limit, whatever its Content-Length says."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        largest = LARGEST_DELIVERY if scope["path"].startswith(_DELIVERIES) else LARGEST_BODY
        try:
            async with asyncio.timeout(_SLOWEST_BODY_S):
                body = await _read_body(receive, largest)
        except TimeoutError:
            await problem(408, "Dit duurde te lang. Probeer het opnieuw.")(scope, receive, send)
            return
        if body is None:
            await problem(413, "Dit is te groot. Stuur minder tekst.")(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)


async def _read_body(receive: Receive, largest: int) -> bytes | None:
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return body
        chunk: bytes = message.get("body", b"")
        body += chunk
        if len(body) > largest:
            return None
        if not message.get("more_body"):
            return body


def _replay(body: bytes, receive: Receive) -> Receive:
    done = False

    async def again() -> Message:
        nonlocal done
        if done:
            return await receive()
        done = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
