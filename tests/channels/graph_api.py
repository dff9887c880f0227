"""A stand-in of Meta's Graph API for WhatsApp, written from its public documentation, as a real HTTP server.

It refuses what the documentation says is refused: long texts, too many buttons, words after the service window.
Message ids hold the phone number in base64, as the real ones do.
"""

from __future__ import annotations

import base64
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "a-system-users-token"
APP_SECRET = "an-app-secret-of-the-test"
VERIFY_TOKEN = "our-own-word"
NUMBER_ID = "106540352242922"
TEMPLATE = "naast_bericht"

Deliver = Callable[[bytes, dict[str, str]], int]
"""Posts a webhook to us; the status of the answer."""


@dataclass
class Fault:
    """What the API answers instead, for a number of calls."""

    status: int
    code: int | None
    times: int
    to: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    silent: bool = False
    """The message goes out, but no answer comes back."""


@dataclass
class Sent:
    """A message that was accepted."""

    id: str
    to: str
    body: dict[str, Any]

    @property
    def text(self) -> str:
        kind = self.body["type"]
        if kind == "interactive":
            return str(self.body["interactive"]["body"]["text"])
        return str(self.body["text"]["body"]) if kind == "text" else f"template:{self.body['template']['name']}"

    @property
    def options(self) -> dict[str, str]:
        """Id → title of what can be tapped."""
        if self.body["type"] != "interactive":
            return {}
        action = self.body["interactive"]["action"]
        if "buttons" in action:
            return {b["reply"]["id"]: b["reply"]["title"] for b in action["buttons"]}
        return {row["id"]: row["title"] for section in action["sections"] for row in section["rows"]}


