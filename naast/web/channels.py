"""Where channels deliver (`/api/v1/channels/…`), and the one-time links between them and the web chat."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Any

import httpx
import structlog
from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.responses import FileResponse, PlainTextResponse
from pydantic import BaseModel, Field, StrictStr
from sqlalchemy.orm import Session

from naast.channels import links, passes, webhook, whatsapp
from naast.channels.all_channels import NAMES, configured
from naast.channels.around import Around
from naast.channels.channel import Channel
from naast.channels.intake import Intake
from naast.channels.metrics import REFUSED
from naast.channels.sender import Pace, Sender
from naast.channels.talk import Effects
from naast.channels.texts import ChannelTexts
from naast.conversation import messages
from naast.conversation.content import Content
from naast.conversation.live import DESK
from naast.errors import NotNow, WebhookRefused
from naast.privacy.encryption import DataKey
from naast.store.channel_tables import LinkState
from naast.store.tables import Conversation
from naast.store.tables import Sender as By
from naast.web.files import STATIC
from naast.web.problems import problem
from naast.web.public import CallerHere, ServiceHere, announce
from naast.web.service import Service

log = structlog.get_logger()
router = APIRouter()
PREFIX = "/api/v1/channels/"
_MOST_CONNECTIONS = 32


@dataclass(frozen=True)
class Channels:
    """What the web process holds of the channels; requests get it from `request.app.state.channels`."""

    around: Around
    intake: Intake
    sender: Sender

    def named(self, name: str) -> Channel:
        """Raises WebhookRefused (404) for a channel that is not set up here."""
        if name not in self.around.channels:
            raise WebhookRefused("not_set_up", 404)
        return self.around.channels[name]


def channels_of(request: Request) -> Channels:
    channels: Channels = request.app.state.channels
    return channels


ChannelsHere = Annotated[Channels, Depends(channels_of)]


@contextlib.asynccontextmanager
async def running(app: FastAPI, service: Service) -> AsyncIterator[None]:
    """The channels, for as long as the service runs. What was left from before is taken up first."""
    limits = httpx.Limits(max_connections=_MOST_CONNECTIONS)
    async with httpx.AsyncClient(limits=limits, follow_redirects=False) as client:
        channels = connect(service, client)
        app.state.channels = channels
        sending = asyncio.create_task(channels.sender.run()) if channels.around.channels else None
        try:
            yield
        finally:
            await channels.intake.stop()
            if sending:
                sending.cancel()
                await channels.sender.stop()


def connect(service: Service, client: httpx.AsyncClient) -> Channels:
    """Raises SetupError when a channel is half set up, ContentError when its texts are."""
    settings = service.settings
    made = configured(settings, client, service.clock)
    folder = settings.knowledge_dir / "channels"
    around = Around(
        service.database,
        service.keyring,
        service.receivers,
        service.content,
        service.audit,
        service.clock,
        made,
        {name: ChannelTexts.load(folder, name) for name in made},
        settings.municipality,
        settings.channel_audience,
        (settings.public_url or "").rstrip("/"),
    )

    async def after(effects: Effects) -> None:
        for conversation_id in effects.changed:
            announce(service, conversation_id, queue_too=effects.queue_too, lists_too=effects.queue_too)
        for conversation_id in effects.owes_turn:
            service.turns.wake(conversation_id)
        for channel, address, text in effects.farewells:
            await sender.say_farewell(channel, address, text)
        for channel, address, message_id in effects.read.values():
            _later(made[channel].seen(address, message_id))

    intake = Intake(around, service.workers, settings.channel_settle_s, after)
    pace = Pace(settings.channel_look_s, random.random)
    sender = Sender(around, service.hub, service.workers, pace, intake.wake_all)
    return Channels(around, intake, sender)


_passing: set[asyncio.Task[None]] = set()


def _later(work: Any) -> None:
    """Best effort, beside everything else: a mark that something was read."""

    async def quietly() -> None:
        with contextlib.suppress(Exception):
            await work

    task = asyncio.create_task(quietly())
    _passing.add(task)
    task.add_done_callback(_passing.discard)


# What the channels call


def _routes(name: str) -> None:
    async def handshake(request: Request, channels: ChannelsHere) -> Response:
        try:
            return PlainTextResponse(channels.named(name).handshake(request.query_params))
        except WebhookRefused as refused:
            return _refuse(name, refused)

    async def receive(request: Request, channels: ChannelsHere, service: ServiceHere) -> Response:
        body = await request.body()
        try:
            channel = channels.named(name)
            events = channel.receive(body, request.headers, service.clock())
            moved = await channels.intake.accept(channel, events, channel.call_id(request.headers))
        except WebhookRefused as refused:
            return _refuse(name, refused)
        for conversation_id in moved:
            service.hub.publish(DESK, {"type": "conversation", "id": conversation_id})
        return PlainTextResponse("ok")

    about = _DESCRIBED[name]
    router.add_api_route(
        f"{PREFIX}{name}", handshake, methods=["GET"], name=f"{name}_handshake", tags=["channels"],
        responses={403: {"description": "Not the right word"}, 404: {"description": "Not set up"}},
    )  # fmt: skip
    router.add_api_route(
        f"{PREFIX}{name}", receive, methods=["POST"], name=f"{name}_receive", tags=["channels"],
        description=about["description"], openapi_extra=about["openapi"],
        responses={
            401: {"description": "Unsigned, forged or stale"},
            404: {"description": "Not set up"},
            409: {"description": "A replay"},
            422: {"description": "Not the right shape"},
        },
    )  # fmt: skip


def _refuse(name: str, refused: WebhookRefused) -> Response:
    REFUSED.labels(name, refused.reason).inc()
    log.warning("channel_refused", channel=name, reason=refused.reason)
    return problem(refused.status, "Deze aanroep nemen we niet aan.")


def _header(name: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}


_INCOMING = webhook.schemas()["in"]
_DESCRIBED: dict[str, dict[str, Any]] = {
    whatsapp.NAME: {
        "description": "Webhooks of the WhatsApp Cloud API, signed by Meta with the app secret.",
        "openapi": {
            "parameters": [_header("X-Hub-Signature-256")],
            "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}},
        },
    },
    webhook.NAME: {
        "description": (
            "Messages and delivery reports of a message broker. `X-Naast-Timestamp`: seconds since 1970. "
            "`X-Naast-Signature`: `v1=` and HMAC-SHA256 in hex over timestamp, a dot and the raw body. A call "
            "older than five minutes, or with a signature that came before, is refused: sign every attempt anew. "
            "A message id that came before changes nothing. What we send to the broker: see `webhooks`."
        ),
        "openapi": {
            "parameters": [_header("X-Naast-Timestamp"), _header("X-Naast-Signature")],
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": webhook.schemas()["in"]}},
            },
        },
    },
}
for _name in NAMES:
    _routes(_name)


def document(app: FastAPI) -> None:
    """Describe in OpenAPI what we send to a message broker."""

    @app.webhooks.post("message", tags=["channels"])
    def message(body: webhook.OutgoingMessage) -> None:
        """Sent to `NAAST_WEBHOOK_URL`, signed as the calls to us. 2xx: accepted. 410: nobody is there any more.
        429 and 5xx: we try again with growing pauses; the same `id` is the same message."""


# From the channel to the private web chat, and back


class Code(BaseModel):
    code: StrictStr = Field(max_length=80)


@router.get("/verder", include_in_schema=False)
async def continue_page() -> FileResponse:
    return FileResponse(STATIC / "verder.html")


@router.post("/api/v1/continue", status_code=201, tags=["visitor"])
async def continue_here(service: ServiceHere, channels: ChannelsHere, body: Code) -> dict[str, Any]:
    """Open the conversation of a one-time link in the web chat. 404 for a code that is used, old or wrong.

    `app`: the channel that `/channel/{name}` leads back to; null when there is none.
    """

    def work() -> dict[str, Any]:
        with service.database.write() as session:
            conversation = passes.use(session, service.keyring, body.code, service.clock())
            token = passes.give_token(conversation)
            _move_away(session, channels, conversation)
            return {
                "id": conversation.id,
                "token": token,
                "mode": conversation.mode,
                "audience": conversation.audience,
                "app": _way_back(session, channels, conversation.id),
            }

    opened = await service.workers(work)
    announce(service, opened["id"])
    return opened


def _way_back(session: Session, channels: Channels, conversation_id: str) -> str | None:
    link = links.locked(session, conversation_id)
    channel = channels.around.channels.get(link.channel) if link else None
    return channel.name if channel and channel.link_back("") else None


def _move_away(session: Session, channels: Channels, conversation: Conversation) -> None:
    link = links.locked(session, conversation.id)
    if link is None or link.channel not in channels.around.texts:
        return
    key, now = channels.around.keyring.get(conversation.id), channels.around.clock()
    text = channels.around.texts[link.channel].say("moved")
    messages.append(session, key, conversation.id, By.SYSTEM, Content(text), now)
    link.state = LinkState.ELSEWHERE


@router.post("/api/v1/conversations/{conversation_id}/channel/{name}", status_code=201, tags=["visitor"])
async def continue_there(caller: CallerHere, channels: ChannelsHere, name: str) -> dict[str, str]:
    """A one-time link that opens the visitor's app and goes on with this conversation there."""
    channel = channels.around.channels.get(name)
    if channel is None or channel.link_back("") is None:
        raise NotNow("Dit kan hier niet. Praat gerust op deze pagina verder.")

    def work(session: Session, _key: DataKey, conversation: Conversation) -> str:
        return passes.make(session, caller.service.keyring, conversation.id, caller.service.clock())

    code = await caller.write(work)
    return {"url": channel.link_back(f"terug {code}") or ""}
