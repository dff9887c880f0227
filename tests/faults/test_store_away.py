"""The database goes away, the disk is full: nothing acknowledged is lost, nothing is answered twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.processes import BadEngine, Chat, WebProcess, make_accounts
from tests.postgres import PrivatePostgres

pytestmark = pytest.mark.timeout(500)


@pytest.fixture
def engine() -> Iterator[BadEngine]:
    engine = BadEngine()
    yield engine
    engine.stop()


def stops_for(seconds: float, tmp_path: Path, trained: Path, engine: BadEngine) -> None:
    """Chats go on while PostgreSQL is stopped at once, and started again after a while."""
    with PrivatePostgres() as server:
        url = server.new_database()
        make_accounts(url)
        environment = {"NAAST_DATABASE_URL": url, "NAAST_ENGINE_URL": engine.url}
        with WebProcess(tmp_path, trained, **environment) as web:
            chats = [Chat.begin(web.url) for _ in range(3)]
            for chat in chats:
                chat.say("de eerste vraag")
            server.stop()
            assert chats[0].call("GET", "/messages").status_code == 503
            assert web.alive()
            talking = [threading.Thread(target=chat.say, args=("tijdens de storing", 90)) for chat in chats]
            for one in talking:
                one.start()
            time.sleep(seconds)
            server.start()
            for one in talking:
                one.join()
            for chat in chats:
                chat.say("na de storing")
                chat.check()


@pytest.mark.postgres
def test_while_the_database_is_away_nothing_acknowledged_is_lost(
    tmp_path: Path, trained: Path, engine: BadEngine
) -> None:
    stops_for(2, tmp_path, trained, engine)


@pytest.mark.postgres
@pytest.mark.soak
def test_half_a_minute_without_a_database_loses_nothing_either(
    tmp_path: Path, trained: Path, engine: BadEngine
) -> None:
    stops_for(30, tmp_path, trained, engine)


def test_on_a_full_disk_messages_are_refused_and_what_was_acknowledged_stays(
    tmp_path: Path, trained: Path, engine: BadEngine
) -> None:
    url = f"sqlite:///{tmp_path / 'var' / 'naast.sqlite3'}"
    make_accounts(url)
    environment = {"NAAST_DATABASE_URL": url, "NAAST_ENGINE_URL": engine.url}
    with WebProcess(tmp_path, trained, largest_file=700_000, **environment) as web:
        chat = Chat.begin(web.url)
        refused = 0
        for number in range(200):
            body = {"client_message_id": str(number), "text": f"{number} " + "een lang verhaal " * 10}
            code = chat.call("POST", "/messages", json=body).status_code
            assert code in (202, 503)
            chat.acknowledged += [body["text"].strip()] if code == 202 else []
            refused += code == 503
            if refused > 3:
                break
        assert refused > 3
        assert web.alive()
    with WebProcess(tmp_path, trained, **environment) as web:  # there is room again
        chat.urls = [web.url]
        chat.say("en verder")
        chat.check()
