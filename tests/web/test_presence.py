"""Who is at the desk, how much they can have at once, and what happens when they are not there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from tests.web.app import ApiProfessional, ApiVisitor, Clock
from tests.web.chores import do_chore


def another_waiting(client: TestClient, text: str = "mijn zoon luistert niet") -> ApiVisitor:
    visitor = ApiVisitor(client)
    visitor.ask(text)
    visitor.wait_in_queue()
    return visitor


def seen_by(colleague: ApiProfessional, name: str = "Medewerker 1") -> str:
    return str(next(s["presence"] for s in colleague.get("/staff").json()["staff"] if s["name"] == name))


def test_a_professional_chooses_what_colleagues_see(client: TestClient, professional: ApiProfessional) -> None:
    colleague = ApiProfessional(client, "medewerker2")
    for state in ("busy", "away", "available"):
        assert professional.post("/presence", state=state).status_code == 200
        assert seen_by(colleague) == state
    assert professional.post("/presence", state="weg").status_code == 422


def test_who_does_not_touch_the_page_is_away_and_who_closes_it_is_offline(
    client: TestClient, professional: ApiProfessional, clock: Clock
) -> None:
    colleague = ApiProfessional(client, "medewerker2")
    professional.post("/presence", state="available")
    with professional.client.websocket_connect("/api/v1/desk/stream") as stream:
        clock.now += timedelta(minutes=11)
        stream.send_json({"type": "here", "active": False})
        wait_for(lambda: seen_by(colleague) == "away")
        stream.send_json({"type": "here", "active": True})
        wait_for(lambda: seen_by(colleague) == "available")
    clock.now += timedelta(minutes=2)
    assert seen_by(colleague) == "offline"


def test_nobody_has_more_chats_than_the_maximum_except_for_what_is_urgent(
    client: TestClient, professional: ApiProfessional, waiting: ApiVisitor
) -> None:
    allow_one_chat(client)
    assert professional.claim(waiting).status_code == 200
    refused = professional.claim(another_waiting(client))
    assert (refused.status_code, refused.json()["detail"][:22]) == (409, "Je hebt al 1 gesprekke")
    assert professional.claim(waiting).status_code == 200
    assert professional.claim(another_waiting(client, "ik wil niet meer leven")).status_code == 200


def allow_one_chat(client: TestClient) -> None:
    from naast.store.tables import Staff

    with client.app.state.service.database.write() as session:  # type: ignore[attr-defined]
        session.query(Staff).filter_by(name="Medewerker 1").update({"max_chats": 1})


def test_a_silent_professional_gives_the_visitor_back_to_the_queue_with_a_word(
    client: TestClient, waiting: ApiVisitor, owner: ApiProfessional, clock: Clock
) -> None:
    owner.write(waiting, "Dag, ik lees mee.")
    clock.now += timedelta(minutes=1)
    waiting.say("fijn")
    for minutes, mode in ((9, "human"), (2, "waiting")):
        clock.now += timedelta(minutes=minutes)
        owner.get("/queue")
        do_chore(client, "watch_the_desk")
        assert waiting.call("GET").json()["mode"] == mode
    assert waiting.messages()[-1]["text"].startswith("Medewerker 1 is er even niet.")
    kinds = [step["kind"] for step in owner.get(f"/conversations/{waiting.id}").json()["steps"]]
    assert kinds[-2:] == ["silent", "unclaimed"]  # they waited long enough for the regisseur to know
    assert owner.write(waiting, "te laat").status_code == 409


def test_a_visitor_who_owes_the_next_word_stays_with_the_professional(
    client: TestClient, waiting: ApiVisitor, owner: ApiProfessional, clock: Clock
) -> None:
    owner.write(waiting, "Neem de tijd.")
    clock.now += timedelta(minutes=30)
    owner.get("/queue")
    do_chore(client, "watch_the_desk")
    assert waiting.call("GET").json()["mode"] == "human"


def test_a_professional_who_disconnects_gives_the_visitor_back(
    client: TestClient, waiting: ApiVisitor, owner: ApiProfessional, clock: Clock
) -> None:
    owner.write(waiting, "Dag")
    clock.now += timedelta(minutes=4)
    do_chore(client, "watch_the_desk")
    assert waiting.call("GET").json()["mode"] == "waiting"


def test_logging_out_gives_the_chats_back_at_once(waiting: ApiVisitor, owner: ApiProfessional) -> None:
    assert owner.post("/logout").status_code == 200
    assert waiting.call("GET").json()["mode"] == "waiting"


def test_logging_out_in_one_browser_of_two_keeps_the_chats(
    client: TestClient, waiting: ApiVisitor, owner: ApiProfessional
) -> None:
    ApiProfessional(client, "medewerker1").post("/logout")
    assert waiting.call("GET").json()["mode"] == "human"


@pytest.mark.parametrize(
    ("text", "before", "after"), [("hij slaapt slecht", 280, 30), ("ik wil niet meer leven", 50, 20)]
)
def test_whoever_waits_too_long_raises_the_alarm_once(
    client: TestClient, clock: Clock, text: str, before: int, after: int
) -> None:
    visitor = another_waiting(client, text)
    regisseur = ApiProfessional(client, "regisseur")
    with regisseur.client.websocket_connect("/api/v1/desk/stream") as stream:
        for seconds, alarm in ((before, False), (after, True), (300, True)):
            clock.now += timedelta(seconds=seconds)
            do_chore(client, "watch_the_desk")
            assert regisseur.get("/queue").json()["waiting"][0]["alarm"] is alarm
        frames = [stream.receive_json()]
        while frames[-1]["type"] != "alarm":
            frames.append(stream.receive_json())
        assert frames[-1]["id"] == visitor.id
    steps = regisseur.get(f"/conversations/{visitor.id}").json()["steps"]
    assert [step["kind"] for step in steps].count("unclaimed") == 1


def test_somebody_with_a_serious_signal_sees_the_lines_again_while_waiting(
    client: TestClient, clock: Clock
) -> None:
    visitor = another_waiting(client, "ik wil niet meer leven")
    clock.now += timedelta(seconds=70)
    do_chore(client, "watch_the_desk")
    last = visitor.messages()[-1]
    assert (last["sender"], last["card"]["type"]) == ("system", "helplines")
    assert "113" in str(last["card"])


def test_unread_counts_the_visitors_messages_since_the_professional_looked(
    waiting: ApiVisitor, owner: ApiProfessional
) -> None:
    newest = waiting.messages()[-1]["seq"]
    owner.post(f"/conversations/{waiting.id}/read", seq=newest)
    assert owner.get("/queue").json()["mine"][0]["unread"] == 0
    waiting.say("ben je er nog?")
    assert owner.get("/queue").json()["mine"][0]["unread"] == 1
    owner.post(f"/conversations/{waiting.id}/read", seq=newest)
    assert owner.get("/queue").json()["mine"][0]["unread"] == 1


def test_people_read_titles_and_programs_read_ids(client: TestClient) -> None:
    another_waiting(client, "ik wil niet meer leven")
    item = ApiProfessional(client).get("/queue").json()["waiting"][0]
    assert (item["category"], item["category_id"]) == ("Denkt zelf aan doodgaan", "suicidaliteit_zelf")
    assert {"topic", "topic_id", "team"} <= item.keys()


def wait_for(condition: object) -> None:
    import time

    assert callable(condition)
    for _ in range(100):
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("it never became true")
