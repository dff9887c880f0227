"""Whole conversations on WhatsApp: danger, a person, closed hours, the window, faults of the other side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from fastapi.testclient import TestClient

from naast.content import KnowledgeContent
from tests.channels.conftest import NUMBER, conversations, log_of, phone_of, whatsapp_settings
from tests.channels.graph_api import TEMPLATE, GraphApi, Phone
from tests.system import eventually
from tests.web.app import ApiProfessional, Application, Clock, StandInEngine

OFFER = {"text": "Hieronder staat wat ik doorgeef.", "card": {"type": "handover", "state": "offered"}}
EVENING = datetime(2026, 11, 24, 21, 0, tzinfo=UTC)


def begin(phone: Phone, engine: StandInEngine, text: str = "thuis is er elke dag ruzie bij ons") -> None:
    """Something was said, and a person is offered."""
    engine.replies = [OFFER]
    phone.says(text)
    phone.hears("Dit geef ik door", "Mag een medewerker dit lezen?")


def join(phone: Phone, engine: StandInEngine) -> None:
    begin(phone, engine)
    phone.taps("channel:share")
    phone.hears("Je staat in de rij")


def picked_up(client: TestClient, phone: Phone, engine: StandInEngine, professional: ApiProfessional) -> str:
    """In conversation with a professional; the conversation's id."""
    join(phone, engine)
    (conversation,) = conversations(client)
    assert professional.post(f"/conversations/{conversation.id}/claim").status_code == 200
    phone.hears("praat met je verder")
    return str(conversation.id)


def write(professional: ApiProfessional, conversation_id: str, text: str) -> None:
    path = f"/conversations/{conversation_id}/messages"
    assert professional.post(path, client_message_id=text, text=text).status_code == 200


def test_danger_is_answered_at_once_with_numbers_to_tap(
    client: TestClient, phone: Phone, professional: ApiProfessional
) -> None:
    phone.says("ik wil niet meer leven")
    shown = phone.hears("113", "112")
    assert any(line.startswith("112") or ": 112" in line for line in shown.splitlines())
    assert "ask_person" in phone.api.to(NUMBER)[-1].options
    assert conversations(client)[0].level == 2


def test_danger_goes_before_a_question_of_the_channel_itself(phone: Phone, engine: StandInEngine) -> None:
    begin(phone, engine)
    phone.taps("channel:change")
    phone.hears("Typ in je eigen woorden")
    phone.says("ik wil niet meer leven")
    phone.hears("113")


def test_a_youth_reads_changes_and_shares_what_a_professional_reads(
    client: TestClient, phone: Phone, engine: StandInEngine, professional: ApiProfessional
) -> None:
    begin(phone, engine)
    assert "thuis is er elke dag ruzie" in phone.screen[-1]
    phone.taps("channel:change")
    phone.hears("Typ in je eigen woorden")
    phone.says("Ik wil praten over school")
    phone.hears("Je vraag: Ik wil praten over school", "Mag een medewerker dit lezen?")
    phone.says("ja")
    phone.hears("Je staat in de rij")
    (item,) = professional.get("/queue").json()["waiting"]
    assert item["channel"] == "whatsapp"
    professional.post(f"/conversations/{item['id']}/claim")
    page = professional.get(f"/conversations/{item['id']}").json()
    assert page["summary"]["question"] == "Ik wil praten over school"


def test_a_no_passes_nothing_on_and_who_waits_may_leave(
    phone: Phone, engine: StandInEngine, professional: ApiProfessional
) -> None:
    begin(phone, engine)
    phone.says("2") if not phone.api.to(NUMBER)[-1].options else phone.taps("channel:keep")
    phone.hears("Ik geef niets door")
    assert professional.get("/queue").json()["waiting"] == []
    join(phone, engine)
    phone.taps("channel:leave")
    phone.hears("niet meer in de rij")
    assert professional.get("/queue").json()["waiting"] == []


