"""Every call of the desk for every role: the table says who may, the OpenAPI says which calls there are."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from naast.staff import accounts
from naast.staff.accounts import Role
from tests.web.app import PASSWORD, ApiProfessional
from tests.web.openapi import calls, filled

TALKING = frozenset({"professional", "coordinator", "regisseur"})
EVERYBODY = frozenset(role.value for role in Role)
EDITORIAL = frozenset({"editor", "coordinator", "regisseur"})
ADMIN = frozenset({"admin"})
NO_SESSION_NEEDED = {
    "POST /login",
    "POST /invitation",
    "GET /municipal",
    "GET /municipal/begin",
    "GET /municipal/callback",
}

ON_A_CONVERSATION = (
    "GET ",
    "POST /look",
    "POST /claim",
    "POST /release",
    "POST /messages",
    "POST /notes",
    "POST /read",
    "POST /consult",
    "POST /invite",
    "POST /join",
    "POST /leave",
    "POST /transfer",
    "POST /transfer/accept",
    "POST /transfer/decline",
    "POST /close",
    "POST /tasks",
    "POST /callback_take",
    "POST /callback_missed",
    "POST /callback_done",
    "POST /channel/invite",
    "POST /channel/retry",
)
WHO_MAY = {
    "POST /logout": EVERYBODY,
    "GET /me": EVERYBODY,
    "POST /totp": EVERYBODY,
    "POST /totp/confirm": EVERYBODY,
    "GET /queue": TALKING,
    "GET /morning": TALKING,
    "GET /channels/undelivered": TALKING,
    "POST /presence": TALKING,
    "GET /staff": TALKING,
    "GET /tasks": TALKING,
    "POST /tasks/{task_id}/done": TALKING,
    "GET /quick_texts": TALKING,
    "GET /search": EVERYBODY,
    "GET /meldcode": EVERYBODY,
    "GET /indicators": EVERYBODY,
    "GET /indicators.csv": EVERYBODY,
    "GET /editorial": EDITORIAL,
    "POST /editorial/misses/{miss_id}/done": EDITORIAL,
    "GET /audit": frozenset({"admin", "regisseur"}),
    "GET /accounts": ADMIN,
    "POST /accounts": ADMIN,
    "PUT /accounts/{staff_id}": ADMIN,
    "POST /accounts/{staff_id}/invite": ADMIN,
} | {
    f"{call.split()[0]} /conversations/{{conversation_id}}{call.partition(' ')[2]}": TALKING
    for call in ON_A_CONVERSATION
}
WHO_MAY |= dict.fromkeys(
    (
        "GET /requests",
        "GET /reminders",
        "GET /agreement_template",
        "GET /requests/{request_id}/proposals",
        "POST /requests",
        "GET /requests/{request_id}",
        "POST /requests/{request_id}/take",
        "POST /requests/{request_id}/hand_on",
        "POST /requests/{request_id}/notes",
        "POST /requests/{request_id}/facts",
        "POST /requests/{request_id}/check",
        "POST /requests/{request_id}/state",
        "POST /requests/{request_id}/close",
        "POST /requests/{request_id}/withdraw",
        "GET /volunteers",
        "GET /volunteers/{volunteer_id}",
        "POST /volunteers/{volunteer_id}/reports",
        "POST /matches/{match_id}/consent",
    ),
    TALKING,
) | {
    call: frozenset({"coordinator"})
    for call in (
        "GET /plan/{municipality}",
        "POST /requests/{request_id}/matches",
        "PUT /requests/{request_id}/contact",
        "POST /volunteers",
        "PUT /volunteers/{volunteer_id}",
        "PUT /volunteers/{volunteer_id}/checks",
        "PUT /volunteers/{volunteer_id}/contact",
        "POST /volunteers/{volunteer_id}/state",
        "POST /volunteers/{volunteer_id}/reports/done",
        "DELETE /volunteers/{volunteer_id}",
        "POST /matches/{match_id}/decline",
        "PUT /matches/{match_id}/agreement",
        "POST /matches/{match_id}/meeting",
        "POST /matches/{match_id}/trial",
        "POST /matches/{match_id}/review",
        "POST /matches/{match_id}/end",
    )
}
REFUSED = "Jouw rol mag dit niet."


@pytest.fixture
def professionals(client: TestClient) -> dict[str, ApiProfessional]:
    """Somebody of every role, logged in."""
    with client.app.state.service.database.write() as session:  # type: ignore[attr-defined]
        for role in Role:
            accounts.add(session, f"rol-{role}@demo.example", f"Rol {role}", role, PASSWORD)
    return {role.value: ApiProfessional(client, f"rol-{role}") for role in Role}


def test_every_call_of_the_desk_is_for_the_roles_in_the_table_and_no_others(
    client: TestClient, professionals: dict[str, ApiProfessional]
) -> None:
    openapi = client.get("/api/v1/openapi.json").json()
    met = set()
    for method, path, body in sorted(calls(openapi, "/api/v1/desk/"), key=lambda call: call[1].endswith("logout")):
        name = f"{method} {path.removeprefix('/api/v1/desk')}"
        if name in NO_SESSION_NEEDED:
            continue
        met.add(name)
        for role, who in professionals.items():
            headers = {"X-CSRF-Token": who.csrf}
            answer = who.client.request(
                method, filled(path), headers=headers, json=body if method != "GET" else None
            )
            refused = answer.status_code == 403 and answer.json()["detail"] == REFUSED
            assert refused is (role not in WHO_MAY[name]), (name, role, answer.status_code)
            assert answer.status_code != 401, (name, role)
            assert answer.status_code < 500, (name, role)
    assert met == WHO_MAY.keys()


def test_nothing_of_the_desk_is_open_without_logging_in(client: TestClient) -> None:
    openapi = client.get("/api/v1/openapi.json").json()
    for method, path, body in calls(openapi, "/api/v1/desk/"):
        if f"{method} {path.removeprefix('/api/v1/desk')}" in NO_SESSION_NEEDED:
            continue
        answer = client.request(method, filled(path), json=body if method != "GET" else None)
        assert answer.status_code == 401, (method, path)


def test_every_change_needs_the_sessions_own_csrf_token(
    client: TestClient, professionals: dict[str, ApiProfessional]
) -> None:
    openapi = client.get("/api/v1/openapi.json").json()
    for method, path, body in calls(openapi, "/api/v1/desk/"):
        name = f"{method} {path.removeprefix('/api/v1/desk')}"
        if method == "GET" or name in NO_SESSION_NEEDED:
            continue
        who = professionals[sorted(WHO_MAY[name])[0]]
        assert who.client.request(method, filled(path), json=body).status_code == 403, name
