"""The trained classifier by itself, on a handful of lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from naast.errors import SetupError
from naast.safety.clues import Clues
from naast.safety.indirect import SafetyModel
from naast.safety.lines import Line
from naast.safety.reading import Reader
from naast.safety.rules import SafetyRules
from naast.safety.screening import NOTHING, SafetyClass, Screening
from naast.safety.training import Budget, Trainer

FIELDS = {"bang": ["bang", "trillen"], "ouder": ["vader", "moeder"]}
ALARMS = ["als mijn vader drinkt kruip ik bang in de kast", "ik ben bang voor mijn moeder in de nacht"]
HARMLESS = ["mijn zoon wil geen broccoli eten", "welke dag is de bibliotheek open", "mijn dochter slaapt kort"]


@pytest.fixture(scope="module")
def clues(rules: SafetyRules) -> Clues:
    return Clues(rules.wording, FIELDS)


@pytest.fixture(scope="module")
def model(rules: SafetyRules, clues: Clues) -> SafetyModel:
    lines = [
        Line(f"{t} {i}", SafetyClass.ALARM, 2, "kind_meldt_geweld", "indirect") for t in ALARMS for i in range(5)
    ]
    lines += [Line(t, SafetyClass.ALARM, 1, "acuut_medisch", "direct") for t in ["hij ademt niet nu"] * 5]
    lines += [Line(f"{t} {i}", SafetyClass.NONE, 0, None, "dagelijks") for t in HARMLESS for i in range(5)]
    return Trainer(
        clues, rules, lines, [Line("wat kost zwemles", SafetyClass.NONE, 0, None, "ordinary", "ordinary")]
    ).train(budget=Budget(0.1, 0.2))


def test_a_sentence_like_the_alarms_is_an_alarm_with_category_and_words(model: SafetyModel) -> None:
    found = model.judge("ik kruip bang in de kast als mijn vader drinkt")
    assert (found.safety_class, found.category) == (SafetyClass.ALARM, "kind_meldt_geweld")
    assert found.words


def test_a_sentence_like_the_harmless_ones_is_nothing(model: SafetyModel) -> None:
    assert model.judge("welke dag eet mijn zoon broccoli") is NOTHING


def test_danger_now_is_told_from_danger_today(model: SafetyModel) -> None:
    assert model.judge("hij ademt niet").level == 1


def test_words_that_were_never_seen_are_nothing(model: SafetyModel) -> None:
    assert model.judge("xyzzy qwerty") is NOTHING
    assert model.judge("") is NOTHING


def test_a_saved_model_judges_as_before(model: SafetyModel, clues: Clues, tmp_path: Path) -> None:
    model.save(tmp_path / "safety")
    loaded = SafetyModel.load(tmp_path / "safety", clues)
    for text in ALARMS + HARMLESS:
        assert loaded.judge(text).safety_class is model.judge(text).safety_class


def test_two_trainings_give_the_same_model(rules: SafetyRules, clues: Clues) -> None:
    lines = [Line(t, SafetyClass.ALARM, 2, "kind_meldt_geweld", "indirect") for t in ALARMS * 5]
    lines += [Line(t, SafetyClass.ALARM, 1, "acuut_medisch", "direct") for t in ["hij ademt niet nu"] * 5]
    lines += [Line(t, SafetyClass.NONE, 0, None, "dagelijks") for t in HARMLESS * 5]
    first, second = (Trainer(clues, rules, lines, []).train() for _ in range(2))
    assert first.thresholds == second.thresholds
    assert (first.weights == second.weights).all()


def test_a_field_of_meaning_stands_for_all_its_words(rules: SafetyRules) -> None:
    clues = Clues(rules.wording, FIELDS)
    assert "o bang + ouder" in clues.of("bang voor vader")["o"] + clues.of("trillen voor moeder")["o"]
    assert set(clues.of("bang voor vader")["o"]) == set(clues.of("trillen voor moeder")["o"])


def test_a_model_of_another_version_says_what_to_do(model: SafetyModel, clues: Clues, tmp_path: Path) -> None:
    model.save(tmp_path)
    older = json.loads((tmp_path / "clues.json").read_text("utf-8"))
    del older["doubtful"]
    (tmp_path / "clues.json").write_text(json.dumps(older), "utf-8")
    with pytest.raises(SetupError, match="naast train"):
        SafetyModel.load(tmp_path, clues)


def test_a_phrase_that_our_lines_do_not_contradict_is_worth_a_question(model: SafetyModel) -> None:
    phrase = Screening(SafetyClass.ALARM, 2, "weglopen_vermist", "een zin die nergens staat", "")
    assert model.judge("welke dag eet mijn zoon broccoli", [phrase]).safety_class is SafetyClass.CHECK


def test_a_phrase_that_is_mostly_harmless_is_not(rules: SafetyRules, clues: Clues) -> None:
    lines = [Line(f"ik wil dood en dan nummer {i}", SafetyClass.NONE, 0, None, "dagelijks") for i in range(9)]
    lines += [
        Line(f"{t} {i}", SafetyClass.ALARM, 2, "kind_meldt_geweld", "direct") for t in ALARMS for i in range(5)
    ]
    lines += [Line("hij ademt niet nu", SafetyClass.ALARM, 1, "acuut_medisch", "direct")] * 5
    trained = Trainer(clues, rules, lines, []).train(budget=Budget(0.1, 0.2))
    found = Reader(rules).read(lines[3].text).phrases
    assert found
    assert trained.judge(lines[3].text, found) is NOTHING
