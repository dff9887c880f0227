"""The plan over HTTP: reading, changing, sharing, and coming back with a code."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from naast.flows.flow import START_INTENT
from naast.store.tables import ReturnCode, StoredPlan
from tests.web.app import ApiProfessional, ApiVisitor, Clock, StandInEngine

PLAN: dict[str, Any] = {
    "goal": "rustige avonden",
    "works": "voorlezen",
    "helpers": "je zus",
    "step": "morgen voorlezen",
    "when": "morgen",
    "sure": 7,
    "fallback": "",
    "scale": 4,
}


def made(engine: StandInEngine, visitor: ApiVisitor) -> None:
    """The assistant ends a conversation about strengths with this plan."""
    engine.replies = [{"text": "Dit is jullie plan.", "card": {"type": "plan", "plan": PLAN}}]
    visitor.ask("ja, zo klopt het")
    engine.replies = [{"text": "Ik denk met je mee."}]


@pytest.fixture
def planner(visitor: ApiVisitor, engine: StandInEngine) -> ApiVisitor:
    made(engine, visitor)
    return visitor


@pytest.fixture
def code(planner: ApiVisitor) -> str:
    given: str = planner.call("POST", "/plan/code").json()["code"]
    return given


def back(client: TestClient, code: str) -> Any:
    return client.post("/api/v1/return", json={"code": code})


def returned(client: TestClient, code: str) -> ApiVisitor:
    answer = back(client, code).json()
    visitor = ApiVisitor(client)
    visitor.id, visitor.token, visitor.greeting = answer["id"], answer["token"], answer["messages"]
    return visitor


def test_without_a_plan_every_part_is_empty(visitor: ApiVisitor) -> None:
    shown = visitor.call("GET", "/plan").json()
    assert shown["exists"] is False
    assert shown["title"] == "Ons plan"
    assert not any(value for value in shown["plan"].values())


def test_a_youth_has_a_plan_of_their_own(client: TestClient) -> None:
    youth = ApiVisitor(client, audience="youth")
    assert youth.call("GET", "/plan").json()["title"] == "Mijn plan"


def test_what_the_conversation_made_is_kept(planner: ApiVisitor) -> None:
    shown = planner.call("GET", "/plan").json()
    assert shown["exists"] is True
    assert shown["plan"] == PLAN


def test_a_visitor_changes_a_part_and_the_rest_stays(planner: ApiVisitor) -> None:
    planner.call("PUT", "/plan", json={"step": "overmorgen wandelen", "sure": None})
    plan = planner.call("GET", "/plan").json()["plan"]
    assert plan == PLAN | {"step": "overmorgen wandelen", "sure": None}


def test_a_later_conversation_keeps_what_the_visitor_wrote_where_it_says_nothing(
    planner: ApiVisitor, engine: StandInEngine
) -> None:
    planner.call("PUT", "/plan", json={"fallback": "dan bel ik mijn zus"})
    made(engine, planner)
    assert planner.call("GET", "/plan").json()["plan"]["fallback"] == "dan bel ik mijn zus"


@pytest.mark.parametrize(
    ("part", "value"), [("step", "x" * 301), ("step", 3), ("sure", 11), ("sure", "zes"), ("sure", True)]
)
def test_a_part_that_does_not_fit_is_named(planner: ApiVisitor, part: str, value: Any) -> None:
    answer = planner.call("PUT", "/plan", json={part: value})
    assert (answer.status_code, answer.json()["field"]) == (422, part)


def test_numbers_and_addresses_do_not_stay_in_a_plan(planner: ApiVisitor) -> None:
    planner.call("PUT", "/plan", json={"helpers": "mijn zus, 06-12345678"})
    assert "12345678" not in planner.call("GET", "/plan").json()["plan"]["helpers"]


def test_a_plan_is_only_for_who_holds_the_token(planner: ApiVisitor, client: TestClient) -> None:
    stranger = ApiVisitor(client)
    stranger.id = planner.id
    assert stranger.call("GET", "/plan").status_code == 404


def test_the_plan_is_sealed(planner: ApiVisitor, client: TestClient) -> None:
    with client.app.state.service.database.read() as session:
        stored = session.scalars(select(StoredPlan)).one()
    assert b"voorlezen" not in stored.sealed


def test_the_plan_is_part_of_what_the_visitor_takes_along(planner: ApiVisitor) -> None:
    assert planner.call("GET", "/export").json()["plan"] == PLAN


def test_a_plan_can_be_thrown_away_and_its_code_with_it(
    planner: ApiVisitor, client: TestClient, code: str
) -> None:
    assert planner.call("DELETE", "/plan").status_code == 204
    assert planner.call("GET", "/plan").json()["exists"] is False
    assert back(client, code).status_code == 404


def test_deleting_the_conversation_takes_the_plan_and_the_code(
    planner: ApiVisitor, client: TestClient, code: str
) -> None:
    planner.call("DELETE")
    assert back(client, code).status_code == 404


# Sharing


def test_the_draft_for_the_professional_holds_the_plan_and_its_parts(planner: ApiVisitor) -> None:
    draft = planner.call("GET", "/handover").json()
    assert "Onze kleine stap: morgen voorlezen" in draft["plan"]
    assert (draft["strengths"], draft["network"], draft["wish"]) == ("voorlezen", "je zus", "rustige avonden")


def test_a_professional_reads_the_plan_after_approval(planner: ApiVisitor, professional: ApiProfessional) -> None:
    planner.wait_in_queue()
    professional.claim(planner)
    seen = professional.get(f"/conversations/{planner.id}").json()["summary"]
    assert "morgen voorlezen" in seen["plan"]


def test_a_plan_that_the_visitor_took_out_is_not_shared(
    planner: ApiVisitor, professional: ApiProfessional
) -> None:
    planner.call("PUT", "/handover", json={"plan": "", "strengths": "", "network": "", "wish": ""})
    planner.wait_in_queue()
    professional.claim(planner)
    assert "voorlezen" not in str(professional.get(f"/conversations/{planner.id}").json()["summary"])


def test_a_later_change_is_shared_only_after_a_new_yes(planner: ApiVisitor, professional: ApiProfessional) -> None:
    planner.wait_in_queue()
    professional.claim(planner)
    planner.call("PUT", "/plan", json={"step": "zwemmen"})
    address = f"/conversations/{planner.id}"
    assert "zwemmen" not in str(professional.get(address).json()["summary"])
    planner.call("POST", "/plan/share")
    assert "zwemmen" in professional.get(address).json()["summary"]["plan"]


def test_an_edited_draft_still_shows_the_newest_plan_until_it_is_approved(planner: ApiVisitor) -> None:
    planner.call("PUT", "/handover", json={"wish": "rust"})
    planner.call("PUT", "/plan", json={"step": "zwemmen"})
    assert "zwemmen" in planner.call("GET", "/handover").json()["plan"]


# The code


def test_a_code_is_three_words_and_a_check(code: str) -> None:
    *words, check = code.split()
    assert len(words) == 3
    assert all(word.isalpha() for word in words)
    assert len(check) == 2


def test_only_a_hash_of_the_code_is_stored(client: TestClient, code: str) -> None:
    with client.app.state.service.database.read() as session:
        stored = session.scalars(select(ReturnCode)).one()
    assert len(stored.code_hash) == 64
    assert not any(word in stored.code_hash for word in code.split()[:3])


def test_a_code_brings_the_plan_to_another_device(client: TestClient, code: str, clock: Clock) -> None:
    clock.now += timedelta(days=14)
    visitor = returned(client, code)
    assert visitor.call("GET", "/plan").json()["plan"] == PLAN


@pytest.mark.parametrize("change", [str.upper, lambda c: c.replace(" ", "-"), lambda c: f"  {c}. "])
def test_a_code_may_be_typed_in_any_way(client: TestClient, code: str, change: Any) -> None:
    assert back(client, change(code)).status_code == 201


def test_the_same_code_works_again_next_time(client: TestClient, code: str) -> None:
    returned(client, code)
    assert returned(client, code).call("GET", "/plan").json()["plan"] == PLAN


def test_a_new_code_ends_the_old_one(client: TestClient, planner: ApiVisitor, code: str) -> None:
    planner.call("POST", "/plan/code")
    assert back(client, code).status_code == 404


def test_who_finds_a_code_cannot_read_the_earlier_messages(
    client: TestClient, planner: ApiVisitor, code: str
) -> None:
    visitor = returned(client, code)
    assert visitor.id != planner.id
    assert "Dit is jullie plan" not in str(visitor.messages())


def test_the_next_visit_begins_with_how_it_went_and_the_earlier_number(
    client: TestClient, code: str, engine: StandInEngine
) -> None:
    visitor = returned(client, code)
    visitor.reply_to(2)
    turn = engine.turns[-1]
    assert turn["intent"]["name"] == START_INTENT
    about = {entity["entity"]: entity["value"] for entity in turn["entities"]}
    assert about == {
        "flow": "check_in",
        "plan_step": "morgen voorlezen",
        "plan_goal": "rustige avonden",
        "plan_scale": "4",
    }


def test_a_wrong_code_tells_nothing(client: TestClient, code: str) -> None:
    first, second, third, check = code.split()
    slip = back(client, f"{first} {second} {third} {(int(check) + 1) % 97:02}")
    never = back(client, "appel appel appel 12")
    nonsense = back(client, "????")
    assert [answer.status_code for answer in (slip, never, nonsense)] == [404, 404, 404]
    assert slip.json() == never.json() == nonsense.json()


def test_codes_cannot_be_guessed_quickly(client: TestClient, code: str) -> None:
    statuses = [back(client, "appel appel appel 12").status_code for _ in range(7)]
    assert statuses == [404] * 6 + [429]
    assert back(client, code).status_code == 429
    assert int(back(client, code).headers["Retry-After"]) > 0


def test_the_desk_sees_which_professional_somebody_knows(
    client: TestClient, planner: ApiVisitor, professional: ApiProfessional, code: str
) -> None:
    planner.wait_in_queue()
    professional.claim(planner)
    professional.post(f"/conversations/{planner.id}/close", outcome="advies", fed_back="yes")
    visitor = returned(client, code)
    assert "Medewerker 1" in visitor.greeting[0]["text"]
    visitor.wait_in_queue()
    waiting = ApiProfessional(client, "medewerker2").get("/queue").json()["waiting"]
    assert [item["usual"] for item in waiting] == ["Medewerker 1"]


def test_a_visitor_who_says_it_is_not_safe_gets_lines_and_the_desk_gets_a_signal(
    visitor: ApiVisitor, engine: StandInEngine, professional: ApiProfessional
) -> None:
    card = {"type": "signal", "category": "onveilig_gezegd"}
    engine.replies = [{"text": "Goed dat je dit zegt. Is er nu gevaar? Bel 112.", "card": card}]
    shown = visitor.ask("nee dat weet ik niet")
    assert shown[0]["card"]["type"] == "helplines"
    visitor.wait_in_queue()
    item = professional.get("/queue").json()["waiting"][0]
    assert (item["level"], item["category_id"]) == (2, "onveilig_gezegd")
