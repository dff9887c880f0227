"""Real web processes on one database, with an engine that behaves as badly as a test wants."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx

from naast.staff.demo import ensure_demo_accounts
from naast.store.database import Database
from tests.postgres import _free_port
from tests.system import PASSWORD, eventually


class BadEngine:
    """An HTTP server in the engine's place. `delay_s`, `status` and `body` say how it misbehaves."""

    def __init__(self) -> None:
        self.delay_s = 0.0
        self.status = 200
        self.body: bytes | None = None
        self.turns: list[str] = []
        engine = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(200, b"{}")

            def do_POST(self) -> None:
                turn = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                engine.turns.append(turn["text"])
                time.sleep(engine.delay_s)
                good = {"messages": [{"custom": {"text": f"antwoord op: {turn['text']}"}}], "state": {"n": 1}}
                self._answer(engine.status, engine.body or json.dumps(good).encode())

            def _answer(self, status: int, body: bytes) -> None:
                with suppress(BrokenPipeError, ConnectionResetError):
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()


class WebProcess:
    """`python -m naast.web` on a port of its own."""

    def __init__(self, folder: Path, trained: Path, largest_file: int | None = None, **environment: str) -> None:
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = folder / f"web-{self.port}.log"
        self._largest_file = largest_file
        self._http = httpx.Client(timeout=5)
        self._environment = {
            **os.environ,
            "NAAST_PORT": str(self.port),
            "NAAST_DATA_DIR": str(folder / "var"),
            "NAAST_MODELS_DIR": str(trained),
            **environment,
        }

    def __enter__(self) -> WebProcess:
        self.begin()
        self.wait()
        return self

    def begin(self) -> None:
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "naast.web"],
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=self._limit,
            )

    def wait(self) -> None:
        eventually(self.alive, 170, self.log)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=30)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(timeout=10)

    def log(self) -> str:
        return self._log.read_text()

    def alive(self) -> bool:
        try:
            return self._http.get(f"{self.url}/health/live").status_code == 200
        except httpx.HTTPError:
            return False

    def _limit(self) -> None:
        if self._largest_file:
            resource.setrlimit(resource.RLIMIT_FSIZE, (self._largest_file, self._largest_file))


@dataclass
class Chat:
    """A visitor whose page may talk to any of the web processes, and tries again until it is acknowledged."""

    urls: list[str]
    id: str = ""
    token: str = ""
    acknowledged: list[str] = field(default_factory=list)
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30))

    @classmethod
    def begin(cls, *urls: str) -> Chat:
        made = httpx.post(f"{urls[0]}/api/v1/conversations", json={}, timeout=30).json()
        return cls(list(urls), made["id"], made["token"])

    def call(self, method: str, path: str = "", which: int = 0, **options: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        address = f"{self.urls[which]}/api/v1/conversations/{self.id}{path}"
        return self.http.request(method, address, headers=headers, **options)

    def say(self, text: str, patience_s: float = 60) -> None:
        """As a page does: the same id on every try, now here, now there."""
        body = {"client_message_id": str(uuid.uuid4()), "text": text}
        deadline = time.monotonic() + patience_s
        attempt = 0
        while time.monotonic() < deadline:
            with suppress(httpx.TransportError):
                if self.call("POST", "/messages", attempt % len(self.urls), json=body).status_code == 202:
                    self.acknowledged.append(text)
                    return
            attempt += 1
            time.sleep(0.2)
        raise AssertionError(f"not acknowledged in {patience_s} s")

    def log(self, which: int = 0) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.call("GET", "/messages", which).json()["messages"]
        return found

    def check(self, which: int = 0) -> None:
        """Every acknowledged line is stored once, in order, without gaps, and nothing was answered twice."""

        def answered() -> bool:
            with suppress(httpx.TransportError, KeyError, ValueError):
                return bool(self.log(which)[-1]["sender"] == "bot")
            return False

        eventually(answered, 60, lambda: str(self.log(which)))
        log = self.log(which)
        assert [m["text"] for m in log if m["sender"] == "visitor"] == self.acknowledged
        assert [m["seq"] for m in log] == list(range(1, len(log) + 1))
        answers = Counter(m["text"] for m in log if m["sender"] == "bot" and m["text"].startswith("antwoord"))
        assert not [text for text, count in answers.items() if count > 1]


def make_accounts(url: str) -> None:
    database = Database(url)
    database.migrate()
    with database.write() as session:
        ensure_demo_accounts(session, PASSWORD)
    database.close()
