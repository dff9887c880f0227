"""Counts of what goes through the channels: of messages, never of people."""

from __future__ import annotations

from prometheus_client import Counter, Gauge

REFUSED = Counter("naast_channel_refused", "Webhook calls and messages that were refused", ["channel", "reason"])
REPEATED = Counter("naast_channel_repeated", "Messages that came in before", ["channel"])
RECEIVED = Counter("naast_channel_received", "Messages from visitors", ["channel"])
SENT = Counter("naast_channel_sent", "What became of attempts to send", ["channel", "outcome"])
DEAD = Gauge("naast_channel_dead_letters", "Messages that could not be delivered", ["channel"])
