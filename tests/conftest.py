"""What all tests share: databases of both kinds, the real application, and the whole system running."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from naast.all_flows import load_flows
from naast.content import KnowledgeContent, load_content
from naast.flows.flow import Flow
from naast.settings import Settings
from naast.store.database import Database
from naast.support.social_map import SocialMap
from naast.understanding.load import load_understander
from naast.understanding.understand import Understander
from tests.databases import Databases, migrated, staffed
from tests.postgres import PrivatePostgres
from tests.system import RunningSystem
from tests.web.app import Application, Clock, StandInEngine

SOCIAL_MAP_READ_ON = date(2026, 11, 25)
"""A day on which the social map was looked at not long ago."""
BESIDE = "beside this checkout"
"""In the reason of a skip: material that only its developers have."""
_ENGINES = ("system", "talking_app")
FORBID_SKIPS = bool(os.environ.get("NAAST_TESTS_FORBID_SKIPS"))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """In CI a skipped test is a failed one: the machine lacks something that it should have.

    What stands beside this checkout is no part of the machine: such a test says so and is skipped.
    """
    outcome = yield
    report = outcome.get_result()
    excused = hasattr(report, "wasxfail") or BESIDE in str(report.longrepr)
    if FORBID_SKIPS and report.skipped and not excused:
        report.outcome = "failed"
        report.longrepr = f"skipped, and NAAST_TESTS_FORBID_SKIPS is set: {report.longrepr}"


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long tests run only when asked for by name (`-m soak`); who may take minutes begins first."""
    if "soak" not in (config.option.markexpr or ""):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("soak")])
        items[:] = [item for item in items if not item.get_closest_marker("soak")]
    items.sort(key=lambda item: not (_engine_of(item) or item.get_closest_marker("timeout")))
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_engine_of(item) or item.path.stem))


def _engine_of(item: pytest.Item) -> str | None:
    """The fixture that starts an engine: tests that share one go to one process, which starts it once."""
    return next((name for name in _ENGINES if name in getattr(item, "fixturenames", ())), None)


@pytest.fixture(scope="session")
def trained() -> Path:
    """The folder with what `naast train` made; `make test` trains before it runs the tests."""
    return Settings().data_dir


@pytest.fixture(scope="session")
def content() -> KnowledgeContent:
    return load_content(Settings())


@pytest.fixture(scope="session")
def flows(content: KnowledgeContent) -> dict[str, Flow]:
    """Every guided conversation, without an engine."""
    social_map = SocialMap.load(Settings().knowledge_dir, lambda: SOCIAL_MAP_READ_ON)
    return load_flows(Settings().knowledge_dir, content.topics, social_map)


@pytest.fixture(scope="session")
def understander(content: KnowledgeContent) -> Understander:
    return load_understander(Settings(), content.topics)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PrivatePostgres]:
    """A private PostgreSQL in a temporary folder."""
    if not PrivatePostgres.available():
        pytest.skip("PostgreSQL's binaries are not on this machine (apt-get install postgresql)")
    with PrivatePostgres() as server:
        yield server


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """`postgres` is started by the first test that asks for it."""
    return Databases(tmp_path_factory.mktemp("databases"), lambda: request.getfixturevalue("postgres"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


@pytest.fixture
def database(databases: Databases, database_kind: str, tmp_path: Path) -> Iterator[Database]:
    """An empty database of each kind."""
    sqlite = database_kind == "sqlite"
    database = Database(databases.sqlite(tmp_path, migrated) if sqlite else databases.postgresql(migrated))
    yield database
    database.close()


@pytest.fixture
def now() -> datetime:
    """A Tuesday afternoon."""
    return datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


@pytest.fixture
def engine() -> StandInEngine:
    return StandInEngine()


@pytest.fixture
def clock(now: datetime) -> Clock:
    return Clock(now)


@pytest.fixture
def application(
    tmp_path: Path,
    databases: Databases,
    database_kind: str,
    understander: Understander,
    content: KnowledgeContent,
    engine: StandInEngine,
    clock: Clock,
) -> Application:
    """The application on SQLite and again on PostgreSQL."""
    sqlite = database_kind == "sqlite"
    url = databases.sqlite(tmp_path, staffed) if sqlite else databases.postgresql(staffed)
    return Application(tmp_path, url, understander, content, engine, clock)


@pytest.fixture
def sqlite_application(
    tmp_path: Path,
    databases: Databases,
    understander: Understander,
    content: KnowledgeContent,
    engine: StandInEngine,
    clock: Clock,
) -> Application:
    """For what has nothing to do with the database."""
    url = databases.sqlite(tmp_path, staffed)
    return Application(tmp_path, url, understander, content, engine, clock)


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory, trained: Path) -> Iterator[RunningSystem]:
    """The whole of Naast, started the way `make run` starts it."""
    with RunningSystem(tmp_path_factory.mktemp("system"), trained) as running:
        yield running
