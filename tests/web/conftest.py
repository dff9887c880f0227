from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.web.app import ApiProfessional, ApiVisitor, Application


@pytest.fixture
def client(application: Application) -> Iterator[TestClient]:
    with application.running() as client:
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
