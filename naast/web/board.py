"""The queue as every open desk sees it: built once per change, told to each desk as what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
_OLDEST = timedelta(seconds=1)
"""Another process may have changed the queue without this one hearing of it."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Who waits and who talks, most urgent first. A later snapshot has a higher version. Not to be changed."""

    version: int
    shown: tuple[tuple[Item, Shape], ...]

    def of(self, staff_id: int) -> dict[str, Shape]:
        """The same for one professional: conversation → shape with `place` (waiting, mine, taken) and `for_me`."""
        return {
            item.id: shape | {"place": _place(item, staff_id), "for_me": item.prefers_id == staff_id}
            for item, shape in self.shown
        }


def difference(before: Mapping[str, Shape], after: Mapping[str, Shape]) -> dict[str, Any]:
    """`changed`: shapes that are new or different; `gone`: ids that are no longer on the board."""
    return {
        "changed": [shape for chat, shape in after.items() if before.get(chat) != shape],
        "gone": [chat for chat in before if chat not in after],
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

    def snapshot(self) -> Snapshot:
        """As it stands after the last change. Reads the store: call on a thread."""
        with self._lock:
            version, now = self._hub.version(DESK), self._clock()
            if self._made and self._made[1].version == version and now - self._made[0] < _OLDEST:
                return self._made[1]
            with self._database.read() as session:
                items = queue.items(session, (Mode.WAITING, Mode.HUMAN))
            snapshot = Snapshot(version, tuple((item, titled(self._content, item.to_json())) for item in items))
            self._made = (now, snapshot)
            return snapshot


def _place(item: Item, staff_id: int) -> str:
    if item.mode == Mode.WAITING:
        return "waiting"
    return "mine" if item.owner_id == staff_id else "taken"
