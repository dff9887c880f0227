"""The queue as every open desk sees it: built once per change, told to each desk as what changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from naast.content import KnowledgeContent
from naast.conversation.live import DESK, Hub
from naast.handover import queue
from naast.handover.queue import Item
from naast.store.database import Database
from naast.store.tables import Mode
from naast.web.titles import titled

Shape = dict[str, Any]
Shown = dict[str, tuple[Item, Shape]]
"""Conversation → what it is, and that with titles; most urgent first."""
_OLDEST = timedelta(seconds=1)
"""Another process may have changed the queue without this one hearing of it."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Who waits and who talks. A later snapshot has a higher version. Not to be changed."""

    version: int
    shown: Shown

    def of(self, staff_id: int) -> dict[str, Shape]:
        """As one professional sees it, with `place` (waiting, mine, taken) and `for_me`."""
        return {chat: _for_one(item, shape, staff_id) for chat, (item, shape) in self.shown.items()}


def difference(before: Snapshot, after: Snapshot, staff_id: int) -> dict[str, Any]:
    """`changed`: shapes for this professional that are new or different; `gone`: ids no longer on the board."""
    old = before.shown
    return {
        "changed": [
            _for_one(item, shape, staff_id)
            for chat, (item, shape) in after.shown.items()
            if chat not in old or old[chat][0] is not item
        ],
        "gone": [chat for chat in old if chat not in after.shown],
    }


class Board:
    def __init__(
        self, database: Database, content: KnowledgeContent, hub: Hub, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._content = content
        self._hub = hub
        self._clock = clock
        self._lock = Lock()
        self._made: tuple[datetime, Snapshot] | None = None

    def current(self) -> Snapshot | None:
        """The snapshot if it stands after the last change; else None: make one with `snapshot`."""
        made, version = self._made, self._hub.version(DESK)
        fresh = made is not None and made[1].version == version and self._clock() - made[0] < _OLDEST
        return made[1] if made and fresh else None

    def snapshot(self) -> Snapshot:
        """As it stands after the last change. Reads the store: call on a thread."""
        with self._lock:
            if found := self.current():
                return found
            version, now = self._hub.version(DESK), self._clock()
            with self._database.read() as session:
                items = queue.items(session, (Mode.WAITING, Mode.HUMAN))
            snapshot = Snapshot(version, {item.id: self._kept(item) for item in items})
            self._made = (now, snapshot)
            return snapshot

    def _kept(self, item: Item) -> tuple[Item, Shape]:
        """What did not change stays the same object, so that every desk sees at a glance what did."""
        old = self._made[1].shown.get(item.id) if self._made else None
        return old if old and old[0] == item else (item, titled(self._content, item.to_json()))


def _for_one(item: Item, shape: Shape, staff_id: int) -> Shape:
    return shape | {"place": _place(item, staff_id), "for_me": item.prefers_id == staff_id}


def _place(item: Item, staff_id: int) -> str:
    if item.mode == Mode.WAITING:
        return "waiting"
    return "mine" if item.owner_id == staff_id else "taken"
