"""Whatever the engine does, the visitor gets an apology and the offer of a person, and the talk goes on."""

from __future__ import annotations

import pytest

from tests.web.app import ApiVisitor, StandInEngine


def break_with_500(engine: StandInEngine) -> None:
    engine.status = 500


def break_with_nothing(engine: StandInEngine) -> None:
    engine.replies = []


def break_with_nonsense(engine: StandInEngine) -> None:
    engine.replies = [{"nonsense": True}]


def break_with_a_crash(engine: StandInEngine) -> None:
    def crash() -> None:
        import httpx

        raise httpx.ConnectError("gone")

    engine.before_reply = crash


BROKEN = [break_with_500, break_with_nothing, break_with_nonsense, break_with_a_crash]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_failing_engine_becomes_an_apology_with_the_offer_of_a_person(
    visitor: ApiVisitor, engine: StandInEngine, broken: object
) -> None:
    assert callable(broken)
    broken(engine)
    reply = visitor.ask("mijn zoon slaapt niet")
    assert len(reply) == 1
    assert reply[0]["text"].startswith("Sorry")
    assert [choice["id"] for choice in reply[0]["choices"]] == ["ask_person"]


def test_when_the_engine_returns_the_conversation_goes_on(visitor: ApiVisitor, engine: StandInEngine) -> None:
    engine.status = 500
    visitor.ask("mijn zoon slaapt niet")
    engine.status = 200
    assert visitor.ask("ben je er weer?")[0]["text"] == "Ik denk met je mee."


def test_a_reply_that_comes_after_a_person_took_over_is_not_shown(
    visitor: ApiVisitor, engine: StandInEngine
) -> None:
    engine.before_reply = visitor.wait_in_queue
    visitor.say("mijn zoon slaapt niet")
    for _ in range(20):
        if visitor.call("GET").json()["mode"] == "waiting":
            break
    assert all(m["text"] != "Ik denk met je mee." for m in visitor.messages(wait=1))


@pytest.mark.parametrize("broken", BROKEN)
def test_an_alarm_is_raised_with_the_engine_broken(
    visitor: ApiVisitor, engine: StandInEngine, broken: object
) -> None:
    assert callable(broken)
    broken(engine)
    reply = visitor.ask("ik wil niet meer leven")
    assert reply[0]["card"]["type"] == "helplines"
    assert "113" in reply[0]["text"]
