"""Work that comes back while the service runs: nothing here waits for somebody to think of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog

from naast.privacy.retention import forget_expired, purge
from naast.support.retention import purge_requests
from naast.web.service import Service
from naast.web.unattended import close_the_queue, raise_alarms, take_back_unattended

log = structlog.get_logger()

_WATCH_S = 10.0
_HOUR_S = 3600.0
_LEFT_BEHIND = timedelta(seconds=12)
"""Longer than any turn: whoever should have answered is gone."""


@dataclass(frozen=True, slots=True)
class Chore:
    """`work` is done every `every_s` seconds, first after one such time."""

    name: str
    every_s: float
    work: Callable[[], Awaitable[None]]


def chores_of(service: Service) -> tuple[Chore, ...]:
    async def answer_what_waits() -> None:
        """A turn that failed on the database's side, or whose process died, is taken again."""
        await service.turns.wake_all_pending(_LEFT_BEHIND)

    async def delete_what_is_past_its_term() -> None:
        await service.workers(purge_alone)

    def purge_alone() -> None:
        with service.database.alone("purge") as alone:
            if alone:
                purge_all()

    def purge_all() -> None:
        terms = {place.id: place.retention_days for place in service.content.municipalities.values()}
        over = (service.database, service.keyring, terms, service.clock())
        gone = purge(*over, audit=service.audit)
        gone += purge_requests(*over, audit=service.audit)
        gone += forget_expired(service.database, service.clock())
        if gone:
            log.info("purged", items=gone)

    async def watch_the_desk() -> None:
        """Nobody is left without somebody."""
        await take_back_unattended(service)
        await close_the_queue(service)
        await raise_alarms(service)

    return (
        Chore("watch_the_desk", _WATCH_S, watch_the_desk),
        Chore("answer_what_waits", _WATCH_S, answer_what_waits),
        Chore("purge", _HOUR_S, delete_what_is_past_its_term),
    )


async def keep_doing(chores: Sequence[Chore]) -> None:
    """Do every chore in its own time until cancelled. One that fails is logged and done again next time."""
    async with asyncio.TaskGroup() as group:
        for chore in chores:
            group.create_task(_repeat(chore))


async def _repeat(chore: Chore) -> None:
    while True:
        await asyncio.sleep(chore.every_s)
        try:
            await chore.work()
        except Exception:
            log.exception("chore_failed", chore=chore.name)
