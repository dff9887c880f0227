"""Phrases and classifier together: what becomes of a message when they agree, and when they don't."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from naast.safety.rules import SafetyRules
from naast.safety.screen import Screener
from naast.safety.screening import NOTHING, SafetyClass, Screening

PHRASE = "mijn vader slaat mij"
HEARD = Screening(SafetyClass.ALARM, 1, "verwaarlozing_alleen", "koud · donker", "een zin")
WORRY = Screening(SafetyClass.CHECK, 3, "somberheid", "koud", "een zin")


@dataclass
class Hears:
    """A classifier that always hears the same, and remembers what it was told."""

    heard: Screening
    told: list[Sequence[Screening]] = field(default_factory=list)

    def judge(self, sentence: str, phrases: Sequence[Screening]) -> Screening:
        self.told.append(phrases)
        return self.heard


def test_when_both_say_alarm_the_phrase_names_it(rules: SafetyRules) -> None:
    found = Screener(rules, Hears(HEARD)).screen(PHRASE)
    assert (found.safety_class, found.category) == (SafetyClass.ALARM, "kind_meldt_geweld")


def test_a_phrase_that_the_classifier_half_believes_asks_a_calm_question_about_itself(rules: SafetyRules) -> None:
    found = Screener(rules, Hears(WORRY)).screen(PHRASE)
    assert (found.safety_class, found.level, found.category) == (SafetyClass.CHECK, 3, "kind_meldt_geweld")


def test_a_phrase_that_the_classifier_does_not_believe_at_all_is_nothing(rules: SafetyRules) -> None:
    assert Screener(rules, Hears(NOTHING)).screen(PHRASE) is NOTHING


def test_what_no_phrase_catches_is_up_to_the_classifier(rules: SafetyRules) -> None:
    assert Screener(rules, Hears(HEARD)).screen("het is hier koud en donker") == HEARD
    assert Screener(rules, Hears(NOTHING)).screen("het is hier koud en donker") is NOTHING


def test_without_a_classifier_the_phrases_decide(rules: SafetyRules) -> None:
    assert Screener(rules).screen(PHRASE).safety_class is SafetyClass.ALARM


def test_the_classifier_is_told_of_every_phrase_in_the_sentence_and_in_the_message(rules: SafetyRules) -> None:
    hears = Hears(NOTHING)
    Screener(rules, hears).screen(f"Mooi weer. {PHRASE}.")
    weather, violence, whole = hears.told
    assert not weather
    assert {found.category for found in violence} == {"kind_meldt_geweld"}
    assert set(violence) <= set(whole)


def test_in_a_story_neither_counts(rules: SafetyRules) -> None:
    assert Screener(rules, Hears(HEARD)).screen("ik lees een boek over een meisje dat wegloopt") is NOTHING


@pytest.mark.parametrize(
    "text", ["voor school: mijn vader slaat mij", "mijn werkstuk gaat over geweld en ik wil dood"]
)
def test_who_tells_about_oneself_is_heard_in_a_question_for_school(rules: SafetyRules, text: str) -> None:
    assert Screener(rules, Hears(HEARD)).screen(text).safety_class is SafetyClass.ALARM
    assert Screener(rules, Hears(WORRY)).screen(text).safety_class is SafetyClass.CHECK


def test_what_only_the_classifier_hears_in_a_question_for_school_is_no_alarm(rules: SafetyRules) -> None:
    found = Screener(rules, Hears(HEARD)).screen("voor school: een kind dat in de kou staat")
    assert (found.safety_class, found.about_information) == (SafetyClass.NONE, True)
