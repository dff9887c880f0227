"""Web processes hear each other through PostgreSQL's LISTEN/NOTIFY (design, section 5).

A notification says which conversation changed, never what was said: whoever hears it reads the store. So one
that is lost costs time, not words; after a broken connection everybody reads again.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from queue import Empty, Queue
from threading import Event, Thread
from typing import Any

import psycopg
import structlog
from sqlalchemy.engine import make_url

from naast.conversation.live import Hub

log = structlog.get_logger()
_CHANNEL = "naast"
_LOOK_UP_S = 0.5
_TRY_AGAIN_S = 1.0
_MOST_WAITING = 10_000


class Across:
    """Connects a hub with those of other processes on the same database, on two threads of its own."""

    def __init__(self, hub: Hub, database_url: str, loop: asyncio.AbstractEventLoop) -> None:
        self._hub = hub
        self._address = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._loop = loop
        self._me = secrets.token_hex(8)
        self._outgoing: Queue[str] = Queue(_MOST_WAITING)
        self._stopping = Event()
        self.listening = Event()
        self._threads = [Thread(target=work, daemon=True) for work in (self._listen, self._tell)]

    def start(self) -> None:
        self._hub.forward = self._forward
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._hub.forward = None
        self._stopping.set()
        for thread in self._threads:
            thread.join(_LOOK_UP_S * 4)

    def _forward(self, topic: str, event: dict[str, Any] | None) -> None:
        if not self._outgoing.full():  # the database is away; on its return everybody reads again
            self._outgoing.put_nowait(json.dumps([self._me, topic, event]))

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                with psycopg.connect(self._address, autocommit=True, connect_timeout=5) as connection:
                    connection.execute(f"LISTEN {_CHANNEL}")
                    self._on_loop(self._hub.wake_all)
                    self.listening.set()
                    while not self._stopping.is_set():
                        for notify in connection.notifies(timeout=_LOOK_UP_S, stop_after=1):
                            self._hear(notify.payload)
            except psycopg.Error as error:
                self._pause("listening", error)
            finally:
                self.listening.clear()

    def _hear(self, payload: str) -> None:
        sender, topic, event = json.loads(payload)
        if sender != self._me:
            self._on_loop(self._hub.deliver, topic, event)

    def _tell(self) -> None:
        while not self._stopping.is_set():
            try:
                with psycopg.connect(self._address, autocommit=True, connect_timeout=5) as connection:
                    while not self._stopping.is_set():
                        for payload in self._waiting():
                            connection.execute("SELECT pg_notify(%s, %s)", (_CHANNEL, payload))
            except psycopg.Error as error:
                self._pause("telling", error)

    def _waiting(self) -> list[str]:
        """What is to be told, once each; waits a moment for the first."""
        try:
            found = [self._outgoing.get(timeout=_LOOK_UP_S)]
        except Empty:
            return []
        while not self._outgoing.empty():
            found.append(self._outgoing.get_nowait())
        return list(dict.fromkeys(found))

    def _on_loop(self, work: Any, *arguments: Any) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(work, *arguments)

    def _pause(self, what: str, error: psycopg.Error) -> None:
        if not self._stopping.is_set():
            log.warning("other_processes_out_of_reach", while_=what, error=type(error).__name__)
            self._stopping.wait(_TRY_AGAIN_S)