def test_a_professional_and_a_youth_talk_and_the_desk_sees_what_arrived(
    client: TestClient, phone: Phone, engine: StandInEngine, professional: ApiProfessional
) -> None:
    id = picked_up(client, phone, engine, professional)
    write(professional, id, "Wat naar. Vertel eens?")
    shown = phone.hears("Vertel eens?")
    assert "schrijft:" in shown
    seq = professional.get(f"/conversations/{id}").json()["messages"][-1]["seq"]

    def state() -> str:
        channel = professional.get(f"/conversations/{id}").json()["channel"]
        return str(channel["messages"].get(str(seq)))

    eventually(lambda: state() == "sent", 5)
    sent = phone.api.to(NUMBER)[-1]
    phone.reports(sent, "read")
    assert state() == "read"
    phone.reports(sent, "delivered", token=False)
    assert state() == "read"
    phone.says("het gaat niet goed thuis")
    eventually(lambda: professional.get("/queue").json()["mine"][0]["unread"] == 2, 5)


def test_at_the_end_a_youth_says_how_it_went_and_later_begins_anew(
    client: TestClient, phone: Phone, engine: StandInEngine, professional: ApiProfessional
) -> None:
    id = picked_up(client, phone, engine, professional)
    assert professional.post(f"/conversations/{id}/close", outcome="advies", fed_back="yes").status_code == 200
    phone.hears("Hoe ging het?")
    phone.taps("went_well")
    phone.hears("Dank je wel voor je antwoord")
    engine.replies = [{"text": "Ik denk met je mee."}]
    phone.says("hoi daar ben ik weer")
    phone.hears("medewerker leest mee", "denk met je mee")
    assert len(conversations(client)) == 2


@pytest.fixture
def office(content: KnowledgeContent) -> KnowledgeContent:
    """A municipality with office hours."""
    (place,) = content.municipalities.values()
    hours = {day: (time(9), time(17)) for day in range(5)}
    return replace(content, municipalities={place.id: replace(place, hours=hours)})


@pytest.fixture
def evening(
    application: Application, office: KnowledgeContent, clock: Clock, api: GraphApi
) -> Iterator[TestClient]:
    clock.now = EVENING
    with replace(application, content=office).running(**whatsapp_settings(api)) as client:
        yield client


def test_when_the_desk_is_closed_a_youth_asks_for_a_call_in_words(
    evening: TestClient, api: GraphApi, engine: StandInEngine
) -> None:
    phone = phone_of(evening, api)
    begin(phone, engine)
    phone.taps("channel:share")
    phone.hears("Er is nu niemand", "morgen om 9:00 uur")
    phone.taps("channel:call")
    phone.hears("Wanneer kunnen we je")
    phone.says("na school, om vier uur")
    phone.hears("Op welk nummer?")
    phone.says("weet ik veel")
    phone.hears("Typ een telefoonnummer")
    phone.says("06 12345678")
    phone.hears("We hebben je verzoek bewaard")
    (conversation,) = conversations(evening)
    page = ApiProfessional(evening).get(f"/conversations/{conversation.id}").json()
    assert page["callback"] == {"when": "na school, om vier uur", "how": "06 12345678"}
    assert "12345678" not in str(log_of(evening, conversation.id))


def test_with_a_serious_signal_at_night_there_are_numbers_instead_of_a_call(
    evening: TestClient, api: GraphApi, engine: StandInEngine
) -> None:
    phone = phone_of(evening, api)
    engine.replies = []
    phone.says("ik wil niet meer leven")
    phone.hears("113")
    engine.replies = [OFFER]
    phone.taps("ask_person")
    phone.hears("Mag een medewerker dit lezen?")
    phone.taps("channel:share")
    phone.hears("kan niet wachten", "113")


def test_after_a_day_only_the_template_goes_out_and_the_rest_when_the_youth_writes(
    client: TestClient, phone: Phone, engine: StandInEngine, professional: ApiProfessional, clock: Clock
) -> None:
    id = picked_up(client, phone, engine, professional)
    clock.now += timedelta(hours=25)
    professional = ApiProfessional(client, "medewerker1")
    write(professional, id, "Ben je er nog?")
    assert phone.stays_silent()
    channel = professional.get(f"/conversations/{id}").json()["channel"]
    assert (channel["open"], channel["held"], channel["may_invite"]) == (False, 1, True)
    for _ in range(2):
        assert professional.post(f"/conversations/{id}/channel/invite").status_code == 200
    assert phone.hears("template") == f"template:{TEMPLATE}"
    body = phone.api.to(NUMBER)[-1].body
    assert set(body["template"]) == {"name", "language"}
    phone.says("ja hoor")
    phone.hears("Ben je er nog?")


