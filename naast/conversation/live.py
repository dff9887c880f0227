"""Tell whoever listens that something changed. Listeners then read the store, so nothing is missed or doubled."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_CHANGE_THE_QUEUE = frozenset({"board", "queue"})
DESK = "desk"
"""The topic on which the desk hears of changes in the queue."""


class Listener:
    """Holds at most one 'something changed' and a short list of passing events such as typing."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()
        self._events: list[dict[str, Any]] = []

    def wake(self, event: dict[str, Any] | None) -> None:
        if event is not None:
            self._events.append(event)
        self._changed.set()

    async def wait(self, timeout: float | None = None) -> list[dict[str, Any]]:
        """Wait for a change, at most `timeout` seconds; the passing events that came along."""
        try:
            await asyncio.wait_for(self._changed.wait(), timeout)
        except TimeoutError:
            return []
        self._changed.clear()
        events, self._events = self._events, []
        return events


class Hub:
    """Listeners per topic (a conversation's id, or DESK), all on one event loop.

    `forward` passes on what is published here to other web processes (naast/conversation/across.py).
    """

    def __init__(self) -> None:
        self.forward: Callable[[str, dict[str, Any] | None], None] | None = None
        self._listeners: dict[str, set[Listener]] = defaultdict(set)
        self._versions: dict[str, int] = {}

    def version(self, topic: str) -> int:
        """How often the desk was told that the queue changed; other topics are not counted."""
        return self._versions.get(topic, 0)

    def publish(self, topic: str, event: dict[str, Any] | None = None) -> None:
        """Tell the listeners here and, through `forward`, those of other processes. Events never hold text."""
        self.deliver(topic, event)
        if self.forward:
            self.forward(topic, event)

    def deliver(self, topic: str, event: dict[str, Any] | None = None) -> None:
        """Tell the listeners of this process."""
        if topic == DESK and event and event["type"] in _CHANGE_THE_QUEUE:
            self._versions[topic] = self._versions.get(topic, 0) + 1
        for listener in self._listeners.get(topic, ()):
            listener.wake(event)

    def wake_all(self) -> None:
        """Nobody knows what was missed: everybody reads the store again."""
        for topic in list(self._listeners):
            self.deliver(topic, {"type": "queue"} if topic == DESK else None)

    @contextmanager
    def listen(self, *topics: str) -> Iterator[Listener]:
        listener = Listener()
        for topic in topics:
            self._listeners[topic].add(listener)
        try:
            yield listener
        finally:
            for topic in topics:
                self._listeners[topic].discard(listener)
                if not self._listeners[topic]:
                    del self._listeners[topic]

    @property
    def listeners(self) -> int:
        return sum(len(group) for group in self._listeners.values())
