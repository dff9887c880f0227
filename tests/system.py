"""Naast as a user runs it: `naast serve` with all its processes, and clients that talk to it over HTTP."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx

from tests.postgres import _free_port

PASSWORD = "een wachtwoord voor de proef"
_START_WITHIN_S = 150


class RunningSystem:
    """`naast serve` on a free port with a data folder of its own."""

    def __init__(self, folder: Path, trained: Path, **environment: str) -> None:
        self.folder = folder
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = folder / "serve.log"
        self._environment = {
            **os.environ,
            "NAAST_PORT": str(self.port),
            "NAAST_DATA_DIR": str(folder / "var"),
            "NAAST_MODELS_DIR": str(trained),
            "NAAST_DEMO_PASSWORD": PASSWORD,
            **environment,
        }

    def __enter__(self) -> RunningSystem:
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "naast.cli", "serve"],
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        eventually(lambda: "Naast is running" in self.log(), _START_WITHIN_S, self.log)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.send_signal(signal.SIGINT)
        self._process.wait(timeout=40)

    def log(self) -> str:
        return self._log.read_text() if self._log.exists() else ""

    def pid(self, child: str) -> int:
        """The process id that the supervisor printed last for this child."""
        lines = [line for line in self.log().splitlines() if f"  {child} " in line and "started (pid" in line]
        return int(lines[-1].rpartition("pid ")[2].rstrip(")"))

    def kill(self, child: str) -> None:
        os.kill(self.pid(child), signal.SIGKILL)

    def healthy(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def visitor(self, audience: str = "parent") -> Visitor:
        answer = httpx.post(f"{self.url}/api/v1/conversations", json={"audience": audience}, timeout=20)
        answer.raise_for_status()
        made = answer.json()
        return Visitor(self.url, made["id"], made["token"], made["messages"])


@dataclass
class Visitor:
    """A visitor's page: sends with retries under the same id, reads with a long poll."""

    url: str
    id: str
    token: str
    seen: list[dict[str, Any]]
    sent: list[str] = field(default_factory=list)

    def call(self, method: str, path: str = "", **options: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        address = f"{self.url}/api/v1/conversations/{self.id}{path}"
        return httpx.request(method, address, headers=headers, timeout=30, **options)

    def say(self, text: str | None = None, choice: str | None = None, patience_s: float = 60) -> int:
        """Send, again and again under one id until it is acknowledged; the number it was stored under."""
        body: dict[str, str] = {"client_message_id": str(uuid.uuid4())}
        body |= {"text": text} if text is not None else {"choice": choice or ""}
        deadline = time.monotonic() + patience_s
        while True:
            try:
                answer = self.call("POST", "/messages", json=body)
                answer.raise_for_status()
                self.sent.append(text or choice or "")
                return int(answer.json()["message"]["seq"])
            except httpx.TransportError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.3)

    def read(self, wait_s: float = 15, until: Callable[[list[dict[str, Any]]], bool] | None = None) -> Any:
        """New messages that are not the visitor's own, waiting for the first (or until a condition holds)."""
        got: list[dict[str, Any]] = []
        done = until or bool
        deadline = time.monotonic() + wait_s
        while not done(got) and time.monotonic() < deadline:
            after = self.seen[-1]["seq"] if self.seen else 0
            try:
                left = max(0.0, min(2.0, deadline - time.monotonic()))
                page = self.call("GET", f"/messages?after={after}&wait={left:.2f}").json()
            except httpx.TransportError:
                time.sleep(0.3)
                continue
            self.seen += page["messages"]
            got += [m for m in page["messages"] if m["sender"] != "visitor"]
        return got

    def ask(self, text: str | None = None, choice: str | None = None) -> Any:
        """Say something and read what comes back."""
        self.say(text, choice)
        got = self.read()
        return got + self.read(0.4)

    def mode(self) -> str:
        return str(self.call("GET").json()["mode"])


class Professional:
    """A professional's session on the desk."""

    def __init__(self, url: str, name: str) -> None:
        self.http = httpx.Client(base_url=f"{url}/api/v1/desk", timeout=30)
        answer = self.http.post("/login", json={"email": f"{name}@demo.example", "password": PASSWORD})
        answer.raise_for_status()
        self.http.headers["X-CSRF-Token"] = answer.json()["csrf"]

    def post(self, path: str, **body: Any) -> httpx.Response:
        return self.http.post(path, json=body)

    def conversation(self, conversation_id: str) -> Any:
        return self.http.get(f"/conversations/{conversation_id}").json()


def words(messages: list[dict[str, Any]]) -> str:
    return " ".join(m["text"] for m in messages).lower()


def cards(messages: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [m["card"] for m in messages if m.get("card", {}).get("type") == kind]


def choices(messages: list[dict[str, Any]]) -> list[str]:
    return [choice["id"] for m in messages for choice in m.get("choices", [])]


def eventually(condition: Callable[[], bool], within_s: float, explain: Callable[[], str] = str) -> None:
    """Wait until `condition` holds; fails with what `explain` says."""
    deadline = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, f"not within {within_s} s: {explain()[-3000:]}"
        time.sleep(0.2)
