"""The whole life of a request through the real application: asked, taken, matched, refused, withdrawn."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from tests.web.app import ApiProfessional, ApiVisitor, Clock, StandInEngine

PHRASE = "mijn buurvrouw, bij wie ik altijd mag aankloppen"
PHONE = "06-12345678"
NAME = "hoe deze vrijwilliger heet"
PROFILE = {
    "roles": ["maatje", "steungezin"],
    "postcode4": "1001",
    "max_km": 10,
    "slots": ["wo-middag", "za-ochtend"],
    "ages": [4, 18],
    "languages": ["nl"],
    "interests": ["voetbal"],
    "gender": "vrouw",
}
FACTS = {"postcode4": "1000", "ages": [8], "slots": ["wo-middag"], "interests": ["voetbal"]}


class Coordinator(ApiProfessional):
    def put(self, path: str, **body: Any) -> httpx.Response:
        return self.client.put(f"/api/v1/desk{path}", json=body, headers={"X-CSRF-Token": self.csrf})

    def delete(self, path: str) -> httpx.Response:
        return self.client.delete(f"/api/v1/desk{path}", headers={"X-CSRF-Token": self.csrf})

    def volunteer(self, **changes: Any) -> str:
        """A volunteer who passed every check."""
        made = self.post("/volunteers", profile=PROFILE | changes, contact={"name": NAME, "phone": PHONE})
        assert made.status_code == 201, made.text
        id: str = made.json()["id"]
        self.put(
            f"/volunteers/{id}/checks",
            **dict.fromkeys(("vog_on", "references_on", "code_signed_on"), "2026-10-01"),
        )
        assert self.post(f"/volunteers/{id}/state", to="active").status_code == 200
        return id


@pytest.fixture
def coordinator(client: TestClient) -> Coordinator:
    return Coordinator(client, "coordinator")


@pytest.fixture
def colleague(client: TestClient) -> ApiProfessional:
    return ApiProfessional(client, "medewerker2")


def asks(visitor: ApiVisitor, engine: StandInEngine, kind: str, facts: dict[str, Any] | None = None) -> str:
    """The guided conversation ends in a request; its id."""
    answers = {"words": {"who": PHRASE}, "facts": facts or {}}
    engine.replies = [{"text": "Ik geef het door.", "card": {"type": "request", "kind": kind, "answers": answers}}]
    card = visitor.ask("ja, geef maar door")[-1]["card"]
    assert card["state"] == "new"
    assert "answers" not in card
    id: str = card["id"]
    return id


@pytest.fixture
def jim(visitor: ApiVisitor, engine: StandInEngine) -> str:
    return asks(visitor, engine, "jim", {"age_band": "12-15"})


@pytest.fixture
def steungezin(visitor: ApiVisitor, engine: StandInEngine) -> str:
    return asks(visitor, engine, "steungezin", FACTS)


def test_what_a_visitor_asked_stands_on_the_board_without_their_words(
    jim: str, professional: ApiProfessional
) -> None:
    board = professional.get("/requests").json()
    line = board["requests"][0]
    assert (line["id"], line["kind"], line["state"], line["days"]) == (jim, "jim", "new", 0)
    assert PHRASE not in str(board)
    page = professional.get(f"/requests/{jim}").json()
    assert page["answers"] == [{"name": "who", "title": "Wie (rol)", "text": PHRASE}]


def test_a_jim_goes_from_new_to_started_only_by_way_of_the_check(jim: str, professional: ApiProfessional) -> None:
    assert professional.post(f"/requests/{jim}/state", to="checking").status_code == 403
    assert professional.post(f"/requests/{jim}/take").json()["state"] == "talking"
    assert professional.post(f"/requests/{jim}/state", to="started").status_code == 409
    assert professional.post(f"/requests/{jim}/state", to="checking").status_code == 200
    refused = professional.post(f"/requests/{jim}/state", to="started")
    assert (refused.status_code, "getoetst" in refused.json()["detail"]) == (409, True)
    checked = professional.post(f"/requests/{jim}/check", safe=True, jim_is_willing=True, parents="agree")
    assert checked.json()["check"]["parents"] == "agree"
    assert professional.post(f"/requests/{jim}/state", to="started").json()["state_title"] == "Gestart"


def test_a_request_that_a_colleague_took_is_not_yours(
    jim: str, professional: ApiProfessional, colleague: ApiProfessional
) -> None:
    professional.post(f"/requests/{jim}/take")
    taken = colleague.post(f"/requests/{jim}/take")
    assert (taken.status_code, taken.json()["claimed_by"]) == (409, "Medewerker 1")


def test_a_refusal_needs_a_reason_and_is_kept_with_it(jim: str, professional: ApiProfessional) -> None:
    professional.post(f"/requests/{jim}/take")
    assert professional.post(f"/requests/{jim}/close", outcome="kan niet", reason=" ").status_code == 422
    closed = professional.post(f"/requests/{jim}/close", outcome="kan niet", reason="Dit is niet veilig genoeg.")
    assert closed.json()["state"] == "closed"
    assert "Dit is niet veilig genoeg." in str(closed.json()["steps"])
    assert professional.get("/requests").json()["requests"] == []
    assert professional.get("/requests?closed=true").json()["requests"][0]["id"] == jim


def test_a_visitor_who_withdraws_leaves_nothing_behind(
    jim: str, visitor: ApiVisitor, professional: ApiProfessional
) -> None:
    professional.post(f"/requests/{jim}/take")
    assert visitor.call("GET", "/requests").json()["requests"][0]["state"] == "talking"
    assert visitor.call("DELETE", f"/requests/{jim}").status_code == 204
    assert professional.get(f"/requests/{jim}").status_code == 404
    assert professional.get("/requests").json()["requests"] == []
    assert visitor.call("GET", "/requests").json()["requests"] == []


def test_deleting_the_conversation_deletes_its_requests(
    jim: str, visitor: ApiVisitor, professional: ApiProfessional
) -> None:
    visitor.call("DELETE")
    assert professional.get(f"/requests/{jim}").status_code == 404


def test_a_visitor_cannot_touch_somebody_elses_request(jim: str, client: TestClient) -> None:
    stranger = ApiVisitor(client)
    assert stranger.call("DELETE", f"/requests/{jim}").status_code == 404
    assert stranger.call("PUT", f"/requests/{jim}/contact", json={"how": "x"}).status_code == 404


def test_contact_details_are_seen_by_the_coordinator_and_by_nobody_else(
    client: TestClient, steungezin: str, visitor: ApiVisitor, coordinator: Coordinator
) -> None:
    visitor.call("PUT", f"/requests/{steungezin}/contact", json={"how": PHONE, "when": "na 19 uur"})
    volunteer = coordinator.volunteer()
    assert coordinator.get(f"/requests/{steungezin}").json()["contact"]["how"] == PHONE
    assert coordinator.get(f"/volunteers/{volunteer}").json()["contact"]["phone"] == PHONE
    coordinator.post(f"/requests/{steungezin}/matches", volunteer=volunteer)
    for name in ("medewerker1", "regisseur", "redacteur", "beheerder"):
        other = ApiProfessional(client, name)
        for path in (
            "/requests",
            f"/requests/{steungezin}",
            f"/requests/{steungezin}/proposals",
            "/volunteers",
            f"/volunteers/{volunteer}",
            "/reminders",
            f"/conversations/{visitor.id}",
        ):
            said = other.get(path).text
            assert PHONE not in said
            assert NAME not in said
    assert PHONE not in str(visitor.messages())


@pytest.mark.parametrize("name", ["redacteur", "beheerder"])
def test_an_editor_or_administrator_has_no_business_with_requests(client: TestClient, jim: str, name: str) -> None:
    other = ApiProfessional(client, name)
    for path in ("/requests", f"/requests/{jim}", "/volunteers", "/reminders"):
        assert other.get(path).status_code == 403
    assert other.post(f"/requests/{jim}/take").status_code == 403


def test_only_a_coordinator_makes_volunteers_and_matches(
    steungezin: str, coordinator: Coordinator, professional: ApiProfessional
) -> None:
    volunteer = coordinator.volunteer()
    assert professional.post("/volunteers", profile=PROFILE).status_code == 403
    assert professional.post(f"/requests/{steungezin}/matches", volunteer=volunteer).status_code == 403
    assert professional.get("/plan/voorbeeldgemeente").status_code == 403


def test_a_proposal_gives_reasons_and_a_person_accepts_it(steungezin: str, coordinator: Coordinator) -> None:
    volunteer = coordinator.volunteer()
    coordinator.volunteer(slots=["ma-avond"])
    found = coordinator.get(f"/requests/{steungezin}/proposals").json()
    assert [p["volunteer"] for p in found["proposals"]] == [volunteer]
    assert "Kan op woensdagmiddag." in found["proposals"][0]["fits"]
    assert found["just_not"][0]["does_not_fit"] == ["Kan alleen op maandagavond."]
    match = coordinator.post(f"/requests/{steungezin}/matches", volunteer=volunteer)
    assert (match.status_code, match.json()["state"]) == (201, "proposed")


def test_four_eyes_an_agreement_and_then_the_first_meeting(
    steungezin: str, coordinator: Coordinator, professional: ApiProfessional
) -> None:
    match = coordinator.post(f"/requests/{steungezin}/matches", volunteer=coordinator.volunteer()).json()["id"]
    coordinator.post(f"/matches/{match}/consent")
    coordinator.post(f"/matches/{match}/consent")
    too_soon = coordinator.post(f"/matches/{match}/meeting", on="2026-12-02")
    assert (too_soon.status_code, "2 medewerkers" in too_soon.json()["detail"]) == (409, True)
    assert len(professional.post(f"/matches/{match}/consent").json()["consents"]) == 2
    assert coordinator.post(f"/matches/{match}/meeting", on="2026-12-02").status_code == 409
    template = coordinator.get("/agreement_template").json()["text"]
    assert "coördinator" in template
    coordinator.put(f"/matches/{match}/agreement", text=template)
    planned = coordinator.post(f"/matches/{match}/meeting", on="2026-12-02")
    assert (planned.status_code, planned.json()["state"]) == (200, "meeting")
    assert coordinator.post(f"/matches/{match}/trial").json()["review_due"] == "2027-01-05"
    assert coordinator.post(f"/matches/{match}/review").json()["state"] == "started"
    ended = coordinator.post(f"/matches/{match}/end", reason="Het gezin redt het weer.", look_again=False)
    assert ended.json()["state"] == "ended"
    assert coordinator.get(f"/requests/{steungezin}").json()["state"] == "closed"


def test_a_no_has_a_reason_and_that_pair_never_comes_back(steungezin: str, coordinator: Coordinator) -> None:
    volunteer = coordinator.volunteer()
    match = coordinator.post(f"/requests/{steungezin}/matches", volunteer=volunteer).json()["id"]
    said_no = coordinator.post(f"/matches/{match}/decline", by="volunteer", reason="Te druk met werk.")
    assert said_no.json()["reason"] == "Te druk met werk."
    assert coordinator.get(f"/requests/{steungezin}").json()["state"] == "waiting"
    assert coordinator.get(f"/requests/{steungezin}/proposals").json()["proposals"] == []
    assert coordinator.get("/plan/voorbeeldgemeente").json()["pairs"] == []


def test_a_plan_for_everybody_is_only_a_proposal(steungezin: str, coordinator: Coordinator) -> None:
    volunteer = coordinator.volunteer()
    made = coordinator.get("/plan/voorbeeldgemeente").json()
    assert [(p["request"]["id"], p["proposal"]["volunteer"]) for p in made["pairs"]] == [(steungezin, volunteer)]
    assert coordinator.get(f"/requests/{steungezin}").json()["state"] == "new"
    assert coordinator.get(f"/requests/{steungezin}").json()["matches"] == []


def test_an_offer_to_help_becomes_a_volunteer(
    visitor: ApiVisitor, engine: StandInEngine, coordinator: Coordinator
) -> None:
    offer = asks(visitor, engine, "offer")
    made = coordinator.post("/volunteers", profile=PROFILE, request=offer)
    assert (made.status_code, made.json()["state"]) == (201, "new")
    assert coordinator.get(f"/requests/{offer}").json()["outcome"] == "vrijwilliger"


def test_a_worry_about_a_volunteer_stops_new_proposals_until_it_is_looked_into(
    steungezin: str, coordinator: Coordinator, professional: ApiProfessional
) -> None:
    volunteer = coordinator.volunteer()
    noted = professional.post(f"/volunteers/{volunteer}/reports", text="Vroeg een kind om een geheim te bewaren.")
    assert (noted.json()["state"], "reports" in noted.json()) == ("paused", False)
    assert coordinator.get(f"/requests/{steungezin}/proposals").json()["proposals"] == []
    assert coordinator.post(f"/volunteers/{volunteer}/state", to="active").status_code == 409
    assert "geheim" in coordinator.get(f"/volunteers/{volunteer}").json()["reports"][0]["text"]
    coordinator.post(f"/volunteers/{volunteer}/reports/done")
    assert coordinator.post(f"/volunteers/{volunteer}/state", to="active").status_code == 200


def test_a_volunteer_who_stops_is_deleted_and_the_family_goes_back_to_the_row(
    steungezin: str, coordinator: Coordinator
) -> None:
    volunteer = coordinator.volunteer()
    coordinator.post(f"/requests/{steungezin}/matches", volunteer=volunteer)
    assert coordinator.delete(f"/volunteers/{volunteer}").status_code == 204
    assert coordinator.get(f"/volunteers/{volunteer}").status_code == 404
    assert coordinator.get(f"/requests/{steungezin}").json()["state"] == "waiting"


def test_reminders_come_by_themselves_when_time_passes(coordinator: Coordinator, clock: Clock) -> None:
    coordinator.volunteer()
    assert coordinator.get("/reminders").json()["reminders"] == []
    clock.now += timedelta(days=1000)
    again = Coordinator(coordinator.client, "coordinator")
    found = again.get("/reminders").json()["reminders"]
    assert [r["kind"] for r in found] == ["vog_soon"]
    assert "V-1" in found[0]["text"]


def test_the_waiting_list_gives_numbers_and_no_date(
    steungezin: str, coordinator: Coordinator, clock: Clock
) -> None:
    clock.now += timedelta(hours=5)
    again = Coordinator(coordinator.client, "coordinator")
    rows = {w["kind"]: w for w in again.get("/requests").json()["waiting_list"]}
    assert rows["steungezin"] == {"kind": "steungezin", "waiting": 1, "longest_days": 0, "usual_days": None}


def test_staff_write_down_a_request_that_came_by_phone(coordinator: Coordinator) -> None:
    made = coordinator.post("/requests", kind="maatje", words={"why": "Iemand om mee te sporten."}, facts=FACTS)
    assert made.status_code == 201
    id = made.json()["id"]
    assert coordinator.put(f"/requests/{id}/contact", how=PHONE).json()["contact"]["how"] == PHONE
    changed = coordinator.post(f"/requests/{id}/facts", facts={"gender": "man"})
    assert changed.json()["facts"]["gender"] == "man"
    assert coordinator.post(f"/requests/{id}/withdraw").status_code == 204


@pytest.mark.parametrize(
    "facts",
    [{"ages": ["acht"]}, {"postcode4": "1000 AA"}, {"slots": ["nooit"]}, {"gender": 3}, {"iets": "anders"}],
)
def test_a_fact_that_cannot_be_read_is_refused_by_name(coordinator: Coordinator, facts: dict[str, Any]) -> None:
    refused = coordinator.post("/requests", kind="maatje", words={}, facts=facts)
    assert refused.status_code == 422
    assert refused.json()["field"] == next(iter(facts))


def test_a_visitor_takes_their_requests_along_in_the_export(jim: str, visitor: ApiVisitor) -> None:
    exported = visitor.call("GET", "/export").json()["requests"]
    assert exported[0]["answers"] == {"who": PHRASE}


def test_without_the_sessions_token_nothing_changes(jim: str, professional: ApiProfessional) -> None:
    professional.csrf = "vals"
    assert professional.post(f"/requests/{jim}/take").status_code == 403
