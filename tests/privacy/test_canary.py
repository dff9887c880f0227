"""The canary: what is typed in a running system is nowhere readable, and what is deleted never comes back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import LargeBinary, create_engine, select

from naast.privacy.encryption import DataKey, load_master_key
from naast.settings import PROJECT_ROOT
from naast.store import support_tables  # noqa: F401  (its tables belong to Base)
from naast.store.database import Database, make_engine
from naast.store.keyring import Keyring, WrappedKey
from naast.store.tables import Base
from tests.postgres import PrivatePostgres, binary
from tests.privacy.haystack import disguises, found_in, holds, open_files
from tests.system import Professional, RunningSystem, Visitor

pytestmark = [pytest.mark.engine, pytest.mark.timeout(400)]

PHRASE = "de paarse kanarie woont onder de keldertrap"
PHONE = "06-00004217"
NEEDLES = (PHRASE, PHONE)


@dataclass
class Canary:
    """A running system in which the phrase was typed in every place that takes words."""

    system: RunningSystem
    postgres: PrivatePostgres | None
    database_url: str
    visitor: Visitor
    callback: Visitor
    request_id: str

    @property
    def folder(self) -> Path:
        return self.system.folder


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def canary(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, trained: Path
) -> Iterator[Canary]:
    folder = tmp_path_factory.mktemp("canary")
    postgres: PrivatePostgres | None = None
    environment = {name: str(_made(folder / name.lower())) for name in ("TMPDIR", "HOME")}
    url = f"sqlite:///{folder / 'var' / 'naast.sqlite3'}"
    if request.param == "postgresql":
        postgres = request.getfixturevalue("postgres")
        url = environment["NAAST_DATABASE_URL"] = postgres.new_database()
    with RunningSystem(folder, trained, **environment) as system:
        yield type_everywhere(system, postgres, url)


def type_everywhere(system: RunningSystem, postgres: PrivatePostgres | None, url: str) -> Canary:
    visitor, callback = system.visitor(), system.visitor()
    _visitor_types(visitor)
    callback.ask(f"Ik wil gebeld worden: {PHRASE}")
    callback.call("POST", "/callback", json={"when": PHRASE, "how": PHONE}).raise_for_status()
    professional = Professional(system.url, "medewerker1")
    _professional_types(professional, visitor)
    made = professional.post("/requests", kind="jim", words={"who": PHRASE, "why": PHRASE})
    made.raise_for_status()
    _request_is_worked_on(professional, made.json()["id"])
    _breaks_things(system, visitor)
    return Canary(system, postgres, url, visitor, callback, made.json()["id"])


def _visitor_types(visitor: Visitor) -> None:
    """A message, an answer in a guided conversation, a plan, a summary; and the phrase as a client's own id."""
    visitor.ask(f"Mijn dochter van 3 wil niet slapen en {PHRASE}")
    visitor.ask("ik zoek een maatje voor mijn kind")
    visitor.ask("ja")
    visitor.ask(PHRASE)
    body = {"client_message_id": PHRASE, "text": f"nog eens: {PHRASE}"}
    visitor.call("POST", "/messages", json=body).raise_for_status()
    visitor.read(10)
    visitor.call("PUT", "/plan", json={"goal": PHRASE, "works": PHRASE}).raise_for_status()
    summary = dict.fromkeys(("question", "tried", "wish", "language", "network", "strengths"), PHRASE)
    visitor.call("PUT", "/handover", json=summary).raise_for_status()
    visitor.call("POST", "/handover", json={}).raise_for_status()


def _professional_types(professional: Professional, visitor: Visitor) -> None:
    on = f"/conversations/{visitor.id}"
    due = (date.today() + timedelta(days=3)).isoformat()
    for answer in (
        professional.post(f"{on}/claim"),
        professional.post(f"{on}/messages", client_message_id=PHRASE, text=PHRASE),
        professional.post(f"{on}/notes", text=PHRASE),
        professional.post(f"{on}/tasks", text=PHRASE, due=due),
        professional.post(
            f"{on}/close",
            outcome=PHRASE[:40],
            fed_back="yes",
            next_step=PHRASE,
            follow_up={"text": PHRASE, "due": due},
        ),
    ):
        answer.raise_for_status()


def _request_is_worked_on(professional: Professional, request_id: str) -> None:
    on = f"/requests/{request_id}"
    for answer in (
        professional.post(f"{on}/take"),
        professional.post(f"{on}/notes", text=PHRASE),
        professional.post(f"{on}/check", safe=True, jim_is_willing=True, parents="agree", note=PHRASE),
        professional.post(f"{on}/close", outcome=PHRASE[:40], reason=PHRASE),
    ):
        answer.raise_for_status()


def _breaks_things(system: RunningSystem, visitor: Visitor) -> None:
    """Requests that are refused or fail, each with the phrase where a careless log would pick it up."""
    headers = {"Authorization": f"Bearer {visitor.token}"}
    address = f"{system.url}/api/v1/conversations/{visitor.id}/messages"
    for body in (f'{{"client_message_id": "x", "text": {PHRASE}}}', f'{{"text": ["{PHRASE}"]}}', f'"{PHRASE}"'):
        httpx.post(address, content=body, headers={**headers, "Content-Type": "application/json"})
    httpx.get(f"{system.url}/api/v1/{PHRASE}", params={"q": PHRASE}, headers={"X-Odd": PHRASE})
    httpx.post(f"{system.url}/api/v1/desk/login", json={"email": PHRASE, "password": PHRASE})
    httpx.post(f"{system.url}/api/v1/return", json={"code": PHRASE})


