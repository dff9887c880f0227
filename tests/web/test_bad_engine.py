"""The engine is late, fails or answers with nonsense; the clock jumps. The visitor hears something, once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from fastapi.testclient import TestClient

from naast.assistant.engine import Engine, EngineTurn
from naast.errors import EngineUnavailable
from tests.web.app import ApiVisitor, Clock, StandInEngine
from tests.web.chores import do_chore

TURN = EngineTurn("gesprek", "hallo", "greeting", 1.0)
Answer = Callable[[httpx.Request], httpx.Response]


def take(answer: Answer, urls: tuple[str, ...] = ("http://engine",), timeout_s: float = 1) -> tuple[str, ...]:
    async def work() -> tuple[str, ...]:
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
            reply = await Engine(client, urls, "token", timeout_s).take(TURN)
            return tuple(content.text for content in reply.contents)

    return asyncio.run(work())


NONSENSE = (
    *(b"", b"null", b"[]", b"{}", b"<html>", b"\xff\xfe\x00", b'{"messages": 3, "state": 1}'),
    *(b'{"messages": [{}], "state": {}}', b'{"messages": [null], "state": {}}'),
    b'{"messages": [{"custom": []}], "state": {}}',
)


@pytest.mark.parametrize("body", NONSENSE)
def test_nonsense_is_no_reply(body: bytes) -> None:
    with pytest.raises(EngineUnavailable):
        take(lambda _: httpx.Response(200, content=body))


@pytest.mark.parametrize("status", [500, 403, 404, 302])
def test_a_failure_is_no_reply(status: int) -> None:
    with pytest.raises(EngineUnavailable):
        take(lambda _: httpx.Response(status, json={"messages": [], "state": None}))


def test_an_engine_that_answers_much_too_late_is_not_waited_for() -> None:
    async def work() -> None:
        async def late(_: httpx.Request) -> httpx.Response:
            await asyncio.sleep(3600)
            raise AssertionError

        async with httpx.AsyncClient(transport=httpx.MockTransport(late)) as client:
            await Engine(client, ("http://engine",), "token", 0.01).take(TURN)

    with pytest.raises(EngineUnavailable):
        asyncio.run(work())


def test_a_conversation_keeps_its_engine_and_another_helps_when_that_is_away() -> None:
    asked: list[str] = []
    away: set[str] = set()

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        if request.url.host in away:
            raise httpx.ConnectError("away")
        return httpx.Response(200, json={"messages": [{"custom": {"text": "ja"}}], "state": None})

    urls = ("http://een", "http://twee", "http://drie")
    take(answer, urls)
    take(answer, urls)
    own = asked[0]
    assert asked == [own, own]
    away.add(own)
    assert take(answer, urls) == ("ja",)
    assert asked[-1] != own
    away.update({"een", "twee", "drie"})
    with pytest.raises(EngineUnavailable):
        take(answer, urls)


@pytest.mark.parametrize("hours", [1, -1, 24])
def test_when_the_clock_jumps_every_message_is_answered_once_and_in_order(
    client: TestClient, visitor: ApiVisitor, engine: StandInEngine, clock: Clock, hours: int
) -> None:
    visitor.ask("een")

    def jump() -> None:
        clock.now += timedelta(hours=hours)

    engine.before_reply = jump
    visitor.ask("twee")
    engine.before_reply = lambda: None
    visitor.ask("drie")
    do_chore(client, "answer_what_waits")
    log = visitor.messages()
    assert [m["seq"] for m in log] == list(range(1, len(log) + 1))
    assert [m["sender"] for m in log] == ["bot", *["visitor", "bot"] * 3]
