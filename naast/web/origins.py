"""Which other websites may use the visitor's API: those in a municipality's own file, and no others."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from naast.errors import WebsiteNotAllowed
from naast.knowledge.municipalities import Municipality
from naast.web.service import Service

_OPEN_TO_OTHERS = ("/api/v1/conversations", "/api/v1/municipality", "/api/v1/languages")
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE",
    "Access-Control-Allow-Headers": "authorization, content-type",
    "Access-Control-Max-Age": "600",
}
_POLICY_VIOLATION = 1008


def foreign_origin(headers: Headers) -> str | None:
    """The other website that a browser says it speaks for; None for our own pages and for other clients."""
    origin = headers.get("origin")
    if origin is None or headers.get("sec-fetch-site") == "same-origin":
        return None
    return None if urlsplit(origin).netloc == headers.get("host") else origin


def require_allowed(connection: HTTPConnection, place: Municipality) -> None:
    """Raises WebsiteNotAllowed when another website than this municipality's asks."""
    origin = foreign_origin(connection.headers)
    if origin is not None and origin not in place.widget.origins:
        raise WebsiteNotAllowed


class OtherOrigins:
    """Cross-origin answers for websites on a list; a browser keeps everything from the rest.

    The desk's API and the pages are never opened to another origin.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        origin = None
        if scope["type"] in ("http", "websocket") and scope["path"].startswith(_OPEN_TO_OTHERS):
            origin = foreign_origin(Headers(scope=scope))
        if origin is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(origin, scope, receive, send)
        else:
            await self._http(origin, scope, receive, send)

    async def _websocket(self, origin: str, scope: Scope, receive: Receive, send: Send) -> None:
        if _known(scope, origin):
            await self._app(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION})

    async def _http(self, origin: str, scope: Scope, receive: Receive, send: Send) -> None:
        known = _known(scope, origin)

        async def send_with_origin(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.add_vary_header("Origin")
                if known:
                    headers["Access-Control-Allow-Origin"] = origin
                    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            await send(message)

        if scope["method"] == "OPTIONS":
            await _preflight(known, send_with_origin)
        else:
            await self._app(scope, receive, send_with_origin)


async def _preflight(known: bool, send: Send) -> None:
    headers = [(name.lower().encode(), value.encode()) for name, value in (_PREFLIGHT if known else {}).items()]
    await send({"type": "http.response.start", "status": 204 if known else 403, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _known(scope: Scope, origin: str) -> bool:
    service: Service = scope["app"].state.service
    return any(origin in place.widget.origins for place in service.content.municipalities.values())