def test_what_was_typed_stands_readable_in_no_file_of_the_data_folder_the_logs_or_temporary_files(
    canary: Canary,
) -> None:
    assert PHRASE in canary.visitor.call("GET", "/export").text  # it is there, for whom it is meant
    control = canary.folder / "control.txt"
    control.write_bytes(disguises(PHRASE)[-1])
    assert found_in(canary.folder, NEEDLES) == [str(control)]
    control.unlink()
    for process in ("web", "actions", "engine"):
        pid = canary.system.pid(process)
        needles = [needle for phrase in NEEDLES for needle in disguises(phrase)]
        assert not [file for file in open_files(pid) if holds(file, needles)], process


def test_what_was_typed_stands_nowhere_in_the_engines_folder_or_the_trained_models(
    canary: Canary, trained: Path
) -> None:
    assert found_in(PROJECT_ROOT / "bot", NEEDLES, skip=[".venv"]) == []
    for folder in ("understanding", "dialogue"):
        assert found_in(trained / folder, NEEDLES) == []


def test_what_was_typed_stands_in_no_dump_of_the_database(canary: Canary) -> None:
    dump = _dump(canary)
    needles = [needle for phrase in NEEDLES for needle in disguises(phrase)]
    assert b"conversation" in dump
    assert [needle for needle in needles if needle in dump] == []
    if canary.postgres:  # its own files too: heap, write-ahead log and server log
        assert found_in(canary.postgres.folder, NEEDLES) == []


def test_metrics_and_health_hold_nothing_that_was_typed(canary: Canary) -> None:
    for page in ("/metrics", "/health"):
        answer = httpx.get(f"{canary.system.url}{page}").text
        assert not any(phrase in answer for phrase in NEEDLES)


def test_after_deleting_a_copy_made_before_can_not_be_opened_with_any_key_that_is_left(
    canary: Canary, tmp_path: Path
) -> None:
    copy = _copy(canary, tmp_path)
    wrapped = _wrapped_key(canary, canary.callback.id)
    opened_before = _open_everything(copy, canary)
    assert PHRASE in opened_before
    for visitor in (canary.visitor, canary.callback):
        assert visitor.call("DELETE").status_code == 204
    withdrawn = Professional(canary.system.url, "medewerker1")
    withdrawn.post(f"/requests/{canary.request_id}/withdraw").raise_for_status()
    assert PHRASE not in _open_everything(copy, canary)
    assert [str(file) for file in (canary.folder / "var").rglob("*") if holds(file, [wrapped])] == []


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _dump(canary: Canary) -> bytes:
    if canary.postgres:
        return subprocess.run(
            [binary("pg_dump"), "--dbname", canary.database_url], check=True, capture_output=True, timeout=60
        ).stdout
    with sqlite3.connect(canary.folder / "var" / "naast.sqlite3") as connection:
        return "\n".join(connection.iterdump()).encode()


def _copy(canary: Canary, tmp_path: Path) -> str:
    """A back-up made now; its address."""
    if canary.postgres is None:
        copy = tmp_path / "copy.sqlite3"
        with sqlite3.connect(canary.folder / "var" / "naast.sqlite3") as connection:
            connection.execute(f"VACUUM INTO '{copy}'")
        return f"sqlite:///{copy}"
    url = canary.postgres.new_database()
    subprocess.run([binary("psql"), "--quiet", "--dbname", url], input=_dump(canary), check=True, timeout=60)
    return url


def _wrapped_key(canary: Canary, conversation_id: str) -> bytes:
    with create_engine(f"sqlite:///{canary.folder / 'var' / 'keys.sqlite3'}").connect() as connection:
        found = connection.scalar(select(WrappedKey.wrapped).where(WrappedKey.conversation_id == conversation_id))
    assert found is not None
    return bytes(found)


def _open_everything(copy: str, canary: Canary) -> str:
    """All that opens of every sealed value in the copy, trying every key that there is now with every kind."""
    master = load_master_key(None, canary.folder / "var" / "master.key")
    keys = Database(f"sqlite:///{canary.folder / 'var' / 'keys.sqlite3'}")
    keyring = Keyring(keys, master)
    with keys.read() as session:
        ids = list(session.scalars(select(WrappedKey.conversation_id)))
    data_keys = [keyring.get(one) for one in ids]
    opened = [str(_open(data_keys, sealed)) for sealed in _sealed_values(copy)]
    keys.close()
    return "\n".join(opened)


def _sealed_values(copy: str) -> list[bytes]:
    engine = make_engine(copy)
    values: list[bytes] = []
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, LargeBinary):
                    values += [bytes(row[0]) for row in connection.execute(select(column)) if row[0]]
    engine.dispose()
    assert len(values) > 10
    return values


def _open(keys: list[DataKey], sealed: bytes) -> Any:
    kinds = ("message", "note", "summary", "plan", "callback", "task", "signal", "miss", "dialogue_state")
    for key in keys:
        for kind in (*kinds, "support_answers", "support_contact", "support_step"):
            try:
                return key.open(kind, sealed)
            except InvalidTag:
                continue
    return None


def test_a_search_that_finds_nothing_would_find_every_disguise(tmp_path: Path) -> None:
    for number, disguise in enumerate(disguises(PHRASE)):
        (tmp_path / str(number)).write_bytes(os.urandom(100) + disguise + os.urandom(100))
    assert len(found_in(tmp_path, [PHRASE])) == len(disguises(PHRASE))
    shutil.rmtree(tmp_path)
