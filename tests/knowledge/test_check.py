"""`naast check` on a small correct folder that is broken in one place, and on what we ship."""

from __future__ import annotations

import io
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from naast.knowledge.check import check, main
from naast.knowledge.checks.finding import Finding, Kind, Place
from naast.settings import Settings
from tests.knowledge.broken_files import BREAKS, DORP, ETEN, LINES, NLU, REPLIES, SLAPEN, TEXTS, VOICE, ZELF, Break

TODAY = date(2026, 11, 23)
MINIMAL = Path(__file__).parent / "test_check_minimal"
SHIPPED = Settings()


@dataclass(frozen=True)
class Folders:
    """A copy of the content that a test may break."""

    root: Path

    @property
    def knowledge_dir(self) -> Path:
        return self.root / "knowledge"

    @property
    def training_dir(self) -> Path:
        return self.root / "data"

    def change(self, file: str, old: str, new: str) -> None:
        path = self.root / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} staat {text.count(old)} keer in {file}"
        path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def correct(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two topics, with the shipped rules for language, smaller limits, and few words for the screening."""
    root = tmp_path_factory.mktemp("correct")
    shutil.copytree(MINIMAL, root, dirs_exist_ok=True)
    language = _shipped("language.yaml")
    language["limits"] |= {"topics_at_least": 2, "examples_at_least": 4}
    language["required_topics"] = ["slapen", "eten"]
    _write(root / "knowledge/language.yaml", language)
    words = _shipped("safety/words.yaml")
    _write(root / "knowledge/safety/words.yaml", {name: type(value)() for name, value in words.items()})
    contexts = _shipped("safety/contexts.yaml")
    _write(root / "knowledge/safety/contexts.yaml", {name: [] for name in contexts})
    return root


@pytest.fixture
def folders(correct: Path, tmp_path: Path) -> Folders:
    shutil.copytree(correct, tmp_path, dirs_exist_ok=True)
    return Folders(tmp_path)


def _shipped(file: str) -> Any:
    return yaml.safe_load((SHIPPED.knowledge_dir / file).read_text("utf-8"))


def _write(file: Path, data: Any) -> None:
    file.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")


def test_a_correct_folder_gives_no_findings(folders: Folders) -> None:
    assert check(folders, TODAY) == []


@pytest.mark.parametrize("case", BREAKS, ids=[case.name for case in BREAKS])
def test_a_broken_file_gives_its_own_message_at_its_own_line(folders: Folders, case: Break) -> None:
    folders.change(case.file, case.old, case.new)
    found = check(folders, TODAY)
    assert [finding.kind for finding in found] == [case.kind]
    assert case.says in found[0].message
    assert found[0].place.line == case.line


def test_a_missing_topic_is_named(folders: Folders) -> None:
    (folders.root / SLAPEN).unlink()
    assert {finding.kind for finding in check(folders, TODAY)} == {
        Kind.ID,
        Kind.MISSING_TOPIC,
        Kind.FEW_TOPICS,
        Kind.RELATED,
    }


def test_a_long_text_is_reported_once_for_its_average(folders: Folders) -> None:
    path = folders.root / ETEN
    sentence = "Zet elke avond op dezelfde tijd een klein beetje eten neer en praat over iets anders."
    path.write_text(path.read_text("utf-8").replace("Eet zelf mee.", " ".join([sentence] * 20)), "utf-8")
    found = check(folders, TODAY)
    assert [finding.kind for finding in found] == [Kind.LONG_ON_AVERAGE]
    assert found[0].where == f"{ETEN}:23"


def test_all_problems_come_at_once_in_order_of_file_and_line(folders: Folders) -> None:
    folders.change(SLAPEN, "Laat een lampje aan.", "Laat uw lampje aan.")
    folders.change(ETEN, "id: eten", "id: voeding")
    folders.change(ETEN, "Eet zelf mee.", "Dit blijft geheim.")
    assert [f.where for f in check(folders, TODAY)] == [f"{ETEN}:2", f"{ETEN}:27", f"{SLAPEN}:29"]


def test_a_file_that_cannot_be_read_does_not_hide_the_others(folders: Folders) -> None:
    (folders.root / REPLIES).write_text("replies: [", "utf-8")
    folders.change(SLAPEN, "Laat een lampje aan.", "Laat uw lampje aan.")
    kinds = {finding.kind for finding in check(folders, TODAY)}
    assert {Kind.UNREADABLE, Kind.ADDRESS} <= kinds


@pytest.mark.parametrize(
    "file", ["knowledge/language.yaml", LINES, REPLIES, TEXTS, DORP, ZELF, NLU, VOICE, SLAPEN]
)
@pytest.mark.parametrize("content", ["", "- 1\n", "a: [", "tekst\n", "\xff"])
def test_rubbish_in_a_file_is_a_finding_and_never_a_crash(folders: Folders, file: str, content: str) -> None:
    (folders.root / file).write_bytes(content.encode("latin-1"))
    assert check(folders, TODAY)


def test_in_a_demo_a_missing_number_is_a_warning(folders: Folders) -> None:
    folders.change(DORP, '"0800-1234"', "null")
    folders.change(DORP, "demo: false", "demo: true")
    assert [(f.kind, f.severe) for f in check(folders, TODAY)] == [(Kind.MUNICIPAL_NUMBER, False)]


def test_the_summary_counts_and_only_a_severe_finding_fails(folders: Folders) -> None:
    out = io.StringIO()
    assert main(folders, TODAY, out) == 0
    assert "Geen problemen gevonden." in out.getvalue()
    folders.change(SLAPEN, "2026-11-01", "null")
    assert main(folders, TODAY, out := io.StringIO()) == 0
    assert "0 te verbeteren, 1 om op te letten" in out.getvalue()
    folders.change(ETEN, "id: eten", "id: voeding")
    assert main(folders, TODAY, out := io.StringIO()) == 1
    assert f"{ETEN}:2: Het id is voeding" in out.getvalue()


@pytest.fixture(scope="module")
def shipped() -> list[Finding]:
    return check(SHIPPED, TODAY)


def test_what_we_ship_is_clean(shipped: list[Finding]) -> None:
    """What nobody knows yet about a municipality or an offer is said, and is no error."""
    unknown = (Kind.MUNICIPAL_FACT, Kind.OFFER_AGE, Kind.OFFER_MISSING)
    assert [str(f) for f in shipped if f.severe or f.kind not in unknown] == []


def test_what_we_do_not_know_about_a_municipality_shows_as_missing(shipped: list[Finding]) -> None:
    said = [str(f) for f in shipped if "zwolle.yaml" in f.where]
    for unknown in ("openingstijden", "telefoonnummers", "postcodes", "wijkteam", "jim"):
        assert any(unknown in message for message in said)


def test_a_finding_prints_its_place_message_and_kind() -> None:
    finding = Finding(Place("knowledge/topics/x.md", 12), "Knip de zin.", Kind.LONG_SENTENCE)
    assert str(finding) == "knowledge/topics/x.md:12: Knip de zin. [lange-zin]"


@pytest.mark.parametrize("file", [LINES, REPLIES, TEXTS, DORP, ZELF, NLU, VOICE, "data/rules/turns.yml", SLAPEN])
@pytest.mark.parametrize("value", [5, None, "", [[1]], {"a": 1}], ids=repr)
def test_a_field_of_any_kind_is_a_finding_and_never_a_crash(folders: Folders, file: str, value: object) -> None:
    path = folders.root / file
    _, front, body = (
        path.read_text("utf-8").split("---\n", 2) if file == SLAPEN else ("", path.read_text("utf-8"), "")
    )
    spoiled = yaml.safe_dump(_spoil(yaml.safe_load(front), value), allow_unicode=True)
    path.write_text(f"---\n{spoiled}---\n{body}" if body else spoiled, "utf-8")
    assert check(folders, TODAY)


def _spoil(data: Any, value: object) -> Any:
    """Every field with a text, a number or a plain list becomes `value`."""
    if isinstance(data, dict):
        return {name: _spoil(inner, value) for name, inner in data.items()}
    if isinstance(data, list) and any(isinstance(item, dict) for item in data):
        return [_spoil(item, value) for item in data]
    return value
