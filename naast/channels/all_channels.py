"""The channels that exist. One more is one line here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import httpx

from naast.channels import webhook, whatsapp
from naast.channels.channel import Channel
from naast.settings import Settings

NAMES = (whatsapp.NAME, webhook.NAME)


def configured(settings: Settings, client: httpx.AsyncClient, clock: Callable[[], datetime]) -> dict[str, Channel]:
    """Those that this installation set up; nothing is called of the others. Raises SetupError."""
    made: list[Channel | None] = [
        whatsapp.WhatsApp.from_settings(settings, client),
        webhook.Webhook.from_settings(settings, client, clock),
    ]
    return {channel.name: channel for channel in made if channel}
