"""Few guesses at a return code: per address and all together. Nothing of it is stored; a restart forgets."""

from __future__ import annotations

import time

from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from naast.errors import TooManyRequests

_PER_ADDRESS = RateLimitItemPerMinute(6, 15)
_TOGETHER = RateLimitItemPerHour(300)
_MESSAGE = "Je hebt te vaak een code geprobeerd. Wacht een kwartier. Of begin gewoon een nieuw gesprek."


class Attempts:
    """Of 850 million codes some thousands are alive: 300 guesses an hour find one in decades."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def count(self, address: str) -> None:
        """Raises TooManyRequests when this address, or everybody together, tried too often."""
        for limit, who in ((_PER_ADDRESS, address), (_TOGETHER, "all")):
            if not self._limiter.hit(limit, "return code", who):
                again_at = self._limiter.get_window_stats(limit, "return code", who).reset_time
                raise TooManyRequests(max(1, round(again_at - time.time())), _MESSAGE)
