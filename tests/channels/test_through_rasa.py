"""JIM and maatje wholly in text: the whole of Naast with real Rasa, and a youth on WhatsApp."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from tests.channels.graph_api import APP_SECRET, NUMBER_ID, TOKEN, VERIFY_TOKEN, GraphApi, Phone
from tests.system import Professional, RunningSystem

pytestmark = [pytest.mark.engine, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def api() -> Iterator[GraphApi]:
    with GraphApi(lambda: datetime.now(UTC)) as api:
        yield api


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, trained: Path, api: GraphApi) -> Iterator[RunningSystem]:
    environment = {
        "NAAST_PUBLIC_URL": "https://naast.voorbeeldgemeente.example",
        "NAAST_WHATSAPP_HOST": api.url,
        "NAAST_WHATSAPP_PHONE_NUMBER_ID": NUMBER_ID,
        "NAAST_WHATSAPP_TOKEN": TOKEN,
        "NAAST_WHATSAPP_APP_SECRET": APP_SECRET,
        "NAAST_WHATSAPP_VERIFY_TOKEN": VERIFY_TOKEN,
    }
    with RunningSystem(tmp_path_factory.mktemp("whatsapp"), trained, **environment) as running:
        yield running


def phone_on(running: RunningSystem, api: GraphApi, number: str) -> Phone:
    def deliver(body: bytes, headers: dict[str, str]) -> int:
        return httpx.post(f"{running.url}/api/v1/channels/whatsapp", content=body, headers=headers).status_code

    return Phone(api, deliver, number)


def say(phone: Phone, line: str, answer: str) -> str:
    phone.says(line)
    return phone.hears(answer)


def request_of(running: RunningSystem, kind: str) -> dict[str, object]:
    """The one request of this kind, as the coordinator sees it."""
    desk = Professional(running.url, "coordinator")
    (line,) = [one for one in desk.http.get("/requests").json()["requests"] if one["kind"] == kind]
    page: dict[str, object] = desk.http.get(f"/requests/{line['id']}").json()
    return page


def test_a_youth_finds_a_jim_by_tapping_and_typing(running: RunningSystem, api: GraphApi) -> None:
    phone = phone_on(running, api, "31600000031")
    phone.says("ik zoek een jim")
    phone.hears("Jij kiest zelf", "Zullen we samen kijken")
    phone.taps("start:jim")
    phone.hears("Hoe oud ben je?")
    say(phone, "ik ben 14", "veilig")
    say(phone, "ja", "goed nieuws")
    say(phone, "mijn buurvrouw", "verder met je buurvrouw")
    phone.taps("jim:choose:ja")
    phone.hears("Hoe lang ken je")
    phone.taps("jim:known_for:jaren")
    phone.hears("Van wie kwam het idee")
    say(phone, "ik dacht er zelf aan", "niet oké voelde")
    say(phone, "nee nooit", "18 jaar of ouder")
    say(phone, "ja", "in de buurt")
    say(phone, "ja dichtbij", "ouders")
    phone.taps("jim:parents:ok")
    phone.hears("Wat zou je fijn vinden")
    say(phone, "luisteren als het thuis druk is", "juist niet doen")
    say(phone, "niks", "berichtje")
    phone.taps("jim:asking:zelf")
    phone.hears("Dit heb je verteld", "mijn buurvrouw")
    phone.taps("jim:approve:ja")
    phone.hears("doorgegeven", "Typ een telefoonnummer of mailadres")
    say(phone, "06 12345678", "bewaard hoe we je bereiken")
    page = request_of(running, "jim")
    assert page["state"] == "new"
    assert "06 12345678" not in str(page["answers"])
    assert all(len(sent.text) <= 4096 for sent in api.to("31600000031"))


def test_a_youth_asks_for_a_maatje_in_words_alone(running: RunningSystem, api: GraphApi) -> None:
    phone = phone_on(running, api, "31600000032")
    phone.says("ik wil graag een maatje")
    phone.hears("Zullen we samen opschrijven")
    say(phone, "begin met de vragen", "Hoe oud ben je?")
    say(phone, "14", "veilig")
    say(phone, "ja", "Waarom zou je een maatje fijn vinden?")
    say(phone, "ik wil graag iemand om leuke dingen mee te doen", "Wat doe je graag?")
    say(phone, "voetbal en gamen", "Wanneer")
    say(phone, "woensdagmiddag", "man of een vrouw")
    say(phone, "maakt niet uit", "rekening mee")
    say(phone, "nee hoor", "postcode")
    say(phone, "sla deze vraag over", "Dit heb je verteld")
    say(phone, "ja", "doorgegeven")
    say(phone, "sla over", "later nog vertellen")
    assert request_of(running, "maatje")["state"] == "new"
