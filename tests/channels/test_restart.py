"""The service stops in the middle, at each place where something is under way; nothing is lost or doubled."""

from __future__ import annotations

import time
from datetime import timedelta

from tests.channels.conftest import conversations, phone_of, whatsapp_settings
from tests.channels.graph_api import GraphApi
from tests.system import eventually
from tests.web.app import Application, Clock, StandInEngine


def test_what_came_in_or_stood_ready_before_a_stop_is_handled_after_it_once(
    application: Application, engine: StandInEngine, clock: Clock, api: GraphApi
) -> None:
    with application.running(**whatsapp_settings(api, channel_settle_s=60)) as client:
        phone_of(client, api).says("hoi")  # rests when the service stops
    assert engine.turns == []
    api.fails(None, status=503, times=50)
    with application.running(**whatsapp_settings(api)) as client:
        eventually(lambda: len(engine.turns) == 1, 15)
        time.sleep(0.5)
    api.faults.clear()
    clock.now += timedelta(minutes=20)
    with application.running(**whatsapp_settings(api)) as client:
        phone = phone_of(client, api)
        phone.hears("denk met je mee")
        assert phone.stays_silent(1)
        assert [text.split()[0] for text in phone.screen if "denk met je mee" in text] == ["Ik"]
        assert len(conversations(client)) == 1
    assert len(engine.turns) == 1


def test_after_two_silent_weeks_a_number_begins_anew(
    application: Application, engine: StandInEngine, clock: Clock, api: GraphApi
) -> None:
    with application.running(**whatsapp_settings(api)) as client:
        phone = phone_of(client, api)
        phone.says("hoi")
        phone.hears("denk met je mee")
        clock.now += timedelta(days=15)
        phone.says("privé")
        phone.hears("medewerker leest mee", "/verder#")
        assert len(conversations(client)) == 2
