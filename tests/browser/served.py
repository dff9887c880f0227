"""The real application behind a real port, for a browser; only the dialogue engine is a stand-in."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import uvicorn
from fastapi import FastAPI

from naast.web.chores import chores_of
from tests.postgres import _free_port
from tests.web.app import Application, StandInEngine


class Served:
    """`url` for a browser, `app` for a look inside."""

    def __init__(self, url: str, app: FastAPI, engine: StandInEngine) -> None:
        self.url, self.app, self.engine = url, app, engine


@contextmanager
def served(application: Application, **settings: Any) -> Iterator[Served]:
    """With the clock of the world and chores at their time: a browser sees them happen."""
    port = _free_port()
    app = replace(application, clock=lambda: datetime.now(UTC), chores=chores_of).made(port=port, **settings)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", ws_max_size=65536))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield Served(f"http://127.0.0.1:{port}", app, application.engine)
    server.should_exit = True
    thread.join(20)
