"""What the log holds of a working day, and what it never holds."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from naast.cli import main
from tests.web.app import ApiProfessional, ApiVisitor, Application
from tests.web.chores import do_chore

SECRET = "een zin die nergens mag staan"


@pytest.fixture
def regisseur(client: TestClient) -> ApiProfessional:
    return ApiProfessional(client, "regisseur")


def actions(who: ApiProfessional, visitor: ApiVisitor) -> list[tuple[str, str | None]]:
    rows = who.get(f"/audit?conversation={visitor.id}").json()["rows"]
    return [(row["action"], row["by"]) for row in reversed(rows)]


def test_who_opened_claimed_noted_and_closed_is_in_the_log_without_a_word_of_the_chat(
    waiting: ApiVisitor, professional: ApiProfessional, regisseur: ApiProfessional
) -> None:
    path = f"/conversations/{waiting.id}"
    professional.get(path)
    professional.claim(waiting)
    waiting.say(SECRET)
    professional.write(waiting, SECRET)
    professional.post(f"{path}/notes", text=SECRET)
    for _ in range(3):
        professional.get(path)
    professional.post(f"{path}/close", outcome="advies", fed_back="yes", next_step=SECRET)
    done = [action for action, by in actions(regisseur, waiting) if by == "Medewerker 1"]
    assert done == ["opened", "claim", "add_note", "close"]
    assert SECRET not in regisseur.get("/audit").text


def test_the_messages_of_who_waits_come_after_picking_it_up(
    waiting: ApiVisitor, professional: ApiProfessional
) -> None:
    seen = professional.get(f"/conversations/{waiting.id}").json()
    assert (seen["messages"], seen["messages_withheld"]) == ([], True)
    assert seen["summary"]["question"]
    professional.claim(waiting)
    seen = professional.get(f"/conversations/{waiting.id}").json()
    assert seen["messages"]
    assert seen["messages_withheld"] is False


def test_reading_a_chat_that_is_not_yours_needs_a_reason_and_leaves_a_trace(
    client: TestClient, waiting: ApiVisitor, owner: ApiProfessional, regisseur: ApiProfessional
) -> None:
    colleague, path = ApiProfessional(client, "medewerker2"), f"/conversations/{waiting.id}"
    assert colleague.get(path).status_code == 403
    assert colleague.post(f"{path}/look", reason="nieuwsgierig").json()["field"] == "reason"
    assert colleague.post(f"{path}/look", reason="replacing").json()["messages"]
    assert colleague.get(path).status_code == 403
    row = regisseur.get(f"/audit?conversation={waiting.id}").json()["rows"][0]
    assert (row["action"], row["by"], row["detail"]) == ("look", "Medewerker 2", {"reason": "replacing"})


def test_deleting_leaves_only_that_it_was_deleted(
    client: TestClient, waiting: ApiVisitor, regisseur: ApiProfessional
) -> None:
    waiting.call("DELETE")
    assert actions(regisseur, waiting)[-1] == ("deleted_by_visitor", None)


def test_a_change_that_fails_is_not_in_the_log(waiting: ApiVisitor, regisseur: ApiProfessional) -> None:
    assert regisseur.post(f"/conversations/{waiting.id}/close", outcome="x", fed_back="yes").status_code == 409
    assert actions(regisseur, waiting) == []


def test_the_command_line_tells_a_whole_log_from_a_broken_one(
    client: TestClient,
    application: Application,
    waiting: ApiVisitor,
    owner: ApiProfessional,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("NAAST_DATABASE_URL", application.database_url)
    monkeypatch.setenv("NAAST_DATA_DIR", str(application.folder / "var"))
    assert main(["audit", "verify"]) == 0
    assert "all whole" in capsys.readouterr().out
    with client.app.state.service.database.engine.begin() as connection:  # type: ignore[attr-defined]
        if connection.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER audit_no_update"))
        else:
            connection.execute(text("DROP TRIGGER audit_append_only ON audit"))
        connection.execute(text("UPDATE audit SET staff_id = NULL WHERE action = 'claim'"))
    assert main(["audit", "verify"]) == 1
    assert "BROKEN at row" in capsys.readouterr().err


def test_the_purge_is_in_the_log(
    client: TestClient, visitor: ApiVisitor, clock: object, regisseur: ApiProfessional
) -> None:
    from datetime import timedelta

    clock.now += timedelta(days=31)  # type: ignore[attr-defined]
    do_chore(client, "purge")
    again = ApiProfessional(client, "regisseur")
    assert actions(again, visitor) == [("purged", None)]
