"""WhatsApp through Meta's Cloud API, written from its public documentation (the Graph API's reference pages).

Nothing is downloaded and nothing is kept of what Meta tells besides the message: no profile name, no referral.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx

from naast.channels.channel import (
    Address,
    Arrival,
    Capabilities,
    Delivery,
    Event,
    Form,
    Heard,
    Kind,
    NumberChanged,
    Option,
    Outcome,
    Outgoing,
    Sent,
)
from naast.channels.metrics import REFUSED
from naast.channels.reading import objects, parsed, part, word
from naast.channels.signatures import same
from naast.channels.split import shortened
from naast.errors import SetupError, WebhookRefused
from naast.settings import Settings

NAME = "whatsapp"
_TIMEOUT = httpx.Timeout(10.0, connect=4.0)
_DOUBTFUL_S = 30.0
"""After no answer: time for a status that tells whether the message went out."""
_LONGEST_TEXT = 70_000
_ROW_TITLE = Capabilities().row_title
_KINDS = {
    "image": Kind.IMAGE,
    "video": Kind.VIDEO,
    "audio": Kind.VOICE,
    "voice": Kind.VOICE,
    "document": Kind.DOCUMENT,
    "sticker": Kind.STICKER,
    "location": Kind.LOCATION,
    "contacts": Kind.CONTACT,
    "reaction": Kind.REACTION,
}
_NUMBER_CHANGED = frozenset({"user_changed_number", "customer_changed_number", "user_changed_user_id"})
_SILENT = frozenset({"system", "request_welcome", "ephemeral"})
"""Nothing that a person said."""

_WAIT: dict[int, tuple[float, bool]] = {
    # a fault on their side
    1: (5, False), 2: (5, False), 131000: (5, False), 131016: (15, True), 131057: (60, True), 133004: (60, True),
    # too much: of everything, or to this person
    4: (60, True), 80007: (60, True), 130429: (15, True), 131048: (900, True), 131056: (10, False),
    # an administrator can mend it: token, rights, account, payment, registration
    0: (300, True), 3: (300, True), 10: (300, True), 190: (300, True), 368: (900, True), 131005: (300, True),
    131031: (900, True), 131042: (900, True), 131045: (300, True), 133010: (300, True),
}  # fmt: skip
"""Code → how many seconds to wait, and whether that goes for every message."""
_WINDOW = frozenset({131047})
_UNREACHABLE = frozenset({131021, 131026, 131030, 131049, 131050, 130472, 130497})
"""Not on WhatsApp, blocked us, did not accept the terms, or Meta does not deliver to this person."""


@dataclass(frozen=True)
class WhatsApp:
    """One business number. `template`: name and language of the approved invitation."""

    client: httpx.AsyncClient
    url: str
    """Of the number's `messages`."""
    number_id: str
    token: str = field(repr=False)
    app_secret: str = field(repr=False)
    verify_token: str = field(repr=False)
    template: tuple[str, str] | None = None
    own_number: str | None = None
    name: str = NAME

    @classmethod
    def from_settings(cls, settings: Settings, client: httpx.AsyncClient) -> WhatsApp | None:
        """None when nothing of it is set. Raises SetupError when only a part is."""
        secrets = {
            "NAAST_WHATSAPP_TOKEN": settings.whatsapp_token,
            "NAAST_WHATSAPP_APP_SECRET": settings.whatsapp_app_secret,
            "NAAST_WHATSAPP_VERIFY_TOKEN": settings.whatsapp_verify_token,
        }
        given = {name: secret.get_secret_value() for name, secret in secrets.items() if secret}
        number_id = settings.whatsapp_phone_number_id
        if not given and not number_id:
            return None
        wanted = {"NAAST_WHATSAPP_PHONE_NUMBER_ID": number_id, "NAAST_PUBLIC_URL": settings.public_url}
        missing = [name for name in secrets if not given.get(name)]
        missing += [name for name, value in wanted.items() if not value]
        if missing or not number_id:
            raise SetupError(f"WhatsApp is half set up. Also set {', '.join(missing)}; see docs/kanalen.md.")
        token, app_secret, verify_token = given.values()
        template = settings.whatsapp_template
        return cls(
            client,
            f"{settings.whatsapp_host.rstrip('/')}/{settings.whatsapp_version}/{number_id}/messages",
            number_id,
            token,
            app_secret,
            verify_token,
            (template, settings.whatsapp_template_language) if template else None,
            settings.whatsapp_number,
        )

    @property
    def capabilities(self) -> Capabilities:
        """Three buttons, ten rows, a day to answer (Meta's reference of messages)."""
        return Capabilities(buttons=3, rows=10, window=timedelta(hours=24), invites=self.template is not None)

    # Coming in

    def handshake(self, query: Mapping[str, str]) -> str:
        right = hmac.compare_digest(query.get("hub.verify_token", "").encode(), self.verify_token.encode())
        challenge = query.get("hub.challenge", "")
        if query.get("hub.mode") != "subscribe" or not right or not re.fullmatch(r"[\w-]{1,200}", challenge):
            raise WebhookRefused("handshake", 403)
        return challenge

    def receive(self, body: bytes, headers: Mapping[str, str], now: datetime) -> list[Event]:
        given = headers.get("x-hub-signature-256", "")
        if not same(self.app_secret, body, given.removeprefix("sha256=")):
            raise WebhookRefused("forged" if given else "unsigned")
        events: list[Event] = []
        for entry in objects(parsed(body), "entry"):
            for change in objects(entry, "changes"):
                if change.get("field") == "messages":
                    events += self._of(part(change, "value"), now)
        return events

    def _of(self, value: dict[str, Any], now: datetime) -> Iterator[Event]:
        if word(part(value, "metadata"), "phone_number_id") != self.number_id:
            REFUSED.labels(NAME, "other_number").inc()
            return
        for message in objects(value, "messages"):
            yield from self._message(message, value, now)
        for status in objects(value, "statuses"):
            yield from _delivery(status)

    def _message(self, message: dict[str, Any], value: dict[str, Any], now: datetime) -> Iterator[Event]:
        id, kind, address = word(message, "id"), word(message, "type"), _sender(message, value)
        if not id or not address:
            REFUSED.labels(NAME, "unreadable").inc()
            return
        if kind == "system":
            yield from _moved(id, address, part(message, "system"))
        if kind in _SILENT:
            return
        heard = _heard(id, address, _moment(message, now), kind, message)
        if heard is not None:
            yield heard

    def call_id(self, headers: Mapping[str, str]) -> str | None:
        """WhatsApp sends the same call again until it is acknowledged: the messages' ids tell."""
        return None

    # Going out

    async def send(self, address: Address, outgoing: Outgoing, token: str) -> Sent:
        return await self._post(_to(address) | _shown(outgoing) | _recognised(token))

    async def invite(self, address: Address, token: str) -> Sent:
        if self.template is None:
            return Sent(Outcome.REFUSED, code="no_template")
        name, language = self.template
        template = {"name": name, "language": {"code": language}}
        return await self._post(_to(address) | {"type": "template", "template": template} | _recognised(token))

    async def seen(self, address: Address, message_id: str) -> None:
        typing = {"status": "read", "message_id": message_id, "typing_indicator": {"type": "text"}}
        await self._post({"messaging_product": "whatsapp"} | typing)

    def link_back(self, text: str) -> str | None:
        digits = re.sub(r"\D", "", self.own_number or "")
        return f"https://wa.me/{digits}?text={quote(text)}" if digits else None

    async def _post(self, body: dict[str, Any]) -> Sent:
        headers = {"Authorization": f"Bearer {self.token}"}
        try:
            answer = await self.client.post(self.url, json=body, headers=headers, timeout=_TIMEOUT)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            return Sent(Outcome.RETRY, code=type(error).__name__)
        except httpx.HTTPError as error:  # it may have arrived
            return Sent(Outcome.RETRY, code=type(error).__name__, wait_s=_DOUBTFUL_S)
        return _answered(answer)


