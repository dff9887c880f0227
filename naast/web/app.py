"""Put the web process together. `create_app` is what uvicorn runs; nothing happens at import."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from threading import Thread

import httpx
from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.staticfiles import StaticFiles

from naast.assistant.engine import Engine
from naast.assistant.made import Maker
from naast.assistant.turns import TurnTaker
from naast.audit.log import AuditLog
from naast.content import KnowledgeContent, load_content
from naast.conversation.across import Across
from naast.conversation.content import Card
from naast.conversation.live import Hub
from naast.conversation.receive import Receiver
from naast.knowledge.municipalities import check_ready_for_production
from naast.languages.foreign import ForeignLines
from naast.privacy.rotation import open_keyring
from naast.settings import Settings
from naast.store.database import Database
from naast.store.tables import Conversation
from naast.strengths.ordinary import OrdinaryAnswers
from naast.understanding.load import load_understander
from naast.understanding.understand import Understander
from naast.web import (
    channels,
    desk,
    health,
    languages,
    limits,
    own_requests,
    pages,
    people,
    plans,
    problems,
    public,
    stream,
    widget,
)
from naast.web.board import Board
from naast.web.chores import Chore, chores_of, keep_doing
from naast.web.files import STATIC
from naast.web.origins import OtherOrigins
from naast.web.requests_seen import RequestsSeen
from naast.web.security import SecurityHeaders
from naast.web.service import Service, Workers
from naast.web.throttle import Throttle

_THREADS = 16


def create_app(
    settings: Settings | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    understander: Understander | None = None,
    engine_transport: httpx.AsyncBaseTransport | None = None,
    content: KnowledgeContent | None = None,
    chores: Callable[[Service], Sequence[Chore]] = chores_of,
) -> FastAPI:
    """The application.

    Tests pass their own settings, clock, understander and a stand-in for the engine, and do the chores
    themselves: a moved clock and a chore at its own time would race.
    """
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with httpx.AsyncClient(transport=engine_transport) as client:
            service = make_service(settings, clock, client, understander, content)
            app.state.service = service
            across = _connect_processes(service)
            await service.turns.wake_all_pending()
            Thread(target=service.content.safety_rules.compile_all, daemon=True).start()
            chores_done = asyncio.create_task(keep_doing(chores(service)))
            async with channels.running(app, service):
                yield
            chores_done.cancel()
            if across:
                await asyncio.to_thread(across.stop)
            await service.turns.stop()
            service.workers.close()
            service.database.close()

    app = FastAPI(
        title="Naast",
        description="Voor bezoekers (`/api/v1/conversations`) en medewerkers (`/api/v1/desk`).",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    problems.install(app)
    channels.document(app)
    app.add_middleware(limits.BodyLimit)
    app.add_middleware(limits.AddressLimit)
    app.add_middleware(GZipMiddleware, minimum_size=800, compresslevel=4)
    app.add_middleware(OtherOrigins)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=settings.allowed_hosts, www_redirect=False)
    app.add_middleware(SecurityHeaders, production=not settings.demo)
    app.add_middleware(RequestsSeen)
    visitors = (public, plans, own_requests, stream, channels, widget, languages)
    for module in (*visitors, desk, people, health, pages):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


def _connect_processes(service: Service) -> Across | None:
    """On PostgreSQL other web processes may serve the same conversations."""
    if not service.database.shared:
        return None
    across = Across(service.hub, service.settings.resolved_database_url, asyncio.get_running_loop())
    across.start()
    return across


def make_service(
    settings: Settings,
    clock: Callable[[], datetime],
    client: httpx.AsyncClient,
    understander: Understander | None = None,
    content: KnowledgeContent | None = None,
) -> Service:
    """Load content, open the stores and connect the parts. Raises SetupError or ContentError."""
    content = content or load_content(settings)
    if not settings.demo:
        check_ready_for_production(content.municipalities[settings.municipality])
    database = Database(settings.resolved_database_url)
    database.migrate()
    keyring = open_keyring(settings)
    screener = content.screener(settings)
    understander = understander or load_understander(settings, content.topics)
    hub, workers = Hub(), Workers(_THREADS)
    engine = Engine(client, settings.engines, settings.engine_token.get_secret_value(), settings.engine_timeout_s)
    ordinary = OrdinaryAnswers.load(settings.knowledge_dir / "strengths")
    receivers = {
        place.id: Receiver(
            screener,
            content.safety_replies(settings, place),
            content.texts,
            place,
            settings.message_limit,
            ordinary,
        )
        for place in content.municipalities.values()
    }

    def helplines(conversation: Conversation, category: str, now: datetime) -> Card:
        receiver = receivers[conversation.municipality]
        return receiver.replies.card(category, receiver.situation(conversation, "", now))

    turns = TurnTaker(
        database,
        keyring,
        engine,
        understander,
        hub,
        clock,
        workers,
        content.texts.say("apology"),
        settings.burst_window_s,
        Maker(helplines, content.plan_texts),
        ForeignLines(
            content.recogniser,
            content.languages,
            {place.id: place.desk_name for place in content.municipalities.values()},
            {place: receiver.replies.helplines for place, receiver in receivers.items()},
        ),
    )
    audit = AuditLog(keyring.derive("audit"))
    board = Board(database, content, hub, clock)
    return Service(
        settings,
        content,
        database,
        keyring,
        receivers,
        understander,
        engine,
        turns,
        hub,
        board,
        audit,
        workers,
        clock,
        Throttle(settings),
    )
