"""Visitors who type, and the desk that sees what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.system import Professional, RunningSystem, Visitor, choices, words


@dataclass
class Talk:
    """A conversation through real Rasa, with the desk beside it."""

    visitor: Visitor
    desk: Professional
    last: list[dict[str, Any]] | None = None

    def say(self, *lines: str) -> str:
        """Type the lines one after another; the words of the last reply."""
        for line in lines:
            self._turn(text=line)
        return words(self.last or [])

    def heard(self, line: str) -> list[dict[str, Any]]:
        """Type a line; the messages that come back."""
        self.say(line)
        return self.last or []

    def tap(self, *ids: str) -> str:
        for id in ids:
            self._turn(choice=id)
        return words(self.last or [])

    def _turn(self, **said: str) -> None:
        """The replies to a turn come all at once."""
        self.visitor.say(**said)
        self.last = self.visitor.read(until=lambda got: any(m["sender"] == "bot" for m in got))

    def settle(self) -> None:
        """A message that was held while a calm question stood open is answered after the question."""
        self.visitor.read(3)

    @property
    def choices(self) -> list[str]:
        return choices(self.last or [])

    def request(self) -> dict[str, Any] | None:
        """The one request that the desk has of this conversation; None when there is none."""
        board = self.desk.http.get("/requests").json()["requests"]
        mine = [line for line in board if line["conversation"] == self.visitor.id]
        assert len(mine) <= 1
        page: dict[str, Any] | None = self.desk.http.get(f"/requests/{mine[0]['id']}").json() if mine else None
        return page

    def answers(self) -> dict[str, str]:
        """What the desk reads, by question."""
        page = self.request()
        assert page is not None, "the desk has no request"
        return {answer["name"]: answer["text"] for answer in page["answers"]}

    def facts(self) -> dict[str, Any]:
        page = self.request()
        assert page is not None, "the desk has no request"
        facts: dict[str, Any] = page["facts"]
        return facts

    def level(self) -> int:
        """How urgent the desk thinks this conversation is."""
        self.visitor.call("POST", "/handover", json={})
        waiting = self.desk.http.get("/queue").json()["waiting"]
        return next(int(item["level"]) for item in waiting if item["id"] == self.visitor.id)


@pytest.fixture(scope="session")
def desk(system: RunningSystem) -> Professional:
    return Professional(system.url, "coordinator")


@pytest.fixture
def youth(system: RunningSystem, desk: Professional) -> Talk:
    return Talk(system.visitor("youth"), desk)


@pytest.fixture
def parent(system: RunningSystem, desk: Professional) -> Talk:
    return Talk(system.visitor(), desk)