def test_a_window_that_closed_a_little_earlier_than_we_thought_holds_the_message(
    client: TestClient, phone: Phone, engine: StandInEngine, professional: ApiProfessional, api: GraphApi
) -> None:
    id = picked_up(client, phone, engine, professional)
    api.fails(131047)
    write(professional, id, "Ben je er nog?")
    eventually(lambda: professional.get(f"/conversations/{id}").json()["channel"]["held"] == 1, 5)
    phone.says("ja hoor")
    phone.hears("Ben je er nog?")


def test_faults_of_the_other_side_are_tried_again_in_order(
    phone: Phone, engine: StandInEngine, api: GraphApi, clock: Clock
) -> None:
    api.fails(None, status=503, times=2)
    api.fails(131056, times=1)
    engine.replies = [{"text": "Een."}, {"text": "Twee."}, {"text": "Drie."}]
    phone.says("hoi")
    for _ in range(8):
        eventually(lambda: True, 1)
        clock.now += timedelta(seconds=60)
        if len(phone.screen) == 4:
            break
        phone.stays_silent(0.3)
    phone.hears("Drie.")
    assert phone.screen[1:] == ["Een.", "Twee.", "Drie."]


def test_a_rate_limit_pauses_everybody_and_loses_nobody(client: TestClient, api: GraphApi, clock: Clock) -> None:
    api.fails(130429, status=429, times=1, headers={"Retry-After": "20"})
    phones = [phone_of(client, api, f"3160000001{n}") for n in range(4)]
    for phone in phones:
        phone.says("hoi")
    phones[0].stays_silent(1)
    before = api.calls
    phones[0].stays_silent(0.5)
    assert api.calls <= before + 1
    for _ in range(5):
        clock.now += timedelta(seconds=30)
        phones[0].stays_silent(0.3)
    for phone in phones:
        phone.hears("denk met je mee")
        assert len(phone.screen) == 2


def test_a_message_whose_answer_was_lost_is_not_sent_twice_when_a_status_tells(
    phone: Phone, engine: StandInEngine, api: GraphApi, clock: Clock
) -> None:
    phone.says("hoi")
    phone.hears("denk met je mee")
    api.fails(None, silent=True)
    engine.replies = [{"text": "Twee."}]
    phone.says("nog iets")
    phone.hears("Twee.")
    phone.reports(api.to(NUMBER)[-1], "delivered")
    clock.now += timedelta(minutes=5)
    assert phone.stays_silent(1)


def test_who_blocked_us_becomes_unreachable_and_reachable_again_by_writing(
    client: TestClient, phone: Phone, engine: StandInEngine, professional: ApiProfessional, api: GraphApi
) -> None:
    id = picked_up(client, phone, engine, professional)
    api.fails(131026)
    write(professional, id, "Hallo?")

    def channel() -> dict[str, object]:
        found: dict[str, object] = professional.get(f"/conversations/{id}").json()["channel"]
        return found

    eventually(lambda: channel()["state"] == "unreachable", 5)
    assert channel()["failed"] == 1
    write(professional, id, "Ben je daar?")
    eventually(lambda: channel()["failed"] == 2, 5)
    phone.says("ik was even weg")
    eventually(lambda: channel()["state"] == "active", 5)
    assert professional.post(f"/conversations/{id}/channel/retry").json() == {"again": 2}
    phone.hears("Hallo?", "Ben je daar?")


def test_a_refusal_is_a_dead_letter_and_what_follows_goes_out(
    client: TestClient, phone: Phone, engine: StandInEngine, professional: ApiProfessional, api: GraphApi
) -> None:
    id = picked_up(client, phone, engine, professional)
    api.fails(100)
    write(professional, id, "Eerste")
    write(professional, id, "Tweede")
    assert "Eerste" not in phone.hears("Tweede")
    (letter,) = professional.get("/channels/undelivered").json()["undelivered"]
    assert (letter["id"], letter["error"], letter["channel"]) == (id, "100", "whatsapp")


def test_a_person_can_be_reached_when_the_assistant_is_down(phone: Phone, engine: StandInEngine) -> None:
    engine.status = 500
    phone.says("mijn ouders maken ruzie en ik weet niet wat ik moet doen")
    phone.hears("er gaat iets mis bij mij")
    phone.taps("ask_person")
    phone.hears("Mag een medewerker dit lezen?")
    phone.taps("channel:share")
    phone.hears("Je staat in de rij")
