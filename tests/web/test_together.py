"""Think along, come in, hand over, and a familiar face for who comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from tests.web.app import ApiProfessional, ApiVisitor, Clock


@pytest.fixture
def colleague(client: TestClient) -> ApiProfessional:
    return ApiProfessional(client, "medewerker2")


def on(visitor: ApiVisitor, step: str = "") -> str:
    return f"/conversations/{visitor.id}{step}"


def id_of(professional: ApiProfessional) -> int:
    return int(professional.get("/me").json()["id"])


def modes_of(visitor: ApiVisitor, *professionals: ApiProfessional) -> list[bool]:
    """Who owns the conversation?"""
    return [visitor.id in [i["id"] for i in p.get("/queue").json()["mine"]] for p in professionals]


def test_the_visitor_may_hear_that_somebody_thinks_along_without_a_name(
    waiting: ApiVisitor, owner: ApiProfessional, colleague: ApiProfessional
) -> None:
    owner.post(on(waiting, "/consult"), staff=id_of(colleague), introduce=False)
    said = waiting.messages()[-1]["text"]
    assert "collega" in said
    assert "Medewerker 2" not in said
    assert colleague.get("/queue").json()["along"][0]["as"] == "consulted"
    assert colleague.write(waiting, "hallo").status_code == 409


def test_a_specialist_comes_in_and_the_owner_stays(
    waiting: ApiVisitor, owner: ApiProfessional, colleague: ApiProfessional
) -> None:
    assert owner.post(on(waiting, "/invite"), staff=id_of(colleague)).status_code == 200
    assert "Medewerker 2" not in str(waiting.messages())
    assert colleague.write(waiting, "nog niet").status_code == 409
    assert colleague.post(on(waiting, "/join")).status_code == 200
    assert "Medewerker 2 (CJG-medewerker) praat nu ook mee" in waiting.messages()[-1]["text"]
    assert colleague.write(waiting, "Dag, ik denk mee.").status_code == 200
    assert owner.write(waiting, "Fijn.").status_code == 200
    assert [m.get("staff") for m in waiting.messages()[-2:]] == ["Medewerker 2", "Medewerker 1"]
    assert modes_of(waiting, owner, colleague) == [True, False]


def test_nobody_comes_in_uninvited(
    waiting: ApiVisitor, owner: ApiProfessional, colleague: ApiProfessional
) -> None:
    assert colleague.post(on(waiting, "/join")).status_code == 403


def test_a_specialist_leaves_and_may_not_write_any_more(
    waiting: ApiVisitor, owner: ApiProfessional, colleague: ApiProfessional
) -> None:
    owner.post(on(waiting, "/invite"), staff=id_of(colleague))
    colleague.post(on(waiting, "/join"))
    assert owner.post(on(waiting, "/leave"), staff=id_of(colleague)).status_code == 200
    assert "praat niet meer mee" in waiting.messages()[-1]["text"]
    assert colleague.write(waiting, "x").status_code == 409
    assert colleague.get(on(waiting)).status_code == 403


def test_a_transfer_changes_nothing_until_it_is_accepted(
    waiting: ApiVisitor, owner: ApiProfessional, colleague: ApiProfessional
) -> None:
    said = len(waiting.messages())
    body = {"staff": id_of(colleague), "introduction": "Mijn collega weet veel van slapen."}
    assert owner.post(on(waiting, "/transfer"), **body).json()["owner"]["name"] == "Medewerker 1"
    assert len(waiting.messages()) == said
    assert modes_of(waiting, owner, colleague) == [True, False]
    assert colleague.get("/queue").json()["offers"][0]["from"] == "Medewerker 1"
    assert colleague.get(on(waiting)).json()["transfer"]["introduction"].startswith("Mijn collega")


def test_an_accepted_transfer_introduces_the_new_owner_and_the_first_follows(
    waiting: ApiVisitor, owner: ApiProfessional, colleague: ApiProfessional
) -> None:
    owner.post(on(waiting, "/transfer"), staff=id_of(colleague), introduction="Mijn collega weet veel van slapen.")
    assert colleague.post(on(waiting, "/transfer/accept")).status_code == 200
    assert modes_of(waiting, owner, colleague) == [False, True]
    texts = [m["text"] for m in waiting.messages()[-2:]]
    assert texts[0] == "Mijn collega weet veel van slapen."
    assert texts[1].startswith("Medewerker 2 (CJG-medewerker) neemt het gesprek over")
    seen = owner.get(on(waiting)).json()
    assert ("Medewerker 1", "follower") in [(p["name"], p["role"]) for p in seen["participants"]]
    assert owner.write(waiting, "x").status_code == 409
    assert colleague.post(on(waiting, "/transfer/accept")).status_code == 403
    assert "doorverwezen" not in str(waiting.messages())


@pytest.mark.parametrize("who", ["colleague", "owner"])
def test_a_transfer_can_be_declined_or_taken_back(
    waiting: ApiVisitor, owner: ApiProfessional, colleague: ApiProfessional, who: str
) -> None:
    owner.post(on(waiting, "/transfer"), staff=id_of(colleague))
    assert {"colleague": colleague, "owner": owner}[who].post(on(waiting, "/transfer/decline")).status_code == 200
    assert colleague.post(on(waiting, "/transfer/accept")).status_code == 403
    assert modes_of(waiting, owner, colleague) == [True, False]


def test_a_transfer_ends_when_the_owner_gives_the_chat_back(
    waiting: ApiVisitor, owner: ApiProfessional, colleague: ApiProfessional
) -> None:
    owner.post(on(waiting, "/transfer"), staff=id_of(colleague))
    owner.post(on(waiting, "/release"))
    assert colleague.post(on(waiting, "/transfer/accept")).status_code == 403
    assert waiting.call("GET").json()["mode"] == "waiting"


def test_a_team_gets_the_chat_through_the_queue(waiting: ApiVisitor, owner: ApiProfessional) -> None:
    assert owner.post(on(waiting, "/transfer"), team="Jonge ouders").status_code == 200
    item = owner.get("/queue").json()["waiting"][0]
    assert (item["team"], item["id"]) == ("Jonge ouders", waiting.id)


def come_back(client: TestClient, earlier: ApiVisitor) -> ApiVisitor:
    visitor = ApiVisitor(client, returning={"id": earlier.id, "token": earlier.token})
    visitor.ask("het gaat weer mis met slapen")
    visitor.wait_in_queue()
    return visitor


def test_a_returning_family_reaches_the_same_professional_when_present(
    client: TestClient, waiting: ApiVisitor, owner: ApiProfessional, colleague: ApiProfessional
) -> None:
    owner.post(on(waiting, "/close"), outcome="advies", fed_back="yes")
    again = come_back(client, waiting)
    assert again.messages()[-1]["text"].startswith("Medewerker 1 is er.")
    assert [i["for_me"] for i in owner.get("/queue").json()["waiting"]] == [True]
    assert [(i["for_me"], i["returning"]) for i in colleague.get("/queue").json()["waiting"]] == [(False, True)]


def test_a_returning_family_is_asked_whether_to_wait_when_the_familiar_face_is_away(
    client: TestClient, waiting: ApiVisitor, owner: ApiProfessional, clock: Clock
) -> None:
    owner.post(on(waiting, "/close"), outcome="advies", fed_back="yes")
    clock.now += timedelta(hours=1)
    again = come_back(client, waiting)
    assert [c["id"] for c in again.messages()[-1]["choices"]] == ["wait_for_regular", "any_colleague"]
    assert again.choose("wait_for_regular").status_code == 202
    assert owner.get("/queue").json()["waiting"][0]["for_me"] is True
    assert again.choose("any_colleague").status_code == 202
    assert owner.get("/queue").json()["waiting"][0]["for_me"] is False


def test_a_stranger_does_not_come_back_as_somebody_else(client: TestClient, waiting: ApiVisitor) -> None:
    visitor = ApiVisitor(client, returning={"id": waiting.id, "token": "verzonnen"})
    visitor.wait_in_queue()
    assert "Medewerker" not in str(visitor.messages()[-1]["text"][:10])
