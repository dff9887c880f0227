"""Invitations, the second factor, lock-out with back-off, sessions that end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from fastapi.testclient import TestClient

from naast.staff import accounts
from naast.staff.accounts import Role
from tests.web.app import PASSWORD, ApiProfessional, ApiVisitor, Application, Clock

NEW = {"email": "Nieuw@example.nl", "name": "Nieuwe collega", "role": "professional", "team": "Jongeren"}


@pytest.fixture
def admin(client: TestClient) -> ApiProfessional:
    return ApiProfessional(client, "beheerder")


def log_in(client: TestClient, email: str, password: str = PASSWORD, code: str = "") -> Any:
    body = {"email": email, "password": password, "code": code}
    return client.post("/api/v1/desk/login", json=body)


def accept(client: TestClient, token: str, password: str = PASSWORD) -> Any:
    return client.post("/api/v1/desk/invitation", json={"token": token, "password": password})


def test_an_invited_professional_chooses_a_password_and_logs_in(
    client: TestClient, admin: ApiProfessional
) -> None:
    made = admin.post("/accounts", **NEW)
    assert made.status_code == 201
    assert log_in(client, NEW["email"], "!").status_code == 401
    token = made.json()["invitation"]
    assert accept(client, token, "te kort").json()["field"] == "password"
    assert accept(client, token).json()["email"] == "nieuw@example.nl"
    assert log_in(client, NEW["email"]).json()["team"] == "Jongeren"
    assert accept(client, token).json()["field"] == "token"


def test_an_invitation_ends_after_a_week_and_when_a_newer_one_is_made(
    client: TestClient, admin: ApiProfessional, clock: Clock
) -> None:
    made = admin.post("/accounts", **NEW).json()
    newer = admin.post(f"/accounts/{made['id']}/invite").json()["invitation"]
    assert accept(client, made["invitation"]).status_code == 422
    clock.now += timedelta(days=8)
    assert accept(client, newer).status_code == 422


def test_whoever_is_made_inactive_is_out_at_once_and_their_chats_go_back(
    admin: ApiProfessional, owner: ApiProfessional, waiting: ApiVisitor
) -> None:
    staff_id = owner.get("/me").json()["id"]
    answer = admin.client.put(
        f"/api/v1/desk/accounts/{staff_id}", json={"active": False}, headers={"X-CSRF-Token": admin.csrf}
    )
    assert answer.json()["active"] is False
    assert owner.get("/queue").status_code == 401
    assert waiting.call("GET").json()["mode"] == "waiting"
    assert log_in(owner.client, "medewerker1@demo.example").status_code == 401


def test_an_administrator_can_not_lock_themselves_out(admin: ApiProfessional) -> None:
    own = admin.get("/me").json()["id"]
    assert admin.post(f"/accounts/{own}/invite").status_code == 422


def test_an_account_needs_an_address_and_a_role_that_exist(admin: ApiProfessional) -> None:
    assert admin.post("/accounts", **(NEW | {"email": "geen adres"})).json()["field"] == "email"
    assert admin.post("/accounts", **(NEW | {"role": "directeur"})).json()["field"] == "role"
    admin.post("/accounts", **NEW)
    assert admin.post("/accounts", **NEW).json()["field"] == "email"


@pytest.mark.parametrize("email", ["medewerker1@demo.example", "niemand@demo.example"])
def test_after_five_failures_the_address_is_locked_and_each_next_one_costs_more(
    client: TestClient, clock: Clock, email: str
) -> None:
    for _ in range(5):
        assert log_in(client, email, "fout").status_code == 401
    locked = log_in(client, email)
    assert (locked.status_code, locked.headers["retry-after"]) == (429, "30")
    clock.now += timedelta(seconds=31)
    assert log_in(client, email, "fout").status_code == 401
    assert log_in(client, email).headers["retry-after"] == "60"


def test_the_right_password_forgets_the_failures(client: TestClient) -> None:
    for _ in range(4):
        log_in(client, "medewerker1@demo.example", "fout")
    assert log_in(client, "medewerker1@demo.example").status_code == 200
    assert log_in(client, "medewerker1@demo.example", "fout").status_code == 401
    assert log_in(client, "medewerker1@demo.example").status_code == 200


def test_a_session_that_lies_idle_ends_and_one_that_is_used_goes_on(
    professional: ApiProfessional, clock: Clock
) -> None:
    for _ in range(3):
        clock.now += timedelta(minutes=100)
        assert professional.post("/presence", state="available").status_code == 200
    clock.now += timedelta(minutes=121)
    assert professional.get("/me").status_code == 401


def test_a_session_ends_after_a_working_day_however_it_is_used(
    professional: ApiProfessional, clock: Clock
) -> None:
    for _ in range(10):
        clock.now += timedelta(hours=1)
        professional.post("/presence", state="available")
    clock.now += timedelta(minutes=1)
    assert professional.get("/me").status_code == 401


@pytest.fixture
def production(application: Application, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """As outside the demo, for a municipality that is ready."""
    import naast.web.app as app_module

    monkeypatch.setattr(app_module, "check_ready_for_production", lambda _place: None)
    with application.running(env="production") as client:
        client.base_url = "https://testserver"  # the session cookie is for https only
        with client.app.state.service.database.write() as session:  # type: ignore[attr-defined]
            accounts.add(session, "iemand@example.nl", "Iemand", Role.PROFESSIONAL, PASSWORD)
        yield client


def test_outside_the_demo_the_second_factor_comes_first_and_is_asked_ever_after(
    production: TestClient, clock: Clock
) -> None:
    first = log_in(production, "iemand@example.nl")
    assert first.json()["need"] == "enrol"
    headers = {"X-CSRF-Token": first.json()["csrf"]}
    refused = production.get("/api/v1/desk/queue")
    assert (refused.status_code, refused.json()["need"]) == (403, "enrol")
    begun = production.post("/api/v1/desk/totp", headers=headers).json()
    assert begun["qr"].startswith("data:image/svg+xml")
    totp = pyotp.TOTP(begun["secret"])
    assert (
        production.post("/api/v1/desk/totp/confirm", json={"code": "000000"}, headers=headers).status_code == 422
    )
    code = totp.at(clock.now)
    assert production.post("/api/v1/desk/totp/confirm", json={"code": code}, headers=headers).status_code == 200
    assert production.get("/api/v1/desk/queue").status_code == 200

    asked = log_in(production, "iemand@example.nl")
    assert (asked.status_code, asked.json()["need"]) == (401, "code")
    assert log_in(production, "iemand@example.nl", code=code).status_code == 401  # used before
    clock.now += timedelta(seconds=30)
    entered = log_in(production, "iemand@example.nl", code=totp.at(clock.now))
    assert (entered.status_code, entered.json()["need"]) == (200, None)


def test_guessing_codes_locks_the_account(production: TestClient, clock: Clock) -> None:
    first = log_in(production, "iemand@example.nl").json()
    headers = {"X-CSRF-Token": first["csrf"]}
    totp = pyotp.TOTP(production.post("/api/v1/desk/totp", headers=headers).json()["secret"])
    production.post("/api/v1/desk/totp/confirm", json={"code": totp.at(clock.now)}, headers=headers)
    for _ in range(5):
        assert log_in(production, "iemand@example.nl", code="123456").status_code == 401
    assert log_in(production, "iemand@example.nl", code=totp.at(clock.now)).status_code == 429
