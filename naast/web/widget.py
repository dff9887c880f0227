"""What a municipality's own website loads: the script with the button, and the chat that it opens."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from fastapi import APIRouter, HTTPException, Request, Response

from naast.web.files import STATIC
from naast.web.joined import join_later, join_modules, join_styles, smaller

router = APIRouter(include_in_schema=False)
_PANEL = STATIC / "widget" / "embedded.js"
_PAGE = STATIC / "visitor" / "page.js"
_LATER = STATIC / "visitor" / "later.js"
_STYLES = [STATIC / "tokens.css", STATIC / "visitor.css", STATIC / "widget" / "widget.css"]
_ANYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-cache",
    "Vary": "Accept-Encoding",
}
"""The files are the same for everybody and hold nothing of anybody; the API has a list of origins."""


@dataclass(frozen=True, slots=True)
class Script:
    """JavaScript as it goes over the line: plain, and compressed as well as it can be."""

    text: bytes
    zipped: bytes
    tag: str

    @classmethod
    def of(cls, text: str) -> Script:
        plain = text.encode()
        tag = f'"{hashlib.sha256(plain).hexdigest()[:20]}"'
        return cls(plain, gzip.compress(plain, 9, mtime=0), tag)


@cache
def script(name: str) -> Script:
    """One of SCRIPTS. Raises SetupError."""
    return Script.of(SCRIPTS[name]())


def _button() -> str:
    return smaller((STATIC / "widget" / "widget.js").read_text("utf-8"))


def _panel() -> str:
    return join_modules(_PANEL, "chat", _made())


def _panel_later() -> str:
    return join_later(_PANEL, "chat", _LATER, _made())


def _page() -> str:
    return join_modules(_PAGE, "page")


def _page_later() -> str:
    return join_later(_PAGE, "page", _LATER)


def _made() -> dict[str, str]:
    return {"css.js": f"export const css = {json.dumps(join_styles(_STYLES), ensure_ascii=False)};"}


SCRIPTS: dict[str, Callable[[], str]] = {
    "widget.js": _button,
    "widget/chat.js": _panel,
    "widget/chat-later.js": _panel_later,
    "widget/page.js": _page,
    "widget/page-later.js": _page_later,
}
"""By path: the button; the panel it opens, and what that needs after the first message; the same for our pages."""


@router.get("/widget.js")
async def widget(request: Request) -> Response:
    return _answer(request, script("widget.js"))


@router.get("/widget/{name}")
async def part(request: Request, name: str) -> Response:
    if f"widget/{name}" not in SCRIPTS:
        raise HTTPException(404)
    return _answer(request, script(f"widget/{name}"))


def _answer(request: Request, found: Script) -> Response:
    headers = _ANYWHERE | {"ETag": found.tag}
    if request.headers.get("if-none-match") == found.tag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(found.zipped, headers=headers, media_type="text/javascript")
    return Response(found.text, headers=headers, media_type="text/javascript")
