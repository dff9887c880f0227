"""Real Rasa and our actions, behind the real web application with a clock that tests can move."""

from __future__ import annotations

import os
import subprocess
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from naast.content import KnowledgeContent
from naast.settings import Settings
from naast.staff.demo import ensure_demo_accounts
from naast.supervisor.child import ChildSpec
from naast.supervisor.serve import child_specs
from naast.understanding.understand import Understander
from naast.web.app import create_app
from tests.system import eventually
from tests.web.app import PASSWORD, ApiVisitor, Clock

_START_WITHIN_S = 150


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.engine)


@pytest.fixture(scope="session")
def engine_settings(tmp_path_factory: pytest.TempPathFactory, trained: Path) -> Iterator[Settings]:
    """Settings that point at a running engine and action server of our own."""
    base = Settings(data_dir=tmp_path_factory.mktemp("engine"), models_dir=trained)
    specs = [spec for spec in child_specs(base) if spec.name != "web"]
    with ExitStack() as stack:
        for spec in specs:
            stack.enter_context(_running(spec))
        shared = specs[0].environment
        yield base.model_copy(
            update={
                "engine_url": shared["NAAST_ENGINE_URL"],
                "engine_token": type(base.engine_token)(shared["NAAST_ENGINE_TOKEN"]),
                "engine_timeout_s": 30.0,
                "burst_window_s": 0.02,
            }
        )


class _running:  # noqa: N801
    """One child process for as long as the block lasts."""

    def __init__(self, spec: ChildSpec) -> None:
        self._spec = spec

    def __enter__(self) -> None:
        self._process = subprocess.Popen(
            self._spec.command,
            env={**os.environ, **self._spec.environment},
            cwd=self._spec.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        eventually(self._healthy, _START_WITHIN_S)

    def __exit__(self, *_: object) -> None:
        self._process.kill()  # it keeps nothing, and would wait for its open connections
        self._process.wait(timeout=30)

    def _healthy(self) -> bool:
        assert self._process.poll() is None, f"{self._spec.name} stopped"
        try:
            return httpx.get(self._spec.health_url, timeout=2).status_code == 200
        except httpx.HTTPError:
            return False


@pytest.fixture(scope="session")
def moving_clock() -> Clock:
    return Clock(datetime(2026, 11, 24, 14, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def talking_app(
    engine_settings: Settings, understander: Understander, content: KnowledgeContent, moving_clock: Clock
) -> Iterator[TestClient]:
    app = create_app(engine_settings, moving_clock, understander, content=content)
    with TestClient(app, raise_server_exceptions=False) as client:
        with app.state.service.database.write() as session:
            ensure_demo_accounts(session, PASSWORD)
        yield client


class Talker(ApiVisitor):
    """A visitor who talks, and remembers the last replies."""

    def __init__(self, client: TestClient, **body: str) -> None:
        super().__init__(client, **body)
        self.last: list[dict[str, Any]] = []
        self.heard: list[dict[str, Any]] = []

    def tell(self, *lines: str) -> str:
        """Say each line and wait for what comes back; the words of the last reply."""
        for line in lines:
            seq = self.say(line).json()["message"]["seq"]
            self._listen(seq)
        return self.words

    def tap(self, choice: str) -> str:
        body = {"client_message_id": str(uuid.uuid4()), "choice": choice}
        answer = self.call("POST", "/messages", json=body)
        assert answer.status_code == 202, answer.text
        self._listen(answer.json()["message"]["seq"])
        return self.words

    def _listen(self, seq: int) -> None:
        self.last = self.reply_to(seq)
        self.heard += self.last

    def listen_after(self, seq: int) -> str:
        self._listen(seq)
        return self.words

    def and_then(self) -> str:
        """What comes after what we heard: the assistant answers a held message a moment later."""
        return self.listen_after(self.last[-1]["seq"])

    @property
    def words(self) -> str:
        return "\n".join(message["text"] for message in self.last)

    @property
    def choices(self) -> list[str]:
        return [choice["id"] for message in self.last for choice in message.get("choices", [])]

    @property
    def cards(self) -> list[str]:
        return [message["card"]["type"] for message in self.last if message.get("card")]

    @property
    def plan(self) -> dict[str, Any]:
        kept: dict[str, Any] = self.call("GET", "/plan").json()
        return kept["plan"] if kept["exists"] else {}


Opening = Callable[..., Talker]


@pytest.fixture
def somebody(talking_app: TestClient) -> Opening:
    """A new visitor: `somebody()`, or `somebody("youth")`."""
    return lambda audience="parent": Talker(talking_app, audience=audience)


@pytest.fixture
def answered(somebody: Opening) -> Talker:
    """A parent who has just read an answer."""
    talker = somebody()
    talker.tell("mijn dochter van 3 wil niet slapen")
    return talker


@pytest.fixture
def parent(answered: Talker) -> Talker:
    """A parent who said yes to the questions; the first one was asked."""
    answered.tell("ja graag")
    return answered


@pytest.fixture
def youth(somebody: Opening) -> Talker:
    talker = somebody("youth")
    talker.tell("ik heb steeds ruzie met mijn ouders", "ja")
    return talker


@pytest.fixture
def network(parent: Talker) -> Talker:
    """At the question who is around."""
    parent.tell("gisteren kwam ze tien keer uit bed", "als ik een boekje voorlees", "een zesje", "sla over")
    return parent
