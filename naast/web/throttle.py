"""How often somebody may do something: per address and per conversation. In memory; a restart forgets.

Each web process counts for itself, so behind N processes a limit is at most N times as wide.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from prometheus_client import Counter as Metric
from prometheus_client import Gauge

from naast.errors import TooManyRequests
from naast.settings import Settings
from naast.web.address import LOCAL

REFUSED = Metric("naast_refused_total", "Requests refused because there were too many", ["what"])
STREAMS = Gauge("naast_open_streams", "Visitors' pages that are open on this process")
_LOCAL_MESSAGES = "600/minute"
"""Even a script on this machine must not fill one conversation."""
_TOO_MANY_TALKS = (
    "Vanaf deze plek zijn heel veel gesprekken begonnen. Wacht even en probeer het dan opnieuw. "
    "Is er gevaar? Bel 112."
)
_BUSY = (
    "Er komen erg veel verzoeken vanaf deze plek. Wacht even en probeer het dan opnieuw. Is er gevaar? Bel 112."
)


class Throttle:
    """Raises TooManyRequests, which says when to come back."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._conversations = parse_many(settings.limit_conversations)
        self._messages = parse_many(settings.limit_messages)
        self._local_messages = parse_many(_LOCAL_MESSAGES)
        self._requests = parse_many(settings.limit_requests)
        self._logins = parse_many(settings.limit_logins)
        self._streams: Counter[str] = Counter()
        self._per_conversation = settings.streams_per_conversation
        self._per_address = settings.streams_per_address

    def request(self, address: str) -> None:
        if address != LOCAL:
            self._hit("requests", self._requests, address, _BUSY)

    def conversation(self, address: str) -> None:
        """Somebody at this address begins a conversation."""
        if address != LOCAL:
            self._hit("conversations", self._conversations, address, _TOO_MANY_TALKS)

    def message(self, address: str, conversation_id: str) -> None:
        limits = self._local_messages if address == LOCAL else self._messages
        self._hit("messages", limits, conversation_id)

    def login(self, address: str) -> None:
        """Per address, besides the lock per account: one address must not try many accounts."""
        if address != LOCAL:
            self._hit("logins", self._logins, address, _BUSY)

    @contextmanager
    def stream(self, address: str, conversation_id: str) -> Iterator[None]:
        """One open WebSocket more, for as long as the block lasts."""
        counted = {f"conversation {conversation_id}": self._per_conversation}
        if address != LOCAL:
            counted[f"address {address}"] = self._per_address
        if any(self._streams[who] >= most for who, most in counted.items()):
            REFUSED.labels("streams").inc()
            raise TooManyRequests(60)
        self._streams.update(counted.keys())
        STREAMS.inc()
        try:
            yield
        finally:
            STREAMS.dec()
            for who in counted:
                self._streams[who] -= 1
                if not self._streams[who]:
                    del self._streams[who]

    def _hit(self, what: str, limits: list[RateLimitItem], who: str, message: str | None = None) -> None:
        for limit in limits:
            if not self._limiter.hit(limit, what, who):
                REFUSED.labels(what).inc()
                again_at = self._limiter.get_window_stats(limit, what, who).reset_time
                wait = max(1, round(again_at - time.time()))
                raise TooManyRequests(wait, message) if message else TooManyRequests(wait)
