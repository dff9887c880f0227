"""Two web processes behind real nginx with our sample configuration: both restart, and no message is lost."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect

from tests.faults.nginx import Nginx
from tests.faults.processes import BadEngine, Chat, WebProcess, make_accounts
from tests.postgres import PrivatePostgres
from tests.system import eventually

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(400)]
TALKERS, LINES = 6, 8


@pytest.fixture(scope="module")
def processes(
    postgres: PrivatePostgres, tmp_path_factory: pytest.TempPathFactory, trained: Path
) -> Iterator[tuple[WebProcess, WebProcess]]:
    engine, url = BadEngine(), postgres.new_database()
    make_accounts(url)
    folder = tmp_path_factory.mktemp("pair")
    settings = {"NAAST_DATABASE_URL": url, "NAAST_ENGINE_URL": engine.url}
    one, other = WebProcess(folder, trained, **settings), WebProcess(folder, trained, **settings)
    one.begin()
    with other:
        one.wait()
        yield one, other
        one.__exit__(None, None, None)
    engine.stop()


@pytest.fixture(scope="module")
def nginx(processes: tuple[WebProcess, WebProcess], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    if not Nginx.available():
        pytest.skip("nginx is not on this machine (apt-get install nginx-light)")
    with Nginx(tmp_path_factory.mktemp("nginx"), (processes[0].port, processes[1].port)) as nginx:
        eventually(lambda: reached(nginx, "/health/live") == 200, 20)
        yield nginx


def client() -> httpx.Client:
    return httpx.Client(verify=False, timeout=30)


def reached(nginx: Nginx, path: str) -> int:
    try:
        with client() as http:
            return http.get(nginx.url + path).status_code
    except httpx.TransportError:
        return 0


def begin(nginx: Nginx) -> Chat:
    http = client()
    made = http.post(f"{nginx.url}/api/v1/conversations", json={}).json()
    return Chat([nginx.url], made["id"], made["token"], http=http)


def test_the_sample_passes_nginxs_own_check_and_shows_no_metrics(nginx: Nginx) -> None:
    nginx.check()
    assert reached(nginx, "/metrics") == 403
    assert reached(nginx, "/") == 200


def test_a_page_hears_the_answer_over_its_stream(nginx: Nginx) -> None:
    chat = begin(nginx)
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    address = f"wss{nginx.url[5:]}/api/v1/conversations/{chat.id}/stream?token={chat.token}"
    with connect(address, ssl=trusting) as stream:
        chat.say("mijn zoon van 3 slaapt niet")
        texts: list[str] = []
        while not any("antwoord op" in text for text in texts):
            texts.append(json.loads(stream.recv(timeout=20)).get("message", {}).get("text", ""))


def test_restarting_one_after_the_other_loses_and_doubles_no_message(
    nginx: Nginx, processes: tuple[WebProcess, WebProcess]
) -> None:
    chats = [begin(nginx) for _ in range(TALKERS)]
    restarted = threading.Event()

    def talk(chat: Chat) -> None:
        number = 0
        while number < LINES or not restarted.is_set():
            chat.say(f"regel {number} van mij", patience_s=90)
            number += 1
            restarted.wait(1.0)

    talkers = [threading.Thread(target=talk, args=(chat,)) for chat in chats]
    for talker in talkers:
        talker.start()
    for process in processes:
        process.__exit__(None, None, None)
        process.__enter__()
    restarted.set()
    for talker in talkers:
        talker.join()
    for chat in chats:
        assert len(chat.acknowledged) >= LINES
        chat.check()
