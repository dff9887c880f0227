"""Bring out what was said: follow the conversations on channels, send what is due, note what became of it.

The database is the truth; the hub only says that it is time to look. So whatever stops in between, the next look
goes on where it was.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from naast.assistant.turns import Threads
from naast.channels import inbox, outbox, passes
from naast.channels.around import Around
from naast.channels.channel import Address, Outcome, Outgoing, Sent
from naast.channels.follow import behind, follow
from naast.channels.metrics import DEAD, SENT
from naast.channels.outbox import Due
from naast.conversation.live import DESK, Hub
from naast.errors import ConversationNotFound

log = structlog.get_logger()
_AT_ONCE = 16
_TIDY_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Pace:
    """`look_every_s`: look at the database at least so often. `luck`: 0 to 1, spreads the pauses."""

    look_every_s: float
    luck: Callable[[], float]


class Sender:
    def __init__(
        self, around: Around, hub: Hub, in_thread: Threads, pace: Pace, wake_inbox: Callable[[], Awaitable[None]]
    ) -> None:
        self._around = around
        self._hub = hub
        self._in_thread = in_thread
        self._pace = pace
        self._wake_inbox = wake_inbox
        self._underway: set[asyncio.Task[None]] = set()
        self._quiet_until: dict[str, datetime] = {}
        """Channel → no messages before, because it said so for all of them."""
        self._tidied: datetime | None = None

    async def run(self) -> None:
        """Until cancelled. A failure is logged and tried again at the next look."""
        with self._hub.listen(DESK) as listener:
            while True:
                try:
                    await self.look()
                except Exception:
                    log.exception("channel_sender_failed")
                await listener.wait(self._pace.look_every_s)

    async def look(self) -> None:
        """Follow, and give everything that is due to its channel."""
        await self._in_thread(self._follow)
        room = _AT_ONCE - len(self._underway)
        for due in await self._in_thread(lambda: self._claim(room)):
            task = asyncio.create_task(self._send(due))
            self._underway.add(task)
            task.add_done_callback(self._underway.discard)
        now = self._around.clock()
        if self._tidied is None or now - self._tidied >= _TIDY_EVERY:
            self._tidied = now
            await self._in_thread(self._tidy)
            await self._wake_inbox()

    async def stop(self) -> None:
        """Let what is underway finish; it is short."""
        if self._underway:
            await asyncio.wait(self._underway, timeout=5)

    async def say_farewell(self, channel: str, address: Address, text: str) -> None:
        """The last word after a deletion: sent once, kept nowhere."""
        sent = await self._around.channels[channel].send(address, Outgoing(text), "")
        SENT.labels(channel, sent.outcome.value).inc()

    def _follow(self) -> None:
        with self._around.database.read() as session:
            late = behind(session)
        for conversation_id in late:
            with self._around.database.write() as session:
                follow(session, self._around, conversation_id)

    def _claim(self, room: int) -> list[Due]:
        now = self._around.clock()
        windows = {
            name: window
            for name, window in self._around.windows.items()
            if self._quiet_until.get(name, now) <= now
        }
        with self._around.database.read() as session:
            ids = outbox.due(session, windows, now, room) if room > 0 else []
        claimed = []
        for row_id in ids:
            with contextlib.suppress(ConversationNotFound), self._around.database.write() as session:
                if due := outbox.claim(session, self._around.keyring, row_id, windows, now):
                    claimed.append(due)
        return claimed

    async def _send(self, due: Due) -> None:
        channel = self._around.channels[due.channel]
        try:
            if due.outgoing is None:
                sent = await channel.invite(due.address, due.token)
            else:
                sent = await channel.send(due.address, due.outgoing, due.token)
        except Exception as error:  # a fault of our own must not lose the message
            log.warning("channel_send_failed", channel=due.channel, error=type(error).__name__)
            sent = Sent(Outcome.RETRY, code=type(error).__name__[:40])
        SENT.labels(due.channel, sent.outcome.value).inc()
        if sent.outcome is not Outcome.SENT:
            log.warning("channel_not_sent", channel=due.channel, outcome=sent.outcome.value, code=sent.code)
        if sent.everybody:
            self._quiet_until[due.channel] = self._around.clock() + timedelta(seconds=sent.wait_s or 10.0)
        await self._in_thread(lambda: self._record(due, sent))
        self._hub.publish(DESK, {"type": "conversation", "id": due.conversation_id})

    def _record(self, due: Due, sent: Sent) -> None:
        with self._around.database.write() as session:
            now, luck = self._around.clock(), self._pace.luck()
            outbox.record(session, self._around.keyring, due.row_id, sent, now, luck)

    def _tidy(self) -> None:
        now = self._around.clock()
        with self._around.database.write() as session:
            inbox.forget_old(session, now)
            passes.forget_old(session, now)
            dead = outbox.dead_letters(session)
        for channel in self._around.channels:
            DEAD.labels(channel).set(dead.get(channel, 0))
