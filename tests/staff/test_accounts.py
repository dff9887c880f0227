from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from naast.errors import NotAllowed, NotLoggedIn, StaffInputInvalid, WrongPassword
from naast.staff import accounts
from naast.staff.accounts import LoggedIn, Role
from naast.staff.demo import demo_accounts_present, ensure_demo_accounts
from naast.store.database import Database

PASSWORD = "lang genoeg voor iedereen"


@pytest.fixture
def logged_in(database: Database, now: datetime) -> LoggedIn:
    with database.write() as session:
        accounts.add(session, "Iemand@Example.nl", "Medewerker", Role.PROFESSIONAL, PASSWORD)
        staff = accounts.verify(session, "iemand@example.nl ", PASSWORD)
        return accounts.open_session(session, staff, now, hours=10)


def test_a_session_ends(database: Database, logged_in: LoggedIn, now: datetime) -> None:
    with database.read() as session:
        assert accounts.by_token(session, logged_in.token, now).staff.name == "Medewerker"
        with pytest.raises(NotLoggedIn):
            accounts.by_token(session, logged_in.token, now + timedelta(hours=11))


def test_a_wrong_password_is_refused(database: Database, logged_in: LoggedIn) -> None:
    with database.read() as session, pytest.raises(WrongPassword):
        accounts.verify(session, "iemand@example.nl", "iets anders")


def test_a_short_password_and_a_taken_address_say_what_to_do(database: Database, logged_in: LoggedIn) -> None:
    with database.write() as session:
        with pytest.raises(StaffInputInvalid, match="12 tekens"):
            accounts.add(session, "a@example.nl", "A", Role.EDITOR, "kort")
        with pytest.raises(StaffInputInvalid, match="heeft al een account"):
            accounts.add(session, "iemand@example.nl", "A", Role.EDITOR, PASSWORD)


def test_the_csrf_token_must_be_the_sessions_own(logged_in: LoggedIn) -> None:
    accounts.check_csrf(logged_in, logged_in.csrf)
    for wrong in (None, "", "x"):
        with pytest.raises(NotAllowed):
            accounts.check_csrf(logged_in, wrong)


def test_demo_accounts_are_recognised_so_that_production_can_refuse_them(database: Database) -> None:
    with database.write() as session:
        assert not demo_accounts_present(session)
        ensure_demo_accounts(session, PASSWORD)
        ensure_demo_accounts(session, "een ander wachtwoord")
        assert demo_accounts_present(session)
        assert accounts.verify(session, "medewerker1@demo.example", "een ander wachtwoord")
