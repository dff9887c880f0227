"""A signed webhook, both ways: for the message broker of a municipality (SMS, an app of its own, …).

Each call carries `X-Naast-Timestamp` (seconds since 1970) and `X-Naast-Signature`: `v1=` and the HMAC-SHA256, in
hex, of the timestamp, a dot and the raw body. Old, unsigned and repeated calls are refused; a message that comes
again in a new call is harmless: its id says so. What the JSON looks like stands in the OpenAPI description.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

import httpx
from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from naast.channels.channel import (
    Address,
    Arrival,
    Capabilities,
    Delivery,
    Event,
    Heard,
    Kind,
    Outcome,
    Outgoing,
    Sent,
)
from naast.channels.reading import parsed
from naast.channels.signatures import same, signature
from naast.errors import SetupError, WebhookRefused
from naast.settings import Settings

NAME = "webhook"
FRESH = timedelta(minutes=5)
"""A call that is older, or from so far in the future, is refused."""
_TIMEOUT = httpx.Timeout(10.0, connect=4.0)
_DOUBTFUL_S = 30.0
_Attachment = Literal["image", "video", "voice", "document", "sticker", "location", "contact", "other"]
_Id = Annotated[str, Field(min_length=1, max_length=200)]


class IncomingMessage(BaseModel):
    """A person wrote something. `from` is how the broker knows them; we use it only to answer."""

    type: Literal["message"]
    id: _Id = Field(description="the broker's own id; the same id again changes nothing")
    sender: _Id = Field(alias="from", description="an opaque id or a phone number")
    at: AwareDatetime = Field(description="when it was sent")
    text: str = Field("", max_length=20_000)
    choice: str | None = Field(None, max_length=200, description="id of the option that was tapped")
    attachment: (
        Literal["image", "video", "voice", "document", "sticker", "location", "contact", "other"] | None
    ) = Field(None, description="what came along; never send the thing itself")


class DeliveryReport(BaseModel):
    """What became of a message of ours."""

    type: Literal["status"]
    message: _Id = Field(description="the `id` of our message")
    state: Literal["delivered", "read", "failed"]
    unreachable: bool = Field(False, description="with `failed`: nothing will ever arrive there")


class Delivered(BaseModel):
    """The body of a call to us: one to a hundred events."""

    events: list[Annotated[IncomingMessage | DeliveryReport, Field(discriminator="type")]] = Field(
        min_length=1, max_length=100
    )


class OutgoingOption(BaseModel):
    id: str
    title: str


class OutgoingMessage(BaseModel):
    """The body of a call to the broker. Signed in the same way."""

    id: str = Field(description="the same id again is the same message")
    to: str = Field(description="the `from` of the person's message")
    text: str = Field(description="says everything, the options included")
    options: list[OutgoingOption] = Field(description="for a broker that can show buttons; else leave them out")


@dataclass(frozen=True)
class Webhook:
    client: httpx.AsyncClient
    url: str
    secret: str = field(repr=False)
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    name: str = NAME

    @classmethod
    def from_settings(
        cls, settings: Settings, client: httpx.AsyncClient, clock: Callable[[], datetime]
    ) -> Webhook | None:
        """None when nothing of it is set. Raises SetupError when only a part is."""
        secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
        if not settings.webhook_url and not secret:
            return None
        if not settings.webhook_url or len(secret) < 32 or not settings.public_url:
            raise SetupError(
                "The webhook channel is half set up. Set NAAST_WEBHOOK_URL, NAAST_PUBLIC_URL and a "
                "NAAST_WEBHOOK_SECRET of at least 32 characters; see docs/kanalen.md."
            )
        return cls(client, settings.webhook_url, secret, clock)

    @property
    def capabilities(self) -> Capabilities:
        """Words only: what a broker can show, we don't know."""
        return Capabilities(text_length=1600)

    def handshake(self, query: Mapping[str, str]) -> str:
        raise WebhookRefused("handshake", 404)

    def receive(self, body: bytes, headers: Mapping[str, str], now: datetime) -> list[Event]:
        stamp = headers.get("x-naast-timestamp", "")
        given = headers.get("x-naast-signature", "")
        if not given:
            raise WebhookRefused("unsigned")
        if not same(self.secret, stamp.encode() + b"." + body, given.removeprefix("v1=")):
            raise WebhookRefused("forged")
        if not stamp.isascii() or not stamp.isdigit() or abs(now.timestamp() - int(stamp)) > FRESH.total_seconds():
            raise WebhookRefused("stale")
        try:
            delivered = Delivered.model_validate(parsed(body))
        except ValidationError as error:
            raise WebhookRefused("malformed", 422) from error
        return [event for one in delivered.events for event in _event(one)]

    def call_id(self, headers: Mapping[str, str]) -> str | None:
        """Every call is signed anew, so its signature comes once."""
        return headers.get("x-naast-signature")

    async def send(self, address: Address, outgoing: Outgoing, token: str) -> Sent:
        options = [OutgoingOption(id=option.id, title=option.title) for option in outgoing.options]
        message = OutgoingMessage(id=token, to=address.value, text=outgoing.text, options=options)
        body = json.dumps(message.model_dump(), ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", **signed(self.secret, body, self.clock())}
        try:
            answer = await self.client.post(self.url, content=body, headers=headers, timeout=_TIMEOUT)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            return Sent(Outcome.RETRY, code=type(error).__name__)
        except httpx.HTTPError as error:
            return Sent(Outcome.RETRY, code=type(error).__name__, wait_s=_DOUBTFUL_S)
        return _answered(answer)

    async def invite(self, address: Address, token: str) -> Sent:
        return Sent(Outcome.REFUSED, code="no_template")

    async def seen(self, address: Address, message_id: str) -> None:
        """A broker hears nothing of reading."""

    def link_back(self, text: str) -> str | None:
        return None


def signed(secret: str, body: bytes, now: datetime) -> dict[str, str]:
    """The two headers of a call."""
    stamp = str(int(now.timestamp()))
    return {
        "X-Naast-Timestamp": stamp,
        "X-Naast-Signature": f"v1={signature(secret, stamp.encode() + b'.' + body)}",
    }


def _event(one: IncomingMessage | DeliveryReport) -> Iterator[Event]:
    if isinstance(one, DeliveryReport):
        outcome = Outcome.UNREACHABLE if one.unreachable else Outcome.REFUSED
        yield Delivery(Arrival(one.state), token=one.message, outcome=outcome, code="reported")
        return
    kind = Kind(one.attachment) if one.attachment else (Kind.CHOICE if one.choice else Kind.TEXT)
    yield Heard(
        one.id, Address(one.sender), one.at.astimezone(UTC), kind, one.text.replace("\x00", ""), one.choice
    )


def _answered(answer: httpx.Response) -> Sent:
    code = str(answer.status_code)
    if answer.is_success:
        return Sent(Outcome.SENT)
    if answer.status_code == 410:
        return Sent(Outcome.UNREACHABLE, code=code)
    later = answer.status_code in (401, 403, 408, 425, 429) or answer.status_code >= 500
    asked = answer.headers.get("retry-after", "")
    wait_s = min(float(asked), 3600) if asked.isdigit() else None
    return Sent(Outcome.RETRY if later else Outcome.REFUSED, code=code, wait_s=wait_s)


def schemas() -> dict[str, Any]:
    """The JSON schemas of what comes in and what goes out, for the OpenAPI description."""
    return {
        name: _flat(model.model_json_schema(by_alias=True))
        for name, model in (("in", Delivered), ("out", OutgoingMessage))
    }


def _flat(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with every reference filled in, so that it can stand anywhere."""
    known = schema.pop("$defs", {})

    def filled(value: Any) -> Any:
        if isinstance(value, list):
            return [filled(item) for item in value]
        if not isinstance(value, dict):
            return value
        if "$ref" in value:
            return filled(known[value["$ref"].rpartition("/")[2]])
        return {name: filled(item) for name, item in value.items() if name != "discriminator"}

    whole: dict[str, Any] = filled(schema)
    return whole
