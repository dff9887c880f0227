"""Every call of both APIs with whatever its description allows: never a 5xx, and errors are problem documents."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, seed, settings

from naast.content import KnowledgeContent
from naast.understanding.understand import Understander
from tests.databases import Databases, staffed
from tests.web.app import ApiProfessional, ApiVisitor, Application, Clock, StandInEngine

pytestmark = pytest.mark.timeout(900)
_LONG = {"logout", "end", "delete"}


class World:
    """A running application with a chat that a professional has, and a request, so that paths lead somewhere."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.desk = {name: ApiProfessional(client, name) for name in ("medewerker1", "regisseur", "beheerder")}
        self.visitor = ApiVisitor(client)
        self.visitor.ask("Mijn dochter van 3 komt elke avond uit bed")
        self.visitor.wait_in_queue()
        self.desk["medewerker1"].claim(self.visitor)
        made = self.desk["medewerker1"].post("/requests", kind="jim").json()
        self.ids = {"conversation_id": self.visitor.id, "request_id": made["id"]}

    def send(self, case: Any) -> list[Any]:
        """The call as its made-up self, and once more with ids that exist, by everybody who may."""
        made = dict(case.path_parameters)
        sent = []
        for known in ({}, {name: value for name, value in self.ids.items() if name in made}):
            case.path_parameters = made | known
            options = case.as_transport_kwargs(base_url="http://testserver")
            headers = dict(options.pop("headers") or {})
            options.pop("cookies", None)
            for one in self.desk.values() if "/desk" in case.path else [None]:
                own = {"X-CSRF-Token": one.csrf} if one else self.visitor.headers
                client = one.client if one else self.client
                sent.append(client.request(**options, headers=headers | own, follow_redirects=False))
        return sent


@pytest.fixture(scope="module")
def world(
    tmp_path_factory: pytest.TempPathFactory,
    databases: Databases,
    understander: Understander,
    content: KnowledgeContent,
) -> Any:
    folder = tmp_path_factory.mktemp("fuzz")
    url = databases.sqlite(folder, staffed)
    clock = Clock(datetime(2026, 11, 24, 14, 0, tzinfo=UTC))
    application = Application(folder, url, understander, content, StandInEngine(), clock)
    with application.running() as client:
        yield World(client)


def fuzz(world: World, part: str, examples: int) -> None:
    schema = schemathesis.openapi.from_dict(world.client.get("/api/v1/openapi.json").json())
    failed: list[str] = []
    calls = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        if part not in operation.path or operation.path.rpartition("/")[2] in _LONG:
            continue

        @seed(9)
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def try_it(case: Any) -> None:
            nonlocal calls
            case.query.pop("wait", None) if case.query else None  # a long poll only costs time
            for answer in world.send(case):
                calls += 1
                if answer.status_code >= 500:
                    failed.append(f"{case.method} {case.path} {answer.status_code} {case.body!r:.200}")
                if answer.status_code >= 400 and answer.headers["content-type"] != "application/problem+json":
                    failed.append(f"{case.method} {case.path} {answer.status_code} is no problem document")

        try_it()
    assert calls > 50
    assert not failed, "\n".join(sorted(set(failed))[:20])


@pytest.mark.parametrize("part", ["/conversations", "/desk"])
def test_no_call_that_the_description_allows_breaks_the_service(world: World, part: str) -> None:
    fuzz(world, part, examples=3)


@pytest.mark.soak
@pytest.mark.parametrize("part", ["/api"])
def test_a_long_run_of_made_up_calls_breaks_nothing(world: World, part: str) -> None:
    fuzz(world, part, examples=60)