def _sender(message: dict[str, Any], value: dict[str, Any]) -> Address | None:
    """The phone number, and the business-scoped user id; who has a username may come with the id alone."""
    number = word(message, "from", 40)
    alias = word(message, "from_user_id", 140)
    if not alias:
        contacts = list(objects(value, "contacts"))
        same_person = [c for c in contacts if not number or word(c, "wa_id") == number]
        alias = word(same_person[0], "user_id", 140) if same_person else ""
    return Address(number or alias, alias or None) if number or alias else None


def _moment(message: dict[str, Any], now: datetime) -> datetime:
    """`timestamp` is in seconds since 1970, as text."""
    stamp = word(message, "timestamp", 12)
    return datetime.fromtimestamp(int(stamp), UTC) if stamp.isascii() and stamp.isdigit() else now


def _heard(id: str, address: Address, at: datetime, kind: str, message: dict[str, Any]) -> Heard | None:
    if kind == "text":
        return Heard(id, address, at, Kind.TEXT, word(part(message, "text"), "body", _LONGEST_TEXT))
    if kind == "interactive":
        inside = part(message, "interactive")
        reply = part(inside, "button_reply") or part(inside, "list_reply")
        title = word(reply, "description") or word(reply, "title")
        return Heard(id, address, at, Kind.CHOICE, title, word(reply, "id") or None)
    if kind == "button":  # under a template: what it says is what was said
        return Heard(id, address, at, Kind.TEXT, word(part(message, "button"), "text"))
    if kind == "reaction" and not word(part(message, "reaction"), "emoji"):
        return None  # taken away again
    caption = word(part(message, kind), "caption", _LONGEST_TEXT)
    return Heard(id, address, at, _KINDS.get(kind, Kind.OTHER), caption)


