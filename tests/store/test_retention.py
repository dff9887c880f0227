"""What goes when, per class and municipality, and how it is shown that it went."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from naast import cli
from naast.audit.log import AuditLog, page
from naast.conversation.content import Content
from naast.conversation.lifecycle import open_conversation
from naast.privacy.retention import due, forget_expired, purge
from naast.privacy.rotation import open_keyring
from naast.settings import Settings
from naast.store.database import Database
from naast.store.keyring import Keyring
from naast.store.tables import Conversation, LoginThrottle, Mode

TERMS = {"klein": {"bot": 10, "handed_over": 20}, "groot": {"bot": 30, "handed_over": 365}}


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return open_keyring(Settings(data_dir=tmp_path / "keys"))


def begin(database: Database, keyring: Keyring, place: str, at: datetime, *, handed_over: bool) -> str:
    with database.write() as session:
        greeting = Content("Hallo")
        id = open_conversation(
            session, keyring, municipality=place, audience="parent", greeting=greeting, now=at
        ).id
        if handed_over:
            conversation = session.get_one(Conversation, id)
            conversation.mode, conversation.claimed_at, conversation.closed_at = Mode.CLOSED, at, at
    return id


def test_every_municipality_has_its_own_terms_per_class(
    database: Database, keyring: Keyring, now: datetime
) -> None:
    made = {
        (place, kind): begin(database, keyring, place, now, handed_over=kind == "handed_over")
        for place in TERMS
        for kind in ("bot", "handed_over")
    }
    for days, gone in ((9, 0), (11, 1), (21, 2), (31, 3), (366, 4)):
        found = due(database, TERMS, now + timedelta(days=days))
        assert len(found) == gone
        assert all(made[one.municipality, one.kind] == one.id for one in found)


def test_what_a_municipality_left_behind_goes_too(database: Database, keyring: Keyring, now: datetime) -> None:
    begin(database, keyring, "opgeheven", now, handed_over=False)
    assert purge(database, keyring, TERMS, now + timedelta(days=31)) == 1


def test_a_deletion_is_provable_without_a_word_of_what_was_said(
    database: Database, keyring: Keyring, now: datetime
) -> None:
    id = begin(database, keyring, "klein", now, handed_over=False)
    audit = AuditLog(keyring.derive("audit"))
    purge(database, keyring, TERMS, now + timedelta(days=11), audit=audit)
    with database.read() as session:
        row = page(session, conversation_id=id)[0]
        assert (row["action"], row["detail"]) == ("purged", {"kind": "bot"})
        assert audit.verify(session).broken_at is None


def test_failed_log_ins_are_forgotten_after_a_day(database: Database, now: datetime) -> None:
    with database.write() as session:
        session.add(LoginThrottle(email_hash="x" * 64, failures=1, last_at=now))
    assert forget_expired(database, now + timedelta(hours=23)) == 0
    assert forget_expired(database, now + timedelta(hours=25)) == 1


def test_a_dry_run_says_per_class_what_would_go_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(data_dir=tmp_path)
    database, keyring = Database(settings.resolved_database_url), open_keyring(settings)
    database.migrate()
    long_ago = datetime.now(UTC) - timedelta(days=40)
    begin(database, keyring, "voorbeeldgemeente", long_ago, handed_over=False)
    monkeypatch.setenv("NAAST_DATA_DIR", str(tmp_path))
    lines = []
    for arguments in (["purge", "--dry-run"], ["purge", "--dry-run"], ["purge"], ["purge"]):
        assert cli.main(arguments) == 0
        lines.append([line.split() for line in capsys.readouterr().out.splitlines()])
    rows = [next(r for r in out if r[:2] == ["voorbeeldgemeente", "bot"]) for out in lines]
    assert [row[-1] for row in rows] == ["1", "1", "1", "0"]
