"""The real application in a test: real stores, screening and understanding; a stand-in for the engine."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from fastapi.testclient import TestClient

from naast.content import KnowledgeContent
from naast.settings import Settings
from naast.understanding.understand import Understander
from naast.web.app import create_app
from naast.web.chores import Chore
from naast.web.service import Service
from tests.system import PASSWORD as PASSWORD


class StandInEngine:
    """Answers turns as the dialogue engine would over HTTP, and remembers them."""

    def __init__(self) -> None:
        self.turns: list[dict[str, Any]] = []
        self.replies: list[dict[str, Any]] = [{"text": "Ik denk met je mee."}]
        self.before_reply: Callable[[], None] = lambda: None
        self.status = 200

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(200, json={"status": "ok"})
        self.turns.append(json.loads(request.content))
        self.before_reply()
        if self.status != 200:
            return httpx.Response(self.status)
        messages = [{"custom": reply} for reply in self.replies]
        return httpx.Response(200, json={"messages": messages, "state": {"turns": len(self.turns)}})


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Application:
    """All that the application is made of; started with `running`, more than once if a test likes.

    It does no chores of its own accord (`tests.web.chores.do_chore` does them now).
    """

    folder: Path
    database_url: str
    understander: Understander
    content: KnowledgeContent
    engine: StandInEngine
    clock: Callable[[], datetime]
    chores: Callable[[Service], Sequence[Chore]] = lambda _: ()

    def made(self, **settings: Any) -> FastAPI:
        chosen = Settings(data_dir=self.folder / "var", database_url=self.database_url, **settings)
        transport = httpx.MockTransport(self.engine)
        return create_app(chosen, self.clock, self.understander, transport, self.content, self.chores)

    @contextmanager
    def running(self, **settings: Any) -> Iterator[TestClient]:
        """A client of the application."""
        app = self.made(**({"burst_window_s": 0.05} | settings))
        with TestClient(app, raise_server_exceptions=False) as client:
            yield client


class ApiVisitor:
    """A conversation through the test client."""

    def __init__(self, client: TestClient, **body: Any) -> None:
        self.client = client
        made = client.post("/api/v1/conversations", json=body).json()
        self.id, self.token, self.greeting = made["id"], made["token"], made["messages"]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def call(self, method: str, path: str = "", **options: Any) -> httpx.Response:
        return self.client.request(
            method, f"/api/v1/conversations/{self.id}{path}", headers=self.headers, **options
        )

    def say(self, text: str, client_message_id: str | None = None) -> httpx.Response:
        body = {"client_message_id": client_message_id or str(uuid.uuid4()), "text": text}
        return self.call("POST", "/messages", json=body)

    def choose(self, choice: str) -> httpx.Response:
        return self.call("POST", "/messages", json={"client_message_id": str(uuid.uuid4()), "choice": choice})

    def messages(self, after: int = 0, wait: float = 0) -> list[dict[str, Any]]:
        page: dict[str, list[dict[str, Any]]] = self.call("GET", f"/messages?after={after}&wait={wait}").json()
        return page["messages"]

    def reply_to(self, seq: int) -> list[dict[str, Any]]:
        """What the assistant says after message `seq`; waits for it."""
        for _ in range(20):
            got = [m for m in self.messages(seq, wait=1) if m["sender"] == "bot"]
            if got:
                return got
        return []

    def ask(self, text: str) -> list[dict[str, Any]]:
        return self.reply_to(self.say(text).json()["message"]["seq"])

    def wait_in_queue(self) -> None:
        self.call("POST", "/handover", json={})


class ApiProfessional:
    """A logged-in professional with cookies of their own."""

    def __init__(self, client: TestClient, name: str = "medewerker1") -> None:
        self.client = TestClient(client.app, raise_server_exceptions=False)  # shares the running app
        answer = self.client.post(
            "/api/v1/desk/login", json={"email": f"{name}@demo.example", "password": PASSWORD}
        )
        answer.raise_for_status()
        self.csrf = answer.json()["csrf"]

    def get(self, path: str) -> httpx.Response:
        return self.client.get(f"/api/v1/desk{path}")

    def post(self, path: str, **body: Any) -> httpx.Response:
        return self.client.post(f"/api/v1/desk{path}", json=body, headers={"X-CSRF-Token": self.csrf})

    def claim(self, visitor: ApiVisitor) -> httpx.Response:
        return self.post(f"/conversations/{visitor.id}/claim")

    def write(self, visitor: ApiVisitor, text: str, client_message_id: str | None = None) -> httpx.Response:
        key = client_message_id or str(uuid.uuid4())
        return self.post(f"/conversations/{visitor.id}/messages", client_message_id=key, text=text)
