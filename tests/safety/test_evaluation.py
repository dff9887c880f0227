"""Measuring: no line is judged by itself, and the figures say how sure they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from naast.errors import ContentError
from naast.rates import Rate
from naast.safety.evaluation import evaluate, judge_without_itself
from naast.safety.lines import APART, Line, load_lines, load_writers
from naast.safety.report_page import write_report
from naast.safety.rules import SafetyRules
from naast.safety.screening import SafetyClass
from naast.safety.training import FOLDS, fold_of
from naast.settings import Settings

RULES = {
    "words.yaml": "spellings: {ik: [k]}\nfillers: [echt]\nnegations: [niet]\nsets: {van_mij: [vader]}\n"
    "look_alikes: {}\ndenials: []\nnot_denied: []\ninterjections: []\nlemmas: {}\nwords: []\n",
    "contexts.yaml": "idioms: []\nfiction: []\ninformation: []\npast: []\nsetting: []\n",
    "categories/a.yaml": "id: a\ntitle: A\nreply: a\nquestion: Klopt het?\nsigned_by: null\n"
    'now: []\nserious: [ik loop weg, "ik [loop] heen"]\nworry: []\n',
}


@pytest.fixture
def small_rules(tmp_path: Path) -> SafetyRules:
    for name, text in RULES.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    return SafetyRules.load(tmp_path)


def line(text: str, source: str = "own") -> Line:
    return Line(text, SafetyClass.ALARM, 2, "a", "direct", source)


def test_a_phrase_that_is_literally_the_line_is_left_out(small_rules: SafetyRules) -> None:
    assert not judge_without_itself(small_rules, None, line("k loop echt weg")).alarm


def test_the_same_phrase_counts_in_another_line(small_rules: SafetyRules) -> None:
    assert judge_without_itself(small_rules, None, line("vannacht om drie uur: ik loop weg")).alarm


def test_every_line_is_judged_once(small_rules: SafetyRules) -> None:
    lines = [line(f"regel {i}") for i in range(12)]
    report = evaluate(small_rules, lines, None, ["ik loop weg"])
    assert sorted(j.line.text for j in report.judged) == sorted(i.text for i in lines)
    assert (report.questions, report.question_alarms) == (1, 1)


def test_every_fold_has_its_share_of_a_category() -> None:
    folds = fold_of([line(str(i)) for i in range(5 * FOLDS)])
    assert [list(folds).count(fold) for fold in range(FOLDS)] == [5] * FOLDS


def test_a_writer_is_judged_by_what_learnt_from_other_writers_only() -> None:
    writers = [f"voices/{name}" for name in "abcdefg"]
    lines = [line(f"{writer} {i}", writer) for i in range(4) for writer in writers]
    folds = fold_of(lines)
    where = {
        writer: {int(f) for f, one in zip(folds, lines, strict=True) if one.source == writer} for writer in writers
    }
    assert [len(folds_of_one) for folds_of_one in where.values()] == [1] * len(writers)
    assert set().union(*where.values()) == set(range(FOLDS))


def test_who_stands_apart_is_judged_and_never_learnt_from(small_rules: SafetyRules) -> None:
    apart = line("ik loop vandaag ook weg", "unseen/somebody")
    report = evaluate(small_rules, [line("regel 1")], None, apart=[apart])
    assert [judged.line for judged in report.judged if judged.line.apart] == [apart]


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("{text: a, kind: direct}", "class"),
        ("{class: harmless, text: a, kind: idioom}", "class"),
        ("{class: alarm, text: a, category: b, kind: direct}", "level"),
        ("{class: none, text: a}", "kind"),
    ],
)
def test_a_line_that_lacks_something_is_named_with_its_writer(tmp_path: Path, line: str, missing: str) -> None:
    (tmp_path / "somebody.yaml").write_text(f"- {line}\n")
    with pytest.raises(ContentError, match=f"voices/somebody.*{missing}"):
        load_writers(tmp_path, "voices")


def test_few_lines_give_a_wide_interval() -> None:
    low, high = Rate(9, 10).interval
    assert low == pytest.approx(0.596, abs=0.001)
    assert high == pytest.approx(0.982, abs=0.001)
    assert Rate(0, 0).interval == (0.0, 1.0)


def test_the_page_says_what_it_cannot_do_and_counts_what_writers_had_read_apart(
    small_rules: SafetyRules, tmp_path: Path
) -> None:
    page = tmp_path / "safety.md"
    unread, read = line("mijn vader slaat me"), line("hij slaat mij")
    voice, apart = line("papa slaat me", "voices/a"), line("papa slaat", "unseen/b")
    assert (unread.unread, read.unread, voice.unread, apart.unread) == (True, False, False, False)
    write_report(evaluate(small_rules, [unread, read, voice], None, apart=[apart]), page)
    text = page.read_text("utf-8")
    assert "wat dit niet kan" in text
    assert "113 Zelfmoordpreventie, Veilig Thuis en het CJG" in text
    assert text.count("| all | 1 |") == 3
    assert "| own | 1 |" in text


def test_the_lines_cover_every_category_with_enough_alarms() -> None:
    own = [i for i in load_lines(Settings().training_dir / "safety") if i.source == "own"]
    alarms = [i for i in own if i.expected is SafetyClass.ALARM]
    counts = {category: sum(i.category == category for i in alarms) for category in {i.category for i in alarms}}
    assert len(alarms) >= 600
    assert min(counts.values()) >= 40
    assert sum(i.kind == "indirect" for i in alarms) >= 600
    assert sum(i.expected is SafetyClass.NONE for i in own) >= 600
    assert len({i.text for i in own}) == len(own)


def test_many_writers_cover_every_category_and_those_apart_are_never_learnt_from() -> None:
    data = Settings().training_dir
    learnt, apart = load_lines(data / "safety"), load_writers(data / "unseen" / "safety", APART)
    for lines in ([i for i in learnt if i.voice], apart):
        alarms = {i.category for i in lines if i.expected is SafetyClass.ALARM}
        assert alarms == {i.category for i in learnt if i.expected is SafetyClass.ALARM}
        assert {i.kind for i in lines if i.expected is SafetyClass.NONE} == {
            i.kind for i in learnt if i.expected is SafetyClass.NONE
        }
    assert len({i.source for i in learnt if i.voice}) >= 10
    assert {i.text.casefold() for i in learnt} & {i.text.casefold() for i in apart} == set()
