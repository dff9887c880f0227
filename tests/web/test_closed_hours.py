"""When nobody is at the desk: honest words, lines by day and night, a call for who can wait, the morning after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from fastapi.testclient import TestClient

from naast.content import KnowledgeContent
from tests.web.app import ApiProfessional, ApiVisitor, Application, Clock
from tests.web.chores import do_chore

CALL = {"when": "morgenochtend", "how": "06 12345678"}
EVENING = datetime(2026, 11, 24, 21, 0, tzinfo=UTC)


@pytest.fixture
def client(application: Application, content: KnowledgeContent) -> Iterator[TestClient]:
    """A municipality with office hours, closed on one day of its own."""
    (place,) = content.municipalities.values()
    hours = {day: (time(9), time(17)) for day in range(5)}
    office = replace(place, hours=hours, closed_days=frozenset({date(2026, 11, 26)}))
    closing = replace(content, municipalities={place.id: office})
    with replace(application, content=closing).running() as client:
        yield client


@pytest.fixture
def evening(client: TestClient, clock: Clock) -> ApiVisitor:
    clock.now = EVENING
    visitor = ApiVisitor(client)
    visitor.ask("Mijn dochter van 3 komt elke avond uit bed")
    return visitor


def test_joining_a_closed_desk_says_when_it_opens_and_offers_a_call(evening: ApiVisitor) -> None:
    answer = evening.call("POST", "/handover", json={})
    body = answer.json()
    assert (answer.status_code, body["callback"], body["opens"]) == (409, True, "morgen om 9:00 uur")
    assert evening.call("POST", "/callback", json=CALL).status_code == 201
    assert "morgen om 9:00 uur" in evening.messages()[-1]["text"]


def test_a_day_of_the_municipality_itself_counts_as_closed(client: TestClient, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
    assert ApiVisitor(client).call("POST", "/handover", json={}).json()["opens"] == "morgen om 9:00 uur"


def test_with_a_serious_signal_there_are_lines_now_instead_of_a_call_later(
    client: TestClient, clock: Clock
) -> None:
    clock.now = EVENING
    visitor = ApiVisitor(client)
    visitor.ask("ik wil niet meer leven")
    assert visitor.call("POST", "/handover", json={}).json()["callback"] is False
    assert visitor.call("POST", "/callback", json=CALL).status_code == 409
    # The assistant's own answer may come after it.
    (told,) = [message for message in visitor.messages() if message["sender"] == "system"]
    assert told["card"]["type"] == "helplines"
    assert "113" in str(told["card"])
    clock.now += timedelta(hours=12)
    assert ApiProfessional(client).get("/morning").json()["calls"] == []


def test_who_still_waits_at_closing_time_hears_it_and_may_ask_for_a_call(client: TestClient, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 24, 15, 55, tzinfo=UTC)
    visitor = ApiVisitor(client)
    visitor.wait_in_queue()
    do_chore(client, "watch_the_desk")
    assert visitor.call("GET").json()["mode"] == "waiting"
    clock.now += timedelta(minutes=10)
    do_chore(client, "watch_the_desk")
    last = visitor.messages()[-1]
    assert visitor.call("GET").json()["mode"] == "bot"
    assert "morgen om 9:00 uur" in last["text"]
    assert (last["card"]["state"], last["card"]["opens"]) == ("closed", "morgen om 9:00 uur")
    assert visitor.call("POST", "/callback", json=CALL).status_code == 201


def test_the_morning_list_has_who_wants_a_call_when_and_how(
    client: TestClient, evening: ApiVisitor, clock: Clock
) -> None:
    evening.call("POST", "/callback", json=CALL)
    clock.now += timedelta(hours=12)
    (call,) = ApiProfessional(client).get("/morning").json()["calls"]
    assert (call["id"], call["when"], call["how"], call["by"]) == (evening.id, CALL["when"], CALL["how"], None)


def test_nobody_is_called_twice_and_who_does_not_answer_stays_on_the_list(
    client: TestClient, evening: ApiVisitor, clock: Clock
) -> None:
    evening.call("POST", "/callback", json=CALL)
    clock.now += timedelta(hours=12)
    first, second = (ApiProfessional(client, f"medewerker{n}") for n in (1, 2))
    path = f"/conversations/{evening.id}"
    assert first.post(f"{path}/callback_take").status_code == 200
    taken = second.post(f"{path}/callback_take")
    assert (taken.status_code, taken.json()["claimed_by"]) == (409, "Medewerker 1")
    assert first.post(f"{path}/callback_missed").json() == {"missed": 1}
    assert second.post(f"{path}/callback_take").status_code == 200
    assert second.post(f"{path}/callback_done").status_code == 200
    assert second.get("/morning").json()["calls"] == []


def test_the_morning_list_shows_the_crises_while_nobody_was_there(client: TestClient, clock: Clock) -> None:
    day, night = ApiVisitor(client), None
    day.ask("ik wil niet meer leven")
    clock.now = EVENING
    night = ApiVisitor(client)
    night.ask("ik wil niet meer leven")
    clock.now += timedelta(hours=12)
    shown = ApiProfessional(client).get("/morning").json()["crises"]
    assert [(one["id"], one["category"]) for one in shown] == [(night.id, "Denkt zelf aan doodgaan")]
    assert "niet meer leven" not in str(shown)