def _moved(id: str, address: Address, system: dict[str, Any]) -> Iterator[NumberChanged]:
    """`wa_id` is the new number (`new_wa_id` in old versions), `user_id` the new id."""
    if word(system, "type") in _NUMBER_CHANGED:
        number = word(system, "wa_id", 40) or word(system, "new_wa_id", 40)
        alias = word(system, "user_id", 140) or None
        if number or alias:
            yield NumberChanged(id, address, Address(number or alias or "", alias))


def _delivery(status: dict[str, Any]) -> Iterator[Delivery]:
    state, id = word(status, "status"), word(status, "id")
    if state not in set(Arrival) or not id:
        return
    code = next((_code(error) for error in objects(status, "errors")), None)
    failed = _outcome(code)
    yield Delivery(
        Arrival(state),
        id,
        word(status, "biz_opaque_callback_data") or None,
        failed.outcome,
        failed.code if state == Arrival.FAILED else None,
    )


def _to(address: Address) -> dict[str, Any]:
    """To a number, or to a user id when that is all we know."""
    whom = {"recipient": address.value} if address.value == address.alias else {"to": address.value}
    return {"messaging_product": "whatsapp", "recipient_type": "individual"} | whom


def _recognised(token: str) -> dict[str, str]:
    return {"biz_opaque_callback_data": token} if token else {}


def _shown(outgoing: Outgoing) -> dict[str, Any]:
    if outgoing.form is Form.TEXT:
        return {"type": "text", "text": {"preview_url": False, "body": outgoing.text}}
    if outgoing.form is Form.BUTTONS:
        buttons = [{"type": "reply", "reply": {"id": o.id, "title": o.title}} for o in outgoing.options]
        action: dict[str, Any] = {"buttons": buttons}
        return _interactive("button", outgoing.text, action)
    action = {"button": outgoing.menu, "sections": [{"rows": [_row(option) for option in outgoing.options]}]}
    return _interactive("list", outgoing.text, action)


def _interactive(kind: str, text: str, action: dict[str, Any]) -> dict[str, Any]:
    return {"type": "interactive", "interactive": {"type": kind, "body": {"text": text}, "action": action}}


def _row(option: Option) -> dict[str, str]:
    """The whole of a title that had to be cut stands below it."""
    row = {"id": option.id, "title": shortened(option.title, _ROW_TITLE)}
    return row if row["title"] == option.title else row | {"description": option.title}


def _answered(answer: httpx.Response) -> Sent:
    try:
        body = answer.json()
    except ValueError:
        body = {}
    if answer.is_success:
        id = next((word(message, "id") for message in objects(body, "messages")), None)
        return Sent(Outcome.SENT, message_id=id or None)
    code = _code(part(body, "error"))
    if code is None:
        later = answer.status_code == 429 or answer.status_code >= 500
        return Sent(Outcome.RETRY if later else Outcome.REFUSED, code=str(answer.status_code))
    found = _outcome(code)
    asked = answer.headers.get("retry-after", "")
    if found.outcome is Outcome.RETRY and asked.isdigit():
        return Sent(Outcome.RETRY, code=found.code, wait_s=min(float(asked), 3600), everybody=found.everybody)
    return found


def _code(error: dict[str, Any]) -> int | None:
    code = error.get("code")
    return code if isinstance(code, int) and not isinstance(code, bool) else None


def _outcome(code: int | None) -> Sent:
    """What to do after an error code."""
    text = str(code)[:40] if code is not None else None
    if code in _WAIT:
        wait_s, everybody = _WAIT[code]
        return Sent(Outcome.RETRY, code=text, wait_s=wait_s, everybody=everybody)
    if code is not None and 200 <= code < 300:  # rights that were not given
        return Sent(Outcome.RETRY, code=text, wait_s=300, everybody=True)
    if code in _WINDOW:
        return Sent(Outcome.WINDOW, code=text)
    return Sent(Outcome.UNREACHABLE if code in _UNREACHABLE else Outcome.REFUSED, code=text)
