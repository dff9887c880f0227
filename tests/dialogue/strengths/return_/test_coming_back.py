"""Two weeks later, on another device, with a code."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from tests.dialogue.strengths.conftest import Talker
from tests.web.app import ApiProfessional, Clock

TO_THE_PLAN = (
    "gisteren kwam ze tien keer uit bed",
    "als ik een boekje voorlees",
    "een 4",
    "dan slaap ik zelf ook",
    "mijn zus",
    "sla over",
    "morgen een boekje lezen",
    "8",
)


@pytest.fixture
def code(parent: Talker, talking_app: TestClient) -> str:
    parent.tell(*TO_THE_PLAN)
    talking_app.app.state.service.return_attempts.__init__()  # the limit has tests of its own
    given: str = parent.call("POST", "/plan/code").json()["code"]
    return given


@pytest.fixture
def back(code: str, talking_app: TestClient, moving_clock: Clock) -> Talker:
    """The same parent, two weeks later."""
    moving_clock.now += timedelta(days=14)
    answer = talking_app.post("/api/v1/return", json={"code": code}).json()
    talker = Talker(talking_app)
    talker.id, talker.token, talker.greeting = answer["id"], answer["token"], answer["messages"]
    talker.listen_after(answer["messages"][-1]["seq"])
    return talker


def test_the_next_visit_begins_with_how_it_went(back: Talker) -> None:
    assert "Welkom terug" in back.greeting[0]["text"]
    assert "“morgen een boekje lezen”" in back.words
    assert "Hoe ging het?" in back.words


def test_the_earlier_number_is_named(back: Talker) -> None:
    assert "Vorige keer gaf je een 4" in back.tell("gelukt")


def test_not_done_is_no_reproach(back: Talker) -> None:
    assert back.tell("niet gedaan").startswith("Dat geeft niet")


def test_a_higher_number_asks_what_helped_and_keeps_it(back: Talker) -> None:
    assert "Wat heeft geholpen" in back.tell("gelukt", "een 6")
    back.tell("we lezen nu elke avond samen", "deze stap houden")
    assert back.plan["works"] == "we lezen nu elke avond samen"
    assert back.plan["scale"] == 6
    assert back.plan["step"] == "morgen een boekje lezen"


def test_a_lower_number_is_heard_and_a_person_offered(back: Talker) -> None:
    said = back.tell("niet gelukt", "een 3")
    assert "moeilijker dan toen" in said
    assert "ask_person" in back.choices
    assert "Wat heeft geholpen" not in said


def test_a_very_low_number_asks_whether_it_is_safe(back: Talker) -> None:
    assert "veilig" in back.tell("niet gelukt", "1")


def test_another_step_can_be_chosen(back: Talker) -> None:
    back.tell("een beetje", "een 4", "iets anders proberen", "overmorgen wandelen", "8")
    assert back.plan["step"] == "overmorgen wandelen"
    assert back.plan["helpers"] == "zus"


def test_another_question_is_answered_first(back: Talker) -> None:
    back.tell("hoeveel schermtijd mag een kind van 3?")
    assert "answer" in back.cards
    assert "Zullen we doorgaan met de vragen" in back.words


def test_stop_is_fine_here_too(back: Talker) -> None:
    assert back.tell("stop").startswith("Dat is goed")


def test_the_professional_they_know_is_named_on_the_desk(
    parent: Talker, code: str, talking_app: TestClient, moving_clock: Clock
) -> None:
    parent.wait_in_queue()
    professional = ApiProfessional(talking_app)
    professional.claim(parent)
    professional.post(f"/conversations/{parent.id}/close", outcome="advies", fed_back="yes")
    moving_clock.now += timedelta(days=14)
    answer = talking_app.post("/api/v1/return", json={"code": code}).json()
    assert "Medewerker 1" in answer["messages"][0]["text"]
