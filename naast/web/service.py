"""What the web process holds while it runs. Requests get it from `request.app.state.service`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from fastapi import Request, WebSocket

from naast.assistant.engine import Engine
from naast.assistant.turns import TurnTaker
from naast.audit.log import AuditLog
from naast.content import KnowledgeContent
from naast.conversation.live import Hub
from naast.conversation.receive import Receiver
from naast.knowledge.municipalities import Municipality
from naast.settings import Settings
from naast.store.database import Database
from naast.store.keyring import Keyring
from naast.understanding.understand import Understander
from naast.web.address import address_of
from naast.web.attempts import Attempts
from naast.web.board import Board
from naast.web.throttle import Throttle

T = TypeVar("T")


class Workers:
    """Runs blocking work (database, screening, search) on threads, beside the event loop."""

    def __init__(self, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="naast")

    async def __call__(self, work: Callable[[], T], /) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def close(self) -> None:
        self._pool.shutdown()


@dataclass(frozen=True)
class Service:
    settings: Settings
    content: KnowledgeContent
    database: Database
    keyring: Keyring
    receivers: dict[str, Receiver]
    """One per municipality: its helplines carry its own numbers."""
    understander: Understander
    engine: Engine
    turns: TurnTaker
    hub: Hub
    board: Board
    audit: AuditLog
    workers: Workers
    clock: Callable[[], datetime]
    throttle: Throttle
    return_attempts: Attempts = field(default_factory=Attempts)

    def address_of(self, connection: Request | WebSocket) -> str:
        """Where a call comes from, as the limits count it."""
        return address_of(connection, self.settings.proxies)

    def municipality(self, municipality_id: str) -> Municipality:
        return self.content.municipalities[municipality_id]


def service_of(connection: Request | WebSocket) -> Service:
    service: Service = connection.app.state.service
    return service


def request_service(request: Request) -> Service:
    return service_of(request)
