"""Words of danger that are no danger where they stand."""

from __future__ import annotations

import pytest

from naast.safety.screen import Screener
from naast.safety.screening import SafetyClass

HARMLESS = {
    "negation": ["hij slaat mij niet", "ik denk niet aan zelfmoord hoor", "er is geen geweld bij ons"],
    "fiction": ["we kijken een serie over een seriemoordenaar", "ik lees een boek over een meisje dat wegloopt"],
    "games": ["hij schoot me dood in fortnite", "in roblox ging ik dood"],
    "idiom": ["ik ga dood van het lachen", "ik schrok me dood", "ik kan hem wel achter het behang plakken"],
    "grief": ["onze hond is dood", "mijn opa is overleden"],
    "parenting": ["mijn peuter bijt en slaat", "38 koorts maar speelt lekker", "hij roept ik haat je"],
}


@pytest.mark.parametrize(
    "text", [t for texts in HARMLESS.values() for t in texts], ids=lambda text: text.replace(" ", "_")
)
def test_no_alarm_and_no_question_where_nothing_is_wrong(screener: Screener, text: str) -> None:
    assert screener.screen(text).safety_class is SafetyClass.NONE


@pytest.mark.parametrize("text", ["ik doe een spreekbeurt over zelfmoord", "werkstuk over huiselijk geweld"])
def test_a_question_for_school_is_answered_normally(screener: Screener, text: str) -> None:
    assert screener.screen(text).safety_class is SafetyClass.NONE


def test_what_is_long_over_is_no_alarm(screener: Screener) -> None:
    found = screener.screen("ik heb vroeger gesneden, al jaren niet meer")
    assert found.safety_class is not SafetyClass.ALARM


def test_a_denial_about_one_thing_does_not_hide_another(screener: Screener) -> None:
    found = screener.screen("Hij slaat mij niet. Maar hij kneep wel mijn keel dicht.")
    assert found.safety_class is SafetyClass.ALARM


def test_what_somebody_else_said_still_counts(screener: Screener) -> None:
    assert screener.screen('mijn zoon zei "ik wil dood"').safety_class is SafetyClass.ALARM


def test_empty_and_speechless_messages_are_nothing(screener: Screener) -> None:
    for text in ("", "   ", "…", "?!", "\n\n"):
        assert screener.screen(text).safety_class is SafetyClass.NONE
