"""The editors' handbook is tested against the check: its example works, its lists are complete."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from naast.knowledge.check import check
from naast.knowledge.checks.finding import Kind
from naast.knowledge.topics import load_topic
from naast.settings import PROJECT_ROOT, Settings

TODAY = date(2026, 11, 23)
HANDBOOK = (PROJECT_ROOT / "docs" / "redacteuren.md").read_text("utf-8")
EXAMPLE = re.search(
    r"^### Het voorbeeld: `(?P<name>\w+\.md)`$.*?^```markdown\n(?P<text>.*?)^```$", HANDBOOK, re.M | re.S
)


@pytest.fixture(scope="module")
def with_the_example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Path]:
    """All shipped content, with the handbook's file dropped in."""
    assert EXAMPLE
    root = tmp_path_factory.mktemp("handbook")
    shipped = Settings()
    shutil.copytree(shipped.knowledge_dir, root / "knowledge")
    shutil.copytree(shipped.training_dir, root / "data")
    file = root / "knowledge" / "topics" / EXAMPLE["name"]
    assert not file.exists(), "het voorbeeld is intussen een echt onderwerp: kies een ander"
    file.write_text(EXAMPLE["text"], "utf-8")
    return Settings(knowledge_dir=root / "knowledge", training_dir=root / "data"), file


def test_the_worked_example_takes_one_file_and_passes(with_the_example: tuple[Settings, Path]) -> None:
    settings, file = with_the_example
    assert [str(finding) for finding in check(settings, TODAY) if file.name in str(finding)] == []


def test_the_worked_example_can_be_loaded(with_the_example: tuple[Settings, Path]) -> None:
    topic = load_topic(with_the_example[1])
    assert len(topic.examples) >= 40
    assert topic.variant_for(13) is not None


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_message_is_explained(kind: Kind) -> None:
    rows = [line for line in HANDBOOK.splitlines() if line.startswith(f"| `[{kind}]` |")]
    assert len(rows) == 1


def test_the_handbook_explains_no_message_that_does_not_exist() -> None:
    explained = re.findall(r"^\| `\[([a-z-]+)\]` \|", HANDBOOK, re.M)
    assert sorted(explained) == sorted(Kind)


def test_the_handbook_is_written_as_it_asks_others_to_write() -> None:
    """No sentence above the limit of language.yaml, outside the example and the tables."""
    assert EXAMPLE
    prose = HANDBOOK.replace(EXAMPLE["text"], "")
    lines = [line for line in prose.splitlines() if not line.startswith(("|", "#", "    ", "```"))]
    sentences = [sentence for line in lines for sentence in re.split(r"(?<=[.!?:])\s+", line)]
    assert [sentence for sentence in sentences if len(sentence.split()) > 18] == []
