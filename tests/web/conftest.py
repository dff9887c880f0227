from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from naast.content import KnowledgeContent
from naast.understanding.understand import Understander
from tests.web.app import ApiProfessional, ApiVisitor, Clock, StandInEngine, running_app


@pytest.fixture
def engine() -> StandInEngine:
    return StandInEngine()


@pytest.fixture
def clock(now: datetime) -> Clock:
    return Clock(now)


@pytest.fixture
def client(
    tmp_path: Path,
    database_url: str,
    understander: Understander,
    content: KnowledgeContent,
    engine: StandInEngine,
    clock: Clock,
) -> Iterator[TestClient]:
    """The application on SQLite and again on PostgreSQL."""
    with running_app(tmp_path, database_url, understander, content, engine, clock) as client:
        yield client


@pytest.fixture
def visitor(client: TestClient) -> ApiVisitor:
    return ApiVisitor(client)


@pytest.fixture
def professional(client: TestClient) -> ApiProfessional:
    return ApiProfessional(client)


@pytest.fixture
def waiting(visitor: ApiVisitor) -> ApiVisitor:
    """A parent who asked something and waits for a person."""
    visitor.ask("Mijn dochter van 3 komt elke avond uit bed")
    visitor.wait_in_queue()
    return visitor


@pytest.fixture
def owner(waiting: ApiVisitor, professional: ApiProfessional) -> ApiProfessional:
    """The professional who picked the waiting parent up."""
    assert professional.claim(waiting).status_code == 200
    return professional
