"""The chain holds, and every way of breaking it shows."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from naast.audit.log import AuditLog, page
from naast.store.database import Database

LOG = AuditLog(b"k" * 32)


@pytest.fixture
def filled(database: Database, now: datetime) -> Database:
    for number in range(5):
        with database.write() as session:
            LOG.append(session, "claim", now + timedelta(seconds=number), conversation_id=f"c{number}", reason="x")
    return database


def head(database: Database) -> str:
    with database.read() as session:
        return LOG.verify(session).head


def break_in(database: Database, statement: str) -> None:
    """As somebody with the database's own password would."""
    sqlite = database.engine.dialect.name == "sqlite"
    with database.engine.begin() as connection:
        if sqlite:
            for change in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER audit_no_{change}"))
        else:
            connection.execute(text("DROP TRIGGER audit_append_only ON audit"))
        connection.execute(text(statement))


def test_an_untouched_log_is_whole(filled: Database) -> None:
    with filled.read() as session:
        found = LOG.verify(session)
    assert (found.rows, found.broken_at) == (5, None)


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit SET action = 'opened' WHERE id = 3", 3),
        ("UPDATE audit SET detail = '{}' WHERE id = 1", 1),
        ("UPDATE audit SET conversation_id = 'other' WHERE id = 5", 5),
        ("UPDATE audit SET staff_id = NULL, at = '2026-01-01' WHERE id = 2", 2),
        ("DELETE FROM audit WHERE id = 4", 4),
        ("DELETE FROM audit WHERE id = 1", 1),
    ],
)
def test_a_changed_or_removed_row_is_found(filled: Database, statement: str, broken_at: int) -> None:
    break_in(filled, statement)
    with filled.read() as session:
        assert LOG.verify(session).broken_at == broken_at


def test_rows_cut_off_at_the_end_are_found_with_a_head_written_down_before(filled: Database) -> None:
    written_down = head(filled)
    break_in(filled, "DELETE FROM audit WHERE id = 5")
    with filled.read() as session:
        assert LOG.verify(session).broken_at is None
        assert LOG.verify(session, written_down).broken_at == 5


def test_a_log_made_with_another_key_does_not_hold(filled: Database) -> None:
    with filled.read() as session:
        assert AuditLog(b"x" * 32).verify(session).broken_at == 1


@pytest.mark.parametrize("statement", ["UPDATE audit SET action = 'x'", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_a_row(filled: Database, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), filled.engine.begin() as connection:
        connection.execute(text(statement))


def test_the_newest_rows_come_first_and_page_by_page(filled: Database) -> None:
    with filled.read() as session:
        assert [row["id"] for row in page(session, limit=2)] == [5, 4]
        assert [row["id"] for row in page(session, before=4, limit=2)] == [3, 2]
        assert [row["id"] for row in page(session, conversation_id="c0")] == [1]
