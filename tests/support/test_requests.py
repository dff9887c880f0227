"""The life of a request in the store: sealed, owned by one, withdrawn without a trace."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from naast.conversation.content import Content
from naast.conversation.lifecycle import delete_conversation, open_conversation
from naast.errors import AlreadyClaimed, ConversationNotFound, InvalidInput, RequestUnknown, StepNotAllowed
from naast.privacy.encryption import MasterKey
from naast.store.database import Database
from naast.store.keyring import Keyring
from naast.store.support_tables import SupportRequest, SupportStep
from naast.store.tables import Staff
from naast.support import jim, requests
from naast.support.jim import JimCheck
from naast.support.kinds import Kind, State
from naast.support.requests import Answers
from naast.support.retention import purge_requests

PHRASE = "mijn buurvrouw van vroeger, die altijd luistert"


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    keyring = Keyring(Database(f"sqlite:///{tmp_path / 'keys.sqlite3'}"), MasterKey(bytes(32)))
    keyring.prepare()
    return keyring


@pytest.fixture
def staff(database: Database) -> list[Staff]:
    people = [
        Staff(email=f"s{n}@demo.example", name=f"Medewerker {n}", role="professional", password_hash="x")
        for n in (1, 2)
    ]
    with database.write() as session:
        session.add_all(people)
    return people


def ask(
    session: Session,
    keyring: Keyring,
    now: datetime,
    kind: Kind = Kind.JIM,
    conversation_id: str | None = None,
    request_id: str = "r1",
) -> SupportRequest:
    return requests.create(
        session,
        keyring,
        request_id=request_id,
        kind=kind,
        municipality="voorbeeldgemeente",
        answers=Answers({"who": PHRASE}, {"age_band": "12-15"}),
        now=now,
        conversation_id=conversation_id,
    )


def conversation(session: Session, keyring: Keyring, now: datetime) -> str:
    return open_conversation(
        session, keyring, municipality="voorbeeldgemeente", audience="youth", greeting=Content("Hoi"), now=now
    ).id


def test_no_word_of_a_request_is_readable_in_the_database(
    database: Database, keyring: Keyring, now: datetime
) -> None:
    with database.write() as session:
        made = ask(session, keyring, now)
        requests.set_contact(keyring.get("r1"), made, "06-12345678", "na school")
    with database.read() as session:
        row = session.get_one(SupportRequest, "r1")
        for sealed in (row.sealed, row.sealed_contact):
            assert sealed is not None
            assert PHRASE.encode() not in sealed
            assert b"06-12345678" not in sealed
        assert requests.read(keyring.get("r1"), row).words == {"who": PHRASE}
        assert requests.contact(keyring.get("r1"), row) == {"how": "06-12345678", "when": "na school"}


def test_a_phone_number_typed_in_an_answer_is_masked(database: Database, keyring: Keyring, now: datetime) -> None:
    with database.write() as session:
        made = requests.create(
            session,
            keyring,
            request_id="r1",
            kind=Kind.OFFER,
            municipality="voorbeeldgemeente",
            answers=Answers({"motive": "bel me op 06-12345678"}),
            now=now,
        )
        assert requests.read(keyring.get("r1"), made).words["motive"] == "bel me op [telefoonnummer]"


def test_asking_the_same_again_brings_the_open_request_up_to_date(
    database: Database, keyring: Keyring, now: datetime
) -> None:
    with database.write() as session:
        talk = conversation(session, keyring, now)
        first = ask(session, keyring, now, conversation_id=talk)
        second = ask(session, keyring, now, conversation_id=talk, request_id="r2")
        assert second.id == first.id
        other = ask(session, keyring, now, Kind.MAATJE, conversation_id=talk, request_id="r3")
        assert other.id == "r3"


def test_withdrawing_leaves_nothing_not_even_the_key(database: Database, keyring: Keyring, now: datetime) -> None:
    with database.write() as session:
        requests.withdraw(session, keyring, ask(session, keyring, now))
    with database.read() as session:
        with pytest.raises(RequestUnknown):
            requests.get(session, "r1")
        assert session.scalar(select(func.count()).select_from(SupportStep)) == 0
    with pytest.raises(ConversationNotFound):
        keyring.get("r1")


def test_a_request_outlives_the_term_of_its_conversation(
    database: Database, keyring: Keyring, now: datetime
) -> None:
    with database.write() as session:
        talk = conversation(session, keyring, now)
        ask(session, keyring, now, conversation_id=talk)
    with database.write() as session:
        delete_conversation(session, keyring, talk)
    with database.read() as session:
        assert requests.get(session, "r1").conversation_id is None
        assert requests.read(keyring.get("r1"), requests.get(session, "r1")).words


def test_one_owner_and_taking_it_again_changes_nothing(
    database: Database, keyring: Keyring, now: datetime, staff: list[Staff]
) -> None:
    with database.write() as session:
        made = ask(session, keyring, now)
        requests.take(session, made, staff[0], now)
        requests.take(session, made, staff[0], now)
        assert made.state == State.TALKING
        assert made.first_contact_at == now
        with pytest.raises(AlreadyClaimed, match="Medewerker 1"):
            requests.take(session, made, staff[1], now)


def test_states_go_only_where_the_road_goes(
    database: Database, keyring: Keyring, now: datetime, staff: list[Staff]
) -> None:
    with database.write() as session:
        made = ask(session, keyring, now)
        with pytest.raises(StepNotAllowed):
            requests.move(session, made, State.STARTED, staff[0], now)
        for state in (State.TALKING, State.CHECKING, State.STARTED, State.CLOSED):
            requests.move(session, made, state, staff[0], now)
        with pytest.raises(StepNotAllowed):
            requests.move(session, made, State.TALKING, staff[0], now)


@pytest.mark.parametrize(
    ("check", "ready"),
    [
        (None, False),
        (JimCheck(safe=False, jim_is_willing=True, parents="agree"), False),
        (JimCheck(safe=True, jim_is_willing=False, parents="agree"), False),
        (JimCheck(safe=True, jim_is_willing=True, parents="not_asked"), False),
        (JimCheck(safe=True, jim_is_willing=True, parents="agree_reluctantly"), True),
        (JimCheck(safe=True, jim_is_willing=True, parents="unsafe_to_ask", note="Besproken met collega."), True),
    ],
)
def test_a_jim_of_a_13_year_old_starts_only_after_safety_willingness_and_parents(
    database: Database, keyring: Keyring, now: datetime, check: JimCheck | None, ready: bool
) -> None:
    with database.write() as session:
        made, key = ask(session, keyring, now), keyring.get("r1")
        if check:
            jim.keep_check(key, made, check)
        if ready:
            jim.require_ready(key, made)
        else:
            with pytest.raises(StepNotAllowed):
                jim.require_ready(key, made)


def test_contact_needs_something_to_call(database: Database, keyring: Keyring, now: datetime) -> None:
    with database.write() as session:
        made = ask(session, keyring, now)
        with pytest.raises(InvalidInput):
            requests.set_contact(keyring.get("r1"), made, "  ", "altijd")


def test_a_closed_request_is_deleted_after_its_term_and_an_open_one_never(
    database: Database, keyring: Keyring, now: datetime, staff: list[Staff]
) -> None:
    with database.write() as session:
        ask(session, keyring, now)
        closed = ask(session, keyring, now, request_id="r2")
        requests.close(session, keyring.get("r2"), closed, "geholpen", "Het loopt goed.", staff[0], now)
    terms = {"voorbeeldgemeente": {"bot": 30, "handed_over": 90}}
    assert purge_requests(database, keyring, terms, now + timedelta(days=80)) == 0
    assert purge_requests(database, keyring, terms, now + timedelta(days=1000), dry_run=True) == 1
    assert purge_requests(database, keyring, terms, now + timedelta(days=1000)) == 1
    with database.read() as session:
        assert list(session.scalars(select(SupportRequest.id))) == ["r1"]


def test_a_closed_request_of_a_municipality_that_left_goes_after_a_month(
    database: Database, keyring: Keyring, now: datetime, staff: list[Staff]
) -> None:
    with database.write() as session:
        closed = ask(session, keyring, now, request_id="r2")
        requests.close(session, keyring.get("r2"), closed, "geholpen", "Het loopt goed.", staff[0], now)
    assert purge_requests(database, keyring, {}, now + timedelta(days=29)) == 0
    assert purge_requests(database, keyring, {}, now + timedelta(days=31)) == 1
