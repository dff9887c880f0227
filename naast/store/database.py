"""Engines and sessions.

A write on SQLite begins with BEGIN IMMEDIATE, so that two writers queue instead of dead-locking half-way; a
read never waits for a writer (WAL). Writers of one process wait for each other here: SQLite's own waiting is
sleeping and trying again, up to a tenth of a second each time, and the unlucky starve.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

_BEGIN = "naast_begin"
_MIGRATIONS = Path(__file__).with_name("migrations")


def make_engine(url: str) -> Engine:
    """An engine for `url`; a plain `postgresql://` address gets the psycopg 3 driver."""
    parsed = make_url(url)
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, pool_size=20, max_overflow=20, hide_parameters=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, pool_size=20, max_overflow=40, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin_sqlite
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    kind = connection.get_execution_options().get(_BEGIN, "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {kind}")


class Database:
    """Sessions on one database. `write()` commits when its block ends without an error."""

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        writer = self.engine.execution_options(**{_BEGIN: "IMMEDIATE"})
        self._read = sessionmaker(self.engine, expire_on_commit=False)
        self._write = sessionmaker(writer, expire_on_commit=False)
        self._one_writer: AbstractContextManager[object] = nullcontext() if self.shared else threading.Lock()

    @contextmanager
    def read(self) -> Iterator[Session]:
        with self._read() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        with self._one_writer, self._write.begin() as session:
            yield session

    def migrate(self) -> None:
        """Bring the tables up to date; safe to call at every start."""
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS))
        with self.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    @property
    def shared(self) -> bool:
        """May other processes, on other machines, work on it as well?"""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def alone(self, name: str) -> Iterator[bool]:
        """True for one process at a time: of several that do the same chore, one does it."""
        if not self.shared:
            yield True
            return
        with self.engine.connect() as connection:
            lock = {"name": f"naast:{name}"}
            got = bool(connection.scalar(text("SELECT pg_try_advisory_lock(hashtext(:name))"), lock))
            try:
                yield got
            finally:
                if got:
                    connection.execute(text("SELECT pg_advisory_unlock(hashtext(:name))"), lock)

    def close(self) -> None:
        self.engine.dispose()
