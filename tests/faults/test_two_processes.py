"""Two web processes on one PostgreSQL: they deliver for each other, and one may die."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.sync.client import connect

from tests.faults.processes import BadEngine, Chat, WebProcess, make_accounts
from tests.postgres import PrivatePostgres
from tests.system import Professional, eventually

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(400)]
Pair = tuple[WebProcess, WebProcess]


@pytest.fixture(scope="module")
def engine() -> Iterator[BadEngine]:
    engine = BadEngine()
    yield engine
    engine.stop()


@pytest.fixture(scope="module")
def place(
    postgres: PrivatePostgres, tmp_path_factory: pytest.TempPathFactory, engine: BadEngine
) -> dict[str, str]:
    url = postgres.new_database()
    make_accounts(url)
    folder = tmp_path_factory.mktemp("pair")
    return {"folder": str(folder), "NAAST_DATABASE_URL": url, "NAAST_ENGINE_URL": engine.url}


def start(place: dict[str, str], trained: Path) -> WebProcess:
    environment = {name: value for name, value in place.items() if name != "folder"}
    return WebProcess(Path(place["folder"]), trained, **environment)


@pytest.fixture(scope="module")
def pair(place: dict[str, str], trained: Path) -> Iterator[Pair]:
    one, other = start(place, trained), start(place, trained)
    one.begin()
    with other:
        one.wait()
        yield one, other
        one.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def well_behaved(engine: BadEngine) -> None:
    engine.delay_s, engine.status, engine.body = 0.0, 200, None


def test_a_visitor_on_one_and_a_professional_on_the_other_hear_each_other(pair: Pair) -> None:
    chat = Chat.begin(pair[0].url)
    chat.say("mijn zoon van 3 slaapt niet")
    chat.check()
    professional = Professional(pair[1].url, "medewerker1")
    address = f"ws{pair[0].url[4:]}/api/v1/conversations/{chat.id}/stream?token={chat.token}"
    with connect(address) as stream:
        chat.call("POST", "/handover", json={}).raise_for_status()
        professional.post(f"/conversations/{chat.id}/claim").raise_for_status()
        said = professional.post(
            f"/conversations/{chat.id}/messages", client_message_id="1", text="Dag, ik lees mee."
        )
        said.raise_for_status()
        frames = []
        while not any(frame.get("message", {}).get("text") == "Dag, ik lees mee." for frame in frames):
            frames.append(json.loads(stream.recv(timeout=20)))  # without a notification it would come after 30 s
    seqs = [frame["message"]["seq"] for frame in frames if frame["type"] == "message"]
    assert seqs == list(range(1, len(seqs) + 1))


def test_messages_sent_here_and_there_are_stored_once_in_order_and_answered_once(
    pair: Pair, engine: BadEngine
) -> None:
    engine.delay_s = 0.2
    chats = [Chat.begin(pair[0].url, pair[1].url) for _ in range(4)]
    for number in range(4):
        for chat in chats:
            chat.urls.reverse()
            chat.say(f"vraag {number} van mij")
    for chat in chats:
        chat.check()


def test_what_a_process_that_died_owed_is_answered_by_the_other(
    place: dict[str, str], pair: Pair, trained: Path, engine: BadEngine
) -> None:
    engine.delay_s = 5
    doomed = start(place, trained).__enter__()
    chat = Chat.begin(doomed.url, pair[1].url)
    chat.say("dit moet beantwoord worden")
    eventually(lambda: bool(engine.turns) and engine.turns[-1] == "dit moet beantwoord worden", 30)
    doomed.kill()
    engine.delay_s = 0
    chat.check(which=1)
