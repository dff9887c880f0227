"""What a municipality's own website loads: the script with the button, and the chat that it opens."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import cache

from fastapi import APIRouter, Request, Response

from naast.errors import SetupError
from naast.web.files import STATIC
from naast.web.joined import join_modules, join_styles, smaller

router = APIRouter(include_in_schema=False)
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
    """`widget`, `chat` (the panel's module) or `page` (our own pages' module). Raises SetupError."""
    if name == "widget":
        return Script.of(smaller((STATIC / "widget" / "widget.js").read_text("utf-8")))
    if name == "chat":
        css = f"export const css = {json.dumps(join_styles(_STYLES), ensure_ascii=False)};"
        return Script.of(join_modules(STATIC / "widget" / "embedded.js", {"css.js": css}))
    if name == "page":
        return Script.of(join_modules(STATIC / "visitor" / "page.js"))
    raise SetupError(f"There is no script {name!r}.")


@router.get("/widget.js")
async def widget(request: Request) -> Response:
    return _answer(request, script("widget"))


@router.get("/widget/chat.js")
async def chat(request: Request) -> Response:
    return _answer(request, script("chat"))


@router.get("/widget/page.js")
async def page(request: Request) -> Response:
    return _answer(request, script("page"))


def _answer(request: Request, found: Script) -> Response:
    headers = _ANYWHERE | {"ETag": found.tag}
    if request.headers.get("if-none-match") == found.tag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(found.zipped, headers=headers, media_type="text/javascript")
    return Response(found.text, headers=headers, media_type="text/javascript")
