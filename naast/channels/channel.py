"""What a channel is: it verifies and reads what comes in, and shows what goes out. Nothing else differs.

A channel knows nothing of conversations, safety or the desk; what it hears goes through the same gateway.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Address:
    """Where a visitor is reached: a phone number or an opaque id. `alias`: a second id of the same person."""

    value: str
    alias: str | None = None


class Kind(StrEnum):
    """What the visitor sent. Of everything but text and a choice we only note that it was there."""

    TEXT = "text"
    CHOICE = "choice"
    IMAGE = "image"
    VIDEO = "video"
    VOICE = "voice"
    DOCUMENT = "document"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    REACTION = "reaction"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Heard:
    """A visitor's message. `text`: what was typed, the title of what was tapped, or a caption."""

    message_id: str
    address: Address
    at: datetime
    kind: Kind
    text: str = ""
    choice: str | None = None


class Outcome(StrEnum):
    """What the channel said of a message that was given to it."""

    SENT = "sent"
    RETRY = "retry"
    """Not now: a rate limit, a fault on their side, no answer."""
    WINDOW = "window"
    """The visitor wrote too long ago: only an invitation is allowed."""
    UNREACHABLE = "unreachable"
    """Nothing will arrive at this address."""
    REFUSED = "refused"
    """This message will never be accepted."""


@dataclass(frozen=True, slots=True)
class Sent:
    """`wait_s`: how long the channel asks us to wait. `everybody`: that goes for all messages, not this one."""

    outcome: Outcome
    message_id: str | None = None
    code: str | None = None
    wait_s: float | None = None
    everybody: bool = False


class Arrival(StrEnum):
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a message of ours. Recognised by our `token`, or else by the channel's `message_id`."""

    state: Arrival
    message_id: str | None = None
    token: str | None = None
    outcome: Outcome = Outcome.REFUSED
    """Why it failed."""
    code: str | None = None


@dataclass(frozen=True, slots=True)
class NumberChanged:
    """The same person has another address from now on."""

    message_id: str
    old: Address
    new: Address


Event = Heard | Delivery | NumberChanged


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What the channel can show. Lengths in characters (UTF-16 units); 0 buttons or rows: it has none."""

    text_length: int = 4096
    buttons: int = 0
    button_title: int = 20
    rows: int = 0
    row_title: int = 24
    row_more: int = 72
    choice_text_length: int = 1024
    """The text above buttons or rows."""
    window: timedelta | None = None
    """So long after the visitor's last message we may write; None: always."""
    invites: bool = False
    """After the window an approved template may ask the visitor to write again."""


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    title: str


class Form(StrEnum):
    TEXT = "text"
    BUTTONS = "buttons"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message as the channel shows it. With form TEXT the options are in the text already."""

    text: str
    options: tuple[Option, ...] = ()
    form: Form = Form.TEXT
    menu: str = ""
    """What stands on the button that opens a list."""

    def to_json(self) -> dict[str, Any]:
        options = [{"id": o.id, "title": o.title} for o in self.options]
        return {"text": self.text, "options": options, "form": self.form.value, "menu": self.menu}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Outgoing:
        options = tuple(Option(**option) for option in value["options"])
        return cls(value["text"], options, Form(value["form"]), value["menu"])


class Channel(Protocol):
    """One way to write. `docs/kanalen.md` tells how to add one."""

    @property
    def name(self) -> str:
        """At most 20 letters; also the name of its texts in `knowledge/channels/`."""

    @property
    def capabilities(self) -> Capabilities: ...

    def handshake(self, query: Mapping[str, str]) -> str:
        """The answer to the channel's first question about our address. Raises WebhookRefused."""

    def receive(self, body: bytes, headers: Mapping[str, str], now: datetime) -> list[Event]:
        """Verify the raw body and read it. Raises WebhookRefused; never trusts what was not signed."""

    def call_id(self, headers: Mapping[str, str]) -> str | None:
        """What no other call has, when a repeated call is a replay; None when repeats are the channel's habit."""

    async def send(self, address: Address, outgoing: Outgoing, token: str) -> Sent:
        """Give one message to the channel. Never raises for what the other side does."""

    async def invite(self, address: Address, token: str) -> Sent:
        """Ask the visitor to write again, without a word of the chat. Only with `capabilities.invites`."""

    async def seen(self, address: Address, message_id: str) -> None:
        """Show that the assistant read this and is typing, where the channel can. Best effort."""

    def link_back(self, text: str) -> str | None:
        """An address that opens the visitor's app with `text` ready to send; None when there is none."""
