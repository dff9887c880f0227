"""Closing with a next step, one click about how it went, and promises that stay until they are kept."""

from __future__ import annotations

from datetime import timedelta

from fastapi.testclient import TestClient

from tests.web.app import ApiProfessional, ApiVisitor, Clock, StandInEngine
from tests.web.chores import do_chore

CLOSING = {"outcome": "advies", "fed_back": "yes"}


def close(owner: ApiProfessional, visitor: ApiVisitor, **more: object) -> None:
    assert owner.post(f"/conversations/{visitor.id}/close", **(CLOSING | more)).status_code == 200


def test_the_visitor_reads_the_next_step_then_that_it_is_closed_then_how_it_went(
    waiting: ApiVisitor, owner: ApiProfessional
) -> None:
    close(owner, waiting, next_step="Ik bel je vrijdag.")
    step, closed, asked = waiting.messages()[-3:]
    assert (step["sender"], step["text"], step["staff"]) == ("staff", "Ik bel je vrijdag.", "Medewerker 1")
    assert (closed["sender"], closed["card"]) == ("system", {"type": "handover", "state": "closed"})
    assert [c["id"] for c in asked["choices"]] == ["went_well", "went_partly", "went_badly"]


def test_one_click_says_how_it_went_also_after_closing_and_the_newest_counts(
    waiting: ApiVisitor, owner: ApiProfessional
) -> None:
    assert waiting.choose("went_well").status_code == 422  # nobody asked yet
    close(owner, waiting)
    for choice, kept in (("went_badly", "no"), ("went_well", "yes")):
        assert waiting.choose(choice).status_code == 202
        assert waiting.call("GET", "/export").json()["experience"] == kept
    assert waiting.say("nog iets").status_code == 409


def test_handing_back_keeps_the_talk_open(
    waiting: ApiVisitor, owner: ApiProfessional, engine: StandInEngine
) -> None:
    close(owner, waiting, back_to_assistant=True)
    assert waiting.call("GET").json()["mode"] == "bot"
    assert waiting.ask("nog een vraag")[0]["sender"] == "bot"


def test_a_promise_is_shown_until_it_is_done(waiting: ApiVisitor, owner: ApiProfessional, clock: Clock) -> None:
    due = (clock.now + timedelta(days=2)).date().isoformat()
    close(owner, waiting, fed_back="no", follow_up={"text": "terugkoppelen aan ouder", "due": due})
    clock.now += timedelta(days=3)
    owner = ApiProfessional(owner.client, "medewerker1")
    (task,) = owner.get("/tasks").json()["tasks"]
    assert (task["text"], task["due"], task["overdue"]) == ("terugkoppelen aan ouder", due, True)
    assert ApiProfessional(owner.client, "medewerker2").post(f"/tasks/{task['id']}/done").status_code == 409
    assert owner.post(f"/tasks/{task['id']}/done").status_code == 200
    assert owner.get("/tasks").json()["tasks"] == []


def test_a_promise_needs_words_and_a_day_that_is_to_come(
    waiting: ApiVisitor, owner: ApiProfessional, clock: Clock
) -> None:
    path = f"/conversations/{waiting.id}/tasks"
    yesterday, today = ((clock.now - timedelta(days=d)).date().isoformat() for d in (1, 0))
    assert owner.post(path, text="bellen", due=yesterday).json()["field"] == "follow_up_due"
    assert owner.post(path, text=" ", due=today).json()["field"] == "follow_up"
    assert owner.post(path, text="bellen", due=today).status_code == 201


def test_a_conversation_with_an_open_promise_is_not_purged_but_the_visitor_may_delete_it(
    client: TestClient, waiting: ApiVisitor, owner: ApiProfessional, clock: Clock
) -> None:
    due = (clock.now + timedelta(days=1)).date().isoformat()
    close(owner, waiting, follow_up={"text": "bellen", "due": due})
    clock.now += timedelta(days=200)
    do_chore(client, "purge")
    assert waiting.call("GET").status_code == 200
    assert waiting.call("DELETE").status_code == 204
    assert ApiProfessional(client).get("/tasks").json()["tasks"] == []


def test_quick_texts_carry_my_name_and_my_teams_own_come_first(
    client: TestClient, professional: ApiProfessional
) -> None:
    texts = professional.get("/quick_texts").json()["texts"]
    begin = next(one for one in texts if one["shortcut"] == "begin")
    assert "ik ben Medewerker 1, CJG-medewerker bij het CJG Voorbeeldgemeente" in begin["text"]
    assert all(one["team"] is None for one in texts)
    put_in_team(client, "Jongeren")
    assert professional.get("/quick_texts").json()["texts"][0]["team"] == "Jongeren"


def put_in_team(client: TestClient, team: str) -> None:
    from naast.store.tables import Staff

    with client.app.state.service.database.write() as session:  # type: ignore[attr-defined]
        session.query(Staff).filter_by(name="Medewerker 1").update({"team": team})