class GraphApi:
    """`url` is the host to set; `clock` decides about the service window."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.sent: list[Sent] = []
        self.reads: list[dict[str, Any]] = []
        self.faults: list[Fault] = []
        self.calls = 0
        self.heard_at: dict[str, datetime] = {}
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> GraphApi:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def to(self, number: str) -> list[Sent]:
        with self._lock:
            return [sent for sent in self.sent if sent.to == number]

    def fails(self, code: int | None, status: int = 400, times: int = 1, **more: Any) -> None:
        self.faults.append(Fault(status, code, times, **more))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, answer, headers = api.answer(self.path, self.headers.get("Authorization", ""), body)
                raw = json.dumps(answer).encode()
                if status == 0:
                    self.close_connection = True
                    return
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def answer(self, path: str, authorization: str, body: dict[str, Any]) -> tuple[int, Any, dict[str, str]]:
        with self._lock:
            self.calls += 1
            if authorization != f"Bearer {TOKEN}":
                return _error(401, 190)
            if not path.endswith(f"/{NUMBER_ID}/messages") or body.get("messaging_product") != "whatsapp":
                return _error(400, 100)
            if body.get("status") == "read":
                self.reads.append(body)
                return 200, {"success": True}, {}
            to = body.get("to") or body.get("recipient") or ""
            fault = next((f for f in self.faults if f.times > 0 and f.to in (None, to)), None)
            if fault:
                fault.times -= 1
                if not fault.silent:
                    return _error(fault.status, fault.code, fault.headers)
            if code := self._refusal(to, body):
                return _error(400, code)
            sent = Sent(wamid(to), to, body)
            self.sent.append(sent)
            if fault and fault.silent:
                return 0, {}, {}
            contact = {"input": to, "wa_id": to}
            answer = {"messaging_product": "whatsapp", "contacts": [contact], "messages": [{"id": sent.id}]}
            return 200, answer, {}

    def _refusal(self, to: str, body: dict[str, Any]) -> int | None:
        if body["type"] == "template":
            return None if body["template"]["name"] == TEMPLATE else 132001
        heard = self.heard_at.get(to)
        if heard is None or (self.clock() - heard).total_seconds() >= 24 * 3600:
            return 131047
        return None if _fits(body) else 131009


def _fits(body: dict[str, Any]) -> bool:
    """The limits of the documentation."""
    if body["type"] == "text":
        return 0 < len(body["text"]["body"]) <= 4096
    inside = body["interactive"]
    if not 0 < len(inside["body"]["text"]) <= (1024 if inside["type"] == "button" else 4096):
        return False
    if inside["type"] == "button":
        replies = [button["reply"] for button in inside["action"]["buttons"]]
        few, longest = len(replies) <= 3, 20
    else:
        replies = [row for section in inside["action"]["sections"] for row in section["rows"]]
        few, longest = len(replies) <= 10 and 0 < len(inside["action"]["button"]) <= 20, 24
    titles, ids = [r["title"] for r in replies], [r["id"] for r in replies]
    short = all(0 < len(t) <= longest for t in titles) and all(0 < len(i) <= 200 for i in ids)
    described = all(len(r.get("description", "")) <= 72 for r in replies)
    return few and short and described and len(set(ids)) == len(ids) and len(set(titles)) == len(titles)


def _error(
    status: int, code: int | None, headers: dict[str, str] | None = None
) -> tuple[int, Any, dict[str, str]]:
    if code is None:
        return status, {}, headers or {}
    error = {"message": f"(#{code}) an error", "type": "OAuthException", "code": code, "fbtrace_id": "A1b2C3"}
    return status, {"error": error}, headers or {}


def wamid(number: str) -> str:
    inside = b"\x1d\x0b" + number.encode() + b"\x15\x02\x00" + secrets.token_hex(9).encode()
    return "wamid." + base64.b64encode(inside).decode()


def signed(body: bytes, secret: str = APP_SECRET) -> dict[str, str]:
    digest = hmac.digest(secret.encode(), body, "sha256").hex()
    return {"X-Hub-Signature-256": f"sha256={digest}", "Content-Type": "application/json"}


def webhook(value: dict[str, Any], number_id: str = NUMBER_ID) -> dict[str, Any]:
    """A change, in the envelope in which Meta sends it."""
    metadata = {"display_phone_number": "15550783881", "phone_number_id": number_id}
    whole = {"messaging_product": "whatsapp", "metadata": metadata} | value
    change = {"field": "messages", "value": whole}
    return {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [change]}]}


@dataclass
class Phone:
    """A youth's phone: what it sends becomes webhooks, what it gets stands in the Graph API."""

    api: GraphApi
    deliver: Deliver
    number: str
    user_id: str | None = None
    _read: int = 0

    def message(self, kind: str, inside: Any, at: datetime | None = None) -> dict[str, Any]:
        """A message as Meta describes it, not sent yet."""
        sent_at = at or self.api.clock()
        self.api.heard_at[self.number] = max(sent_at, self.api.heard_at.get(self.number, sent_at))
        stamp = str(int(sent_at.timestamp()))
        return {"from": self.number, "id": wamid(self.number), "timestamp": stamp, "type": kind, kind: inside}

    def value(self, *messages: dict[str, Any]) -> dict[str, Any]:
        contact: dict[str, Any] = {"profile": {"name": "een naam op WhatsApp"}, "wa_id": self.number}
        if self.user_id:
            contact["user_id"] = self.user_id
        return {"contacts": [contact], "messages": list(messages)}

    def post(self, value: dict[str, Any]) -> int:
        body = json.dumps(webhook(value)).encode()
        return self.deliver(body, signed(body))

    def sends(self, kind: str, inside: Any) -> dict[str, Any]:
        message = self.message(kind, inside)
        assert self.post(self.value(message)) == 200
        return message

    def says(self, text: str) -> dict[str, Any]:
        return self.sends("text", {"body": text})

    def taps(self, id: str) -> dict[str, Any]:
        """Tap what the last message with options offers."""
        offered = next(sent for sent in reversed(self.api.to(self.number)) if id in sent.options)
        kind = "button_reply" if "buttons" in offered.body["interactive"]["action"] else "list_reply"
        reply = {"type": kind, kind: {"id": id, "title": offered.options[id]}}
        return self.sends("interactive", reply)

    def reports(self, sent: Sent, status: str, *, token: bool = True, code: int | None = None) -> int:
        """A status of a message to this phone."""
        stamp = str(int(self.api.clock().timestamp()))
        shape: dict[str, Any] = {"id": sent.id, "status": status, "timestamp": stamp, "recipient_id": self.number}
        if token:
            shape["biz_opaque_callback_data"] = sent.body.get("biz_opaque_callback_data")
        if code:
            shape["errors"] = [{"code": code, "title": "an error"}]
        return self.post({"statuses": [shape]})

    @property
    def screen(self) -> list[str]:
        """Everything that ever came."""
        return [sent.text for sent in self.api.to(self.number)]

    def hears(self, *words: str, within_s: float = 20) -> str:
        """Wait until all these words came since the last time; what came since then."""
        deadline = time.monotonic() + within_s
        while True:
            fresh = "\n".join(self.screen[self._read :])
            if all(word.lower() in fresh.lower() for word in words) and fresh:
                self._read = len(self.screen)
                return fresh
            assert time.monotonic() < deadline, f"{words} did not come; the screen: {self.screen[-4:]}"
            time.sleep(0.02)

    def stays_silent(self, for_s: float = 0.6) -> bool:
        time.sleep(for_s)
        return len(self.screen) == self._read
