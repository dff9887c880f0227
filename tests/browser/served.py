"""The real application behind a real port, for a browser; only the dialogue engine is a stand-in."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from naast.content import KnowledgeContent
from naast.settings import Settings
from naast.staff.demo import ensure_demo_accounts
from naast.understanding.understand import Understander
from naast.web.app import create_app
from tests.postgres import _free_port
from tests.web.app import PASSWORD, StandInEngine


class Served:
    """`url` for a browser, `app` for a look inside."""

    def __init__(self, url: str, app: FastAPI, engine: StandInEngine) -> None:
        self.url, self.app, self.engine = url, app, engine


@contextmanager
def served(
    folder: Path, understander: Understander, content: KnowledgeContent, **settings: Any
) -> Iterator[Served]:
    engine, port = StandInEngine(), _free_port()
    chosen = Settings(
        data_dir=folder / "var", database_url=f"sqlite:///{folder / 'naast.sqlite3'}", port=port, **settings
    )
    app = create_app(chosen, lambda: datetime.now(UTC), understander, httpx.MockTransport(engine), content)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", ws_max_size=65536))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    with app.state.service.database.write() as session:
        ensure_demo_accounts(session, PASSWORD)
    yield Served(f"http://127.0.0.1:{port}", app, engine)
    server.should_exit = True
    thread.join(20)
