"""Numbers that tell how it goes and never who; and what the editors learn."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from naast.conversation import messages
from naast.conversation.content import Content
from naast.conversation.lifecycle import add_step, open_conversation
from naast.insight.scale import RETURNED, note_change
from naast.store.tables import Conversation, Experience, Mode, Sender
from tests.web.app import ApiProfessional, ApiVisitor, Clock, StandInEngine


def make_talks(client: TestClient, clock: Clock, count: int, **values: Any) -> None:
    """Conversations as they stand in the store after a while."""
    service = client.app.state.service  # type: ignore[attr-defined]
    with service.database.write() as session:
        for number in range(count):
            opened = open_conversation(
                session,
                service.keyring,
                municipality="voorbeeldgemeente",
                audience=values.get("audience", "parent"),
                greeting=Content("Hallo"),
                now=clock.now,
            )
            key = service.keyring.get(opened.id)
            messages.append(session, key, opened.id, Sender.VISITOR, Content("Dag"), clock.now)
            row = session.get_one(Conversation, opened.id)
            if "wait_s" in values:
                row.mode = Mode.CLOSED
                row.waiting_since = clock.now
                row.claimed_at = clock.now + timedelta(seconds=values["wait_s"] + number)
                session.add(Experience(conversation_id=opened.id, score="yes", at=clock.now))


def report(client: TestClient) -> dict[str, Any]:
    found = ApiProfessional(client, "redacteur").get("/indicators").json()
    return {cell["name"]: cell["value"] for cell in found["cells"]} | {
        table["name"]: {row["label"]: (row["value"], row.get("share")) for row in table["rows"]}
        for table in found["tables"]
    }


def test_cells_under_ten_are_hidden(client: TestClient, clock: Clock) -> None:
    make_talks(client, clock, 9)
    assert report(client)["conversations"] is None


def test_what_was_answered_without_a_person_and_how_long_the_others_waited(
    client: TestClient, clock: Clock
) -> None:
    make_talks(client, clock, 12)
    make_talks(client, clock, 11, wait_s=60)
    found = report(client)
    assert (found["conversations"], found["without_person"], found["with_person"]) == (23, 12, 11)
    assert (found["wait_p50"], found["wait_p90"]) == (65, 69)
    assert found["helped"]["Ja"] == (11, None)


def test_a_small_group_can_not_be_calculated_from_the_rest(client: TestClient, clock: Clock) -> None:
    make_talks(client, clock, 20, wait_s=60)
    make_talks(client, clock, 3, wait_s=60, audience="youth")
    found = report(client)
    assert found["audience"] == {"Jongere": (None, None), "Ouder": (None, None)}
    assert found["youths"] is None


def test_equal_results_show_per_group_when_it_is_large_enough(client: TestClient, clock: Clock) -> None:
    make_talks(client, clock, 10, wait_s=60)
    make_talks(client, clock, 10, wait_s=60, audience="youth")
    assert report(client)["audience"] == {"Jongere": (10, 100), "Ouder": (10, 100)}


def test_nothing_ranks_the_staff(client: TestClient, clock: Clock) -> None:
    make_talks(client, clock, 12, wait_s=5)
    assert "Medewerker 1" not in ApiProfessional(client, "regisseur").get("/indicators").text


def test_the_csv_hides_what_the_page_hides(client: TestClient, clock: Clock) -> None:
    make_talks(client, clock, 12)
    answer = ApiProfessional(client).get("/indicators.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = {row[1]: row[2] for row in csv.reader(io.StringIO(answer.text), delimiter=";")}
    assert rows["Gesprekken"] == "12"
    assert rows["Gesprekken met een medewerker"] == "te klein om te tonen"


@pytest.fixture
def editor(client: TestClient) -> ApiProfessional:
    return ApiProfessional(client, "redacteur")


def test_an_editor_sees_what_was_not_understood_and_it_goes_when_dealt_with(
    client: TestClient, visitor: ApiVisitor, editor: ApiProfessional
) -> None:
    visitor.ask("hoe vraag ik een kapvergunning aan voor mijn boom")
    (miss,) = editor.get("/editorial").json()["misses"]
    assert miss["text"] == "hoe vraag ik een kapvergunning aan voor mijn boom"
    assert visitor.id not in str(miss)
    assert editor.post(f"/editorial/misses/{miss['id']}/done").status_code == 200
    assert editor.get("/editorial").json()["misses"] == []


def test_a_line_goes_with_its_conversation(
    client: TestClient, visitor: ApiVisitor, editor: ApiProfessional
) -> None:
    visitor.ask("hoe vraag ik een kapvergunning aan voor mijn boom")
    visitor.call("DELETE")
    assert editor.get("/editorial").json()["misses"] == []


def test_nothing_of_a_conversation_with_a_signal_reaches_the_editors(
    client: TestClient, visitor: ApiVisitor, editor: ApiProfessional
) -> None:
    visitor.ask("hoe vraag ik een kapvergunning aan voor mijn boom")
    visitor.ask("ik wil niet meer leven")
    assert editor.get("/editorial").json()["misses"] == []


def test_answers_that_did_not_help_are_counted_per_topic(
    client: TestClient, visitor: ApiVisitor, editor: ApiProfessional, engine: StandInEngine
) -> None:
    card = {"type": "answer", "topic": "peuter_slaapt_niet"}
    choice = {"id": "not_helped", "title": "Dit helpt niet", "intent": "not_helped", "entities": {}}
    engine.replies = [{"text": "Zo kan het.", "card": card, "choices": [choice]}]
    visitor.ask("mijn dochter van 3 slaapt niet")
    visitor.reply_to(visitor.choose("not_helped").json()["message"]["seq"])
    (no,) = editor.get("/editorial").json()["noes"]
    assert (no["title"], no["yes"], no["no"]) == ("Niet willen slapen", 0, 1)


def test_topics_without_a_signature_are_due(editor: ApiProfessional) -> None:
    due = editor.get("/editorial").json()["due"]
    assert due
    assert all(one["reviewed_by"] is None or one["overdue"] for one in due)


def come_back(client: TestClient, clock: Clock, numbers: list[tuple[int | None, int | None]]) -> None:
    """Conversations of people who came back with a code, with the number of then and of now."""
    service = client.app.state.service  # type: ignore[attr-defined]
    make_talks(client, clock, len(numbers))
    with service.database.write() as session:
        for row, (before, after) in zip(session.scalars(select(Conversation)), numbers, strict=True):
            add_step(session, row.id, RETURNED, clock.now)
            for _ in range(2):
                note_change(session, row.id, before, after, clock.now)


def test_the_number_of_now_stands_beside_that_of_then_once_a_visit(client: TestClient, clock: Clock) -> None:
    come_back(client, clock, [(4, 6)] * 11 + [(5, 5)] * 10 + [(None, 7)] * 10)
    assert report(client)["scale"] == {
        "Hoger dan de vorige keer": (11, None),
        "Hetzelfde": (10, None),
        "Lager": (None, None),
    }


def test_a_second_number_in_the_same_talk_is_no_change(client: TestClient, clock: Clock) -> None:
    make_talks(client, clock, 12)
    service = client.app.state.service  # type: ignore[attr-defined]
    with service.database.write() as session:
        for row in session.scalars(select(Conversation)):
            note_change(session, row.id, 2, 8, clock.now)
    assert set(report(client)["scale"].values()) == {(None, None)}


def test_how_soon_somebody_was_in_touch_after_a_request(client: TestClient, clock: Clock) -> None:
    coordinator = ApiProfessional(client, "coordinator")
    made = [coordinator.post("/requests", kind="maatje", words={"why": "Sporten."}).json() for _ in range(10)]
    clock.now += timedelta(days=2)
    coordinator = ApiProfessional(client, "coordinator")
    for request in made:
        coordinator.post(f"/requests/{request['id']}/take")
        coordinator.post(f"/requests/{request['id']}/state", to="talking")
    found = report(client)
    assert (found["support_asked"], found["support_contact"], found["support_days_p50"]) == (10, 10, 2.0)
