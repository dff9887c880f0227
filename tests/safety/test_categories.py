"""One disclosure per category, through the whole screening."""

from __future__ import annotations

import pytest

from naast.safety.screen import Screener
from naast.safety.screening import SafetyClass

ALARMS = [
    ("suicidaliteit_zelf", "ik wil niet meer leven"),
    ("suicidaliteit_ander", "mijn dochter zegt dat ze dood wil"),
    ("ouder_suicidaal_met_kinderen", "ik wil er een eind aan maken voor ons allemaal"),
    ("zelfbeschadiging", "ik snijd mezelf weer"),
    ("kind_meldt_geweld", "mijn vader slaat me"),
    ("ouder_verliest_controle", "ik ben bang dat ik hem iets aandoe"),
    ("partnergeweld", "hij kneep mijn keel dicht"),
    ("seksueel_misbruik", "ik ben verkracht"),
    ("online_misbruik", "ik word gechanteerd met een foto"),
    ("uitbuiting", "mijn vriend laat me met andere mannen slapen"),
    ("weglopen_vermist", "mijn dochter is niet thuisgekomen"),
    ("acuut_medisch", "ze is niet wakker te krijgen"),
    ("psychose_verward", "ik hoor stemmen die zeggen dat ik het moet doen"),
    ("eetstoornis_ernst", "ik val steeds flauw en eet niet"),
    ("eer_dwang", "ik moet trouwen van mijn ouders"),
    ("verwaarlozing_alleen", "mijn kleuter is nu alleen thuis"),
    ("dreiging_ander", "ik heb een mes mee naar school"),
    ("middelen_ernst", "mijn zoon is out gegaan op 3mmc"),
]


@pytest.mark.parametrize(("category", "text"), ALARMS, ids=[category for category, _ in ALARMS])
def test_a_disclosure_raises_the_alarm_of_its_category(screener: Screener, category: str, text: str) -> None:
    found = screener.screen(text)
    assert (found.safety_class, found.category) == (SafetyClass.ALARM, category)
    assert found.line == text
    assert found.words


def test_danger_now_is_level_1_and_danger_today_level_2(screener: Screener) -> None:
    assert screener.screen("hij kneep mijn keel dicht").level == 1
    assert screener.screen("mijn vader slaat me").level == 2


@pytest.mark.parametrize(
    "text", ["ik trek het niet meer", "papa wordt soms heel boos", "ik heb nergens meer zin in"]
)
def test_what_is_heavy_but_unclear_gets_one_calm_question(screener: Screener, text: str) -> None:
    assert screener.screen(text).safety_class is SafetyClass.CHECK


def test_a_disclosure_behind_an_ordinary_question_is_found_with_its_own_sentence(screener: Screener) -> None:
    found = screener.screen("Hoe laat gaat het consultatiebureau open? Mijn man slaat mij. Alvast bedankt!")
    assert (found.category, found.line) == ("partnergeweld", "Mijn man slaat mij.")


def test_the_most_urgent_of_two_disclosures_decides(screener: Screener) -> None:
    found = screener.screen("Mijn vader slaat me. Ik heb net pillen ingenomen.")
    assert (found.category, found.level) == ("suicidaliteit_zelf", 1)


@pytest.mark.parametrize("text", ["ik wil doodd", "kwil nie meer leven", "zelf moord plegen", "i k w i l d o o d"])
def test_typing_errors_and_street_language_are_read(screener: Screener, text: str) -> None:
    assert screener.screen(text).safety_class is SafetyClass.ALARM
