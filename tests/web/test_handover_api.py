"""From computer to person: queue, claim, chat, close; through the real application on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from fastapi.testclient import TestClient

from tests.web.app import ApiProfessional, ApiVisitor, StandInEngine

QUESTION = "Mijn dochter van 3 komt elke avond uit bed"


def test_the_draft_holds_the_visitors_own_words(visitor: ApiVisitor) -> None:
    visitor.ask(QUESTION)
    draft = visitor.call("GET", "/handover").json()
    assert draft["question"] == QUESTION
    assert draft["signals"] == []


def test_the_professional_reads_the_version_that_the_visitor_edited(
    visitor: ApiVisitor, professional: ApiProfessional
) -> None:
    visitor.ask(QUESTION)
    visitor.call("PUT", "/handover", json={"question": "Slapen lukt niet", "tried": "vaste bedtijd"})
    visitor.wait_in_queue()
    professional.claim(visitor)
    seen = professional.get(f"/conversations/{visitor.id}").json()["summary"]
    assert (seen["question"], seen["tried"]) == ("Slapen lukt niet", "vaste bedtijd")


def test_a_summary_field_of_the_wrong_kind_is_named(visitor: ApiVisitor) -> None:
    answer = visitor.call("PUT", "/handover", json={"wish": 3})
    assert (answer.status_code, answer.json()["field"]) == (422, "wish")


def test_approving_twice_is_one_place_in_the_queue(waiting: ApiVisitor) -> None:
    again = waiting.call("POST", "/handover", json={})
    assert again.status_code == 200
    assert again.json()["queue_position"] == 1


def test_of_thirty_claims_at_once_exactly_one_wins(client: TestClient, waiting: ApiVisitor) -> None:
    staff = [ApiProfessional(client, f"medewerker{n}") for n in range(1, 6)]
    with ThreadPoolExecutor(30) as pool:
        answers = list(pool.map(lambda n: (n % 5, staff[n % 5].claim(waiting).status_code), range(30)))
    winners = {who for who, status in answers if status == 200}
    assert len(winners) == 1
    assert all(status == 409 for who, status in answers if who not in winners)


def test_claiming_what_is_taken_names_the_owner_and_claiming_your_own_is_fine(
    client: TestClient, waiting: ApiVisitor, owner: ApiProfessional
) -> None:
    late = ApiProfessional(client, "medewerker2").claim(waiting)
    assert (late.status_code, late.json()["claimed_by"]) == (409, "Medewerker 1")
    assert owner.claim(waiting).status_code == 200


def test_the_visitor_sees_who_reads_along(waiting: ApiVisitor, owner: ApiProfessional) -> None:
    status = waiting.call("GET").json()
    assert status["staff"] == {"name": "Medewerker 1", "role": "CJG-medewerker"}
    assert "Medewerker 1 (CJG-medewerker) leest nu mee" in waiting.messages()[-1]["text"]


def test_the_assistant_is_silent_while_a_person_has_the_chat(
    waiting: ApiVisitor, owner: ApiProfessional, engine: StandInEngine
) -> None:
    turns = len(engine.turns)
    waiting.say("ze slaapt nog steeds slecht")
    owner.write(waiting, "Dat klinkt vermoeiend.")
    assert [m["sender"] for m in waiting.messages()[-2:]] == ["visitor", "staff"]
    assert len(engine.turns) == turns


def test_only_the_owner_may_write(client: TestClient, waiting: ApiVisitor, owner: ApiProfessional) -> None:
    assert ApiProfessional(client, "medewerker2").write(waiting, "x").status_code == 409
    assert ApiProfessional(client, "redacteur").write(waiting, "x").status_code == 403


def test_a_professionals_retry_is_stored_once(waiting: ApiVisitor, owner: ApiProfessional) -> None:
    owner.write(waiting, "Dag", "een")
    owner.write(waiting, "Dag", "een")
    assert [m["text"] for m in waiting.messages()].count("Dag") == 1


def test_a_colleague_may_not_read_a_chat_that_is_not_theirs_until_consulted(
    client: TestClient, waiting: ApiVisitor, owner: ApiProfessional
) -> None:
    colleague = ApiProfessional(client, "medewerker2")
    path = f"/conversations/{waiting.id}"
    assert colleague.get(path).status_code == 403
    whom = next(s["id"] for s in owner.get("/staff").json()["staff"] if s["name"] == "Medewerker 2")
    assert owner.post(f"{path}/consult", staff=whom).status_code == 200
    assert colleague.get(path).status_code == 200
    assert colleague.post(f"{path}/notes", text="Vraag naar school").status_code == 200
    assert colleague.write(waiting, "Hoi").status_code == 409
    assert "denkt met ons mee" in waiting.messages()[-1]["text"]


def test_notes_never_reach_the_visitor(waiting: ApiVisitor, owner: ApiProfessional) -> None:
    owner.post(f"/conversations/{waiting.id}/notes", text="alleen voor collega's")
    assert "alleen voor collega's" not in str(waiting.messages())
    assert "alleen voor collega's" not in str(waiting.call("GET", "/export").json())


def test_releasing_puts_the_visitor_back_with_the_waiting_time_they_had(
    waiting: ApiVisitor, owner: ApiProfessional
) -> None:
    before = owner.get("/queue").json()["mine"][0]["since"]
    owner.post(f"/conversations/{waiting.id}/release")
    assert waiting.call("GET").json()["mode"] == "waiting"
    assert owner.get("/queue").json()["waiting"][0]["since"] == before


def test_closing_asks_whether_it_was_fed_back(waiting: ApiVisitor, owner: ApiProfessional) -> None:
    path = f"/conversations/{waiting.id}/close"
    assert owner.post(path, outcome="advies").json()["field"] == "fed_back"
    assert owner.post(path, outcome="advies", fed_back="misschien").status_code == 422
    assert owner.post(path, outcome="advies", fed_back="yes").status_code == 200
    assert waiting.call("GET").json()["mode"] == "closed"


def test_handing_back_lets_the_assistant_answer_again(
    waiting: ApiVisitor, owner: ApiProfessional, engine: StandInEngine
) -> None:
    path = f"/conversations/{waiting.id}/close"
    owner.post(path, outcome="advies", fed_back="n/a", back_to_assistant=True)
    assert waiting.ask("nog een vraag")[0]["sender"] == "bot"


def test_the_visitor_may_leave_the_queue(waiting: ApiVisitor, professional: ApiProfessional) -> None:
    assert waiting.call("DELETE", "/handover").json()["mode"] == "bot"
    assert professional.get("/queue").json()["waiting"] == []
    assert professional.claim(waiting).status_code == 409


def test_urgency_goes_before_waiting_time(client: TestClient, waiting: ApiVisitor) -> None:
    urgent = ApiVisitor(client)
    urgent.ask("ik wil niet meer leven")
    urgent.wait_in_queue()
    queue = ApiProfessional(client).get("/queue").json()["waiting"]
    assert [item["id"] for item in queue] == [urgent.id, waiting.id]
    assert queue[0]["level"] == 2
    assert waiting.call("GET").json()["queue_position"] == 2


def test_screening_goes_on_with_a_person(waiting: ApiVisitor, owner: ApiProfessional) -> None:
    reply = waiting.ask("eigenlijk wil ik dood")
    assert reply[0]["card"]["type"] == "helplines"
    signal = owner.get(f"/conversations/{waiting.id}").json()["signals"][0]
    assert signal["line"] == "eigenlijk wil ik dood"
    assert signal["level"] == 2


def test_a_change_without_the_csrf_token_is_refused(waiting: ApiVisitor, professional: ApiProfessional) -> None:
    answer = professional.client.post(f"/api/v1/desk/conversations/{waiting.id}/claim")
    assert answer.status_code == 403


def test_a_wrong_password_and_an_unknown_address_look_the_same(client: TestClient) -> None:
    answers = [
        client.post("/api/v1/desk/login", json={"email": email, "password": "fout"})
        for email in ("medewerker1@demo.example", "niemand@demo.example")
    ]
    assert [a.status_code for a in answers] == [401, 401]
    assert answers[0].json() == answers[1].json()


def test_an_editor_does_not_see_the_queue(client: TestClient) -> None:
    assert ApiProfessional(client, "redacteur").get("/queue").status_code == 403


def test_the_desk_hears_of_a_new_waiting_visitor(
    client: TestClient, visitor: ApiVisitor, professional: ApiProfessional
) -> None:
    with professional.client.websocket_connect("/api/v1/desk/stream") as stream:
        visitor.wait_in_queue()
        frames = (stream.receive_json() for _ in range(4))
        frame = next(f for f in frames if f["type"] == "queue" and f["changed"])
        assert [(item["id"], item["place"]) for item in frame["changed"]] == [(visitor.id, "waiting")]
