from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from cryptography.exceptions import InvalidTag
from sqlalchemy.exc import StatementError

from naast.conversation import messages
from naast.conversation.content import Content
from naast.conversation.lifecycle import Opened, delete_conversation, open_conversation
from naast.errors import ConversationNotFound
from naast.privacy.encryption import MasterKey
from naast.privacy.retention import purge
from naast.store.database import Database
from naast.store.keyring import Keyring
from naast.store.tables import Base, Conversation, Mode, Sender

PHRASE = "een zin die nergens leesbaar mag zijn"


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    keyring = Keyring(Database(f"sqlite:///{tmp_path / 'keys.sqlite3'}"), MasterKey(bytes(32)))
    keyring.prepare()
    return keyring


@pytest.fixture
def opened(database: Database, keyring: Keyring, now: datetime) -> Opened:
    with database.write() as session:
        return open_conversation(
            session,
            keyring,
            municipality="voorbeeldgemeente",
            audience="parent",
            greeting=Content(PHRASE),
            now=now,
        )


def test_the_migrations_make_exactly_the_tables_that_the_code_describes(database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_migrating_twice_changes_nothing(database: Database) -> None:
    database.migrate()


def test_a_time_without_zone_is_refused(database: Database, opened: Opened) -> None:
    with pytest.raises(StatementError), database.write() as session:
        session.get_one(Conversation, opened.id).closed_at = datetime(2026, 1, 1)


def test_a_time_comes_back_as_it_went_in(database: Database, opened: Opened, now: datetime) -> None:
    with database.read() as session:
        assert session.get_one(Conversation, opened.id).created_at == now


def test_nothing_typed_is_readable_in_the_files(
    tmp_path: Path, keyring: Keyring, opened: Opened, database: Database
) -> None:
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert PHRASE.encode() not in file.read_bytes()


def test_after_deletion_an_old_copy_of_the_texts_can_not_be_opened(
    database: Database, keyring: Keyring, opened: Opened
) -> None:
    key = keyring.get(opened.id)
    copy = key.seal("message", PHRASE)
    with database.write() as session:
        delete_conversation(session, keyring, opened.id)
    with pytest.raises(ConversationNotFound):
        keyring.get(opened.id)
    with pytest.raises(InvalidTag):
        keyring.create(opened.id).open("message", copy)


def test_numbers_follow_each_other_without_gaps(
    database: Database, keyring: Keyring, opened: Opened, now: datetime
) -> None:
    for text in ("een", "twee", "drie"):
        with database.write() as session:
            messages.append(session, keyring.get(opened.id), opened.id, Sender.VISITOR, Content(text), now)
    with database.read() as session:
        seen = messages.after(session, keyring.get(opened.id), opened.id, 1)
    assert [(m.seq, m.content.text) for m in seen] == [(2, "een"), (3, "twee"), (4, "drie")]


@pytest.mark.parametrize(("days", "gone"), [(29, 0), (31, 1)])
def test_the_purge_deletes_what_passed_its_term(
    database: Database, keyring: Keyring, opened: Opened, now: datetime, days: int, gone: int
) -> None:
    terms = {"voorbeeldgemeente": {"bot": 30, "handed_over": 90}}
    later = now + timedelta(days=days)
    assert purge(database, keyring, terms, later, dry_run=True) == gone
    assert purge(database, keyring, terms, later) == gone
    assert purge(database, keyring, terms, later) == 0


def test_the_purge_leaves_who_waits_for_a_person(
    database: Database, keyring: Keyring, opened: Opened, now: datetime
) -> None:
    with database.write() as session:
        session.get_one(Conversation, opened.id).mode = Mode.WAITING
    terms = {"voorbeeldgemeente": {"bot": 30, "handed_over": 90}}
    assert purge(database, keyring, terms, now + timedelta(days=999)) == 0


def test_while_one_writes_another_writer_waits_and_a_reader_does_not(database: Database, opened: Opened) -> None:
    order: list[str] = []

    def write() -> None:
        with database.write() as session:
            session.get_one(Conversation, opened.id).municipality = "elders"
            session.flush()
            order.append("second")

    with database.write() as session:
        session.get_one(Conversation, opened.id).municipality = "hier"
        session.flush()
        second = Thread(target=write)
        second.start()
        with database.read() as reader:
            assert reader.get_one(Conversation, opened.id).municipality == "voorbeeldgemeente"
        order.append("first")
    second.join(10)
    assert order == ["first", "second"]


def test_a_writer_that_fails_lets_the_next_one_write(database: Database, opened: Opened) -> None:
    with pytest.raises(ConversationNotFound), database.write():
        raise ConversationNotFound
    with database.write() as session:
        session.get_one(Conversation, opened.id).municipality = "elders"
    with database.read() as session:
        assert session.get_one(Conversation, opened.id).municipality == "elders"
