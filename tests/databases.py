"""Databases for tests, copied from one that was made before: migrating anew for each test takes minutes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from argon2 import PasswordHasher
from sqlalchemy import update

from naast.staff.demo import ensure_demo_accounts
from naast.store.database import Database
from naast.store.tables import Staff
from tests.postgres import PrivatePostgres
from tests.system import PASSWORD

_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""A real hash takes a fifth of a second at every login; how it is verified is the same."""


def migrated(url: str) -> None:
    """All tables, no rows."""
    database = Database(url)
    database.migrate()
    database.close()


def staffed(url: str) -> None:
    """All tables, and the demo accounts."""
    database = Database(url)
    database.migrate()
    with database.write() as session:
        ensure_demo_accounts(session, PASSWORD)
        session.execute(update(Staff).values(password_hash=_QUICK.hash(PASSWORD)))
    database.close()


class Databases:
    """Copies of what was prepared once, of each kind of database."""

    def __init__(self, folder: Path, postgres: Callable[[], PrivatePostgres]) -> None:
        self._folder = folder
        self._postgres = postgres
        self._made: dict[tuple[str, Callable[[str], None]], str] = {}

    def sqlite(self, folder: Path, prepared: Callable[[str], None]) -> str:
        """The address of a copy in `folder`."""
        original = self._folder / f"{prepared.__name__}.sqlite3"
        if not original.exists():
            prepared(f"sqlite:///{original}")
        file = folder / "naast.sqlite3"
        shutil.copy(original, file)
        return f"sqlite:///{file}"

    def postgresql(self, prepared: Callable[[str], None]) -> str:
        """The address of a copy on the private server. Skips the test where PostgreSQL is missing."""
        server, key = self._postgres(), ("postgresql", prepared)
        if key not in self._made:
            self._made[key] = server.new_database()
            prepared(self._made[key])
        return server.new_database(like=self._made[key])
