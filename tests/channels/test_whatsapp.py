"""WhatsApp through the real application and a stand-in of the Graph API."""

from __future__ import annotations

from tests.channels.conftest import PUBLIC_URL
from tests.channels.graph_api import Phone
from tests.web.app import StandInEngine


def test_the_first_message_says_what_this_is_in_two_sentences_with_a_private_link(phone: Phone) -> None:
    phone.says("hoi")
    first = phone.hears("computer", "denk met je mee").splitlines()[0]
    assert first.count(". ") + 1 == 2
    assert "medewerker leest mee" in first
    assert "WhatsApp is van een ander bedrijf" in first
    assert f"{PUBLIC_URL}/jong" in first


def test_a_message_is_heard_once_however_often_it_comes(phone: Phone, engine: StandInEngine) -> None:
    message = phone.says("ik zoek een maatje")
    phone.hears("denk met je mee")
    for _ in range(3):
        assert phone.post(phone.value(message)) == 200
    assert phone.stays_silent()
    assert [turn["text"] for turn in engine.turns] == ["ik zoek een maatje"]
