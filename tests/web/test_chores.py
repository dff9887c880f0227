"""What the service does by itself while it runs."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from fastapi.testclient import TestClient

from naast.web.chores import Chore, keep_doing
from tests.web.app import ApiVisitor, Clock
from tests.web.chores import do_chore


def test_a_conversation_past_its_term_is_deleted_by_itself(
    client: TestClient, visitor: ApiVisitor, clock: Clock
) -> None:
    visitor.reply_to(visitor.say("hallo").json()["message"]["seq"])
    do_chore(client, "purge")
    assert visitor.messages()
    clock.now += timedelta(days=31)
    do_chore(client, "purge")
    assert client.get(f"/api/v1/conversations/{visitor.id}", headers=visitor.headers).status_code == 404


def test_a_chore_that_fails_is_done_again() -> None:
    done: list[str] = []

    async def fails_once() -> None:
        done.append("")
        if len(done) == 1:
            raise OSError("the disk is away")

    async def for_a_while() -> None:
        work = asyncio.create_task(keep_doing([Chore("one", 0.001, fails_once)]))
        while len(done) < 3:
            await asyncio.sleep(0.001)
        work.cancel()

    asyncio.run(asyncio.wait_for(for_a_while(), 10))
    assert len(done) >= 3
