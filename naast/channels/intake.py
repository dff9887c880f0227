"""What comes in: stored before it is acknowledged, once, and handled in the order in which it was sent.

Channels repeat themselves and don't keep the order. So what comes in rests for a moment (`settle_s`); then
everything that was sent before the newest of what rested is handled, oldest first. A message that is late by less
than that moment still finds its place.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from naast.assistant.turns import Threads
from naast.channels import inbox, links, outbox
from naast.channels.around import Around
from naast.channels.channel import Channel, Delivery, Event, Heard, NumberChanged
from naast.channels.metrics import RECEIVED, REFUSED, REPEATED
from naast.channels.talk import Effects, Talk, open_on
from naast.conversation.lifecycle import add_step
from naast.errors import ConversationNotFound, WebhookRefused
from naast.privacy.encryption import DataKey
from naast.store.channel_tables import InboxRow

log = structlog.get_logger()
_MOST_TRIES = 3

AfterHandling = Callable[[Effects], Awaitable[None]]


@dataclass
class Accepted:
    """`waiting`: conversations with something to handle; `moved`: whose deliveries changed."""

    waiting: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    made: list[str] = field(default_factory=list)


class Intake:
    def __init__(self, around: Around, in_thread: Threads, settle_s: float, after: AfterHandling) -> None:
        self._around = around
        self._in_thread = in_thread
        self._settle_s = settle_s
        self._after = after
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()

    async def accept(self, channel: Channel, events: Sequence[Event], call_id: str | None = None) -> set[str]:
        """Store what came in; when this returns it may be acknowledged. Conversations whose deliveries changed.

        Raises WebhookRefused when a call with this id came in before.
        """
        accepted = await self._in_thread(lambda: self._store(channel, events, call_id))
        for conversation_id in accepted.waiting:
            self.wake(conversation_id)
        return accepted.moved

    def wake(self, conversation_id: str) -> None:
        """See to it that what waits is handled. Call on the event loop."""
        if conversation_id in self._tasks:
            self._again.add(conversation_id)
        else:
            self._tasks[conversation_id] = asyncio.create_task(self._work(conversation_id))

    async def wake_all(self) -> None:
        """Whatever was stored and not handled: after a start, or left by another process."""
        for conversation_id in await self._in_thread(self._waiting):
            self.wake(conversation_id)

    async def stop(self) -> None:
        """What is not handled yet is in the store."""
        self._again.clear()
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # Storing

    def _store(self, channel: Channel, events: Sequence[Event], call_id: str | None) -> Accepted:
        """Of two first messages from one address at the same moment, one begins the conversation."""
        accepted = Accepted()
        try:
            return self._store_once(channel, events, call_id, accepted)
        except IntegrityError:
            for conversation_id in accepted.made:
                self._around.keyring.destroy(conversation_id)
            return self._store_once(channel, events, call_id, Accepted())

    def _store_once(
        self, channel: Channel, events: Sequence[Event], call_id: str | None, accepted: Accepted
    ) -> Accepted:
        around = self._around
        with around.database.write() as session:
            if call_id and not inbox.is_new(
                session, around.keyring, f"{channel.name} call", call_id, around.clock()
            ):
                raise WebhookRefused("replayed", 409)
            for event in events:
                if isinstance(event, Heard):
                    self._put(session, channel, event, accepted)
                elif isinstance(event, NumberChanged):
                    self._change_number(session, channel, event)
                else:
                    self._delivered(session, channel, event, accepted)
        return accepted

    def _put(self, session: Session, channel: Channel, heard: Heard, accepted: Accepted) -> None:
        around, now = self._around, self._around.clock()
        if now - heard.at > inbox.STALE:
            REFUSED.labels(channel.name, "stale").inc()
            return
        if not inbox.is_new(session, around.keyring, channel.name, heard.message_id, now):
            REPEATED.labels(channel.name).inc()
            return
        link = links.find(session, around.keyring, channel.name, heard.address)
        if link is None:
            link = open_on(session, around, channel.name, heard)
            accepted.made.append(link.conversation_id)
        key = around.keyring.get(link.conversation_id)
        inbox.put(session, key, link.conversation_id, heard, now)
        accepted.waiting.add(link.conversation_id)
        RECEIVED.labels(channel.name).inc()

    def _change_number(self, session: Session, channel: Channel, event: NumberChanged) -> None:
        """The conversation goes along; whatever stood under the new number loses it."""
        around = self._around
        if not inbox.is_new(session, around.keyring, channel.name, event.message_id, around.clock()):
            return
        link = links.find(session, around.keyring, channel.name, event.old)
        if link is None:
            return
        other = links.find(session, around.keyring, channel.name, event.new)
        if other and other.conversation_id != link.conversation_id:
            links.let_go(session, other)
        links.set_address(around.keyring, around.keyring.get(link.conversation_id), link, event.new)
        add_step(session, link.conversation_id, "number_changed", around.clock())

    def _delivered(self, session: Session, channel: Channel, delivery: Delivery, accepted: Accepted) -> None:
        around = self._around
        if found := outbox.arrived(session, around.keyring, channel.name, delivery, around.clock()):
            accepted.moved.add(found)

    # Handling

    async def _work(self, began_with: str) -> None:
        """Rest, handle, and again as long as something comes in."""
        conversation_id = began_with
        try:
            while True:
                self._again.discard(began_with)
                mark = await self._in_thread(partial(self._newest, conversation_id))
                if not mark and began_with not in self._again:
                    return
                await asyncio.sleep(self._settle_s)
                effects = Effects()
                conversation_id = await self._in_thread(partial(self._handle, conversation_id, mark, effects))
                await self._after(effects)
        except Exception:
            log.exception("channel_intake_failed", conversation=conversation_id)
        finally:
            del self._tasks[began_with]
            if began_with in self._again:
                self._again.discard(began_with)
                self.wake(began_with)

    def _newest(self, conversation_id: str) -> int:
        with self._around.database.read() as session:
            return inbox.newest_id(session, conversation_id)

    def _waiting(self) -> list[str]:
        with self._around.database.read() as session:
            return inbox.waiting(session)

    def _handle(self, conversation_id: str, mark: int, effects: Effects) -> str:
        """Everything sent up to the newest that rested; the conversation in which it goes on."""
        with self._around.database.read() as session:
            until = inbox.horizon(session, conversation_id, mark)
        while until and (following := self._handle_one(conversation_id, until, effects)):
            conversation_id = following
        return conversation_id

    def _handle_one(self, conversation_id: str, until: datetime, effects: Effects) -> str | None:
        """One message in one transaction; None when nothing is left."""
        row_id = 0
        try:
            with self._around.database.write() as session:
                link = links.locked(session, conversation_id)
                if link is None:
                    return None
                found = inbox.first(session, self._key(conversation_id), conversation_id, until)
                if found is None:
                    return None
                row, heard = found
                row_id = row.id
                session.delete(row)
                session.flush()
                return Talk.of(session, self._around, link, effects).hear(heard)
        except ConversationNotFound:
            return None
        except Exception as error:
            log.exception("channel_message_failed", conversation=conversation_id, kind=type(error).__name__)
            self._note_failure(row_id)
            return None

    def _note_failure(self, row_id: int) -> None:
        """Tried again later; after some tries it makes room, so that what follows is heard."""
        with self._around.database.write() as session:
            row = session.get(InboxRow, row_id)
            if row is None:
                return
            row.tries += 1
            if row.tries >= _MOST_TRIES:
                session.execute(delete(InboxRow).where(InboxRow.id == row_id))

    def _key(self, conversation_id: str) -> DataKey:
        return self._around.keyring.get(conversation_id)
