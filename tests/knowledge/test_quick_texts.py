from __future__ import annotations

from pathlib import Path

import pytest

from naast.errors import ContentError
from naast.knowledge.quick_texts import for_team, load_quick_texts
from naast.settings import Settings


def test_a_shortcut_belongs_to_one_text(tmp_path: Path) -> None:
    text = "texts:\n  - {shortcut: begin, title: T, text: Dag.}\n"
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(text)
    with pytest.raises(ContentError, match="begin"):
        load_quick_texts(tmp_path)


def test_a_text_without_words_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("texts:\n  - {shortcut: begin, title: T}\n")
    with pytest.raises(ContentError, match="text"):
        load_quick_texts(tmp_path)


def test_another_teams_texts_stay_with_that_team() -> None:
    texts = load_quick_texts(Settings().knowledge_dir / "quick_texts")
    assert "Jongeren" not in {text.team for text in for_team(texts, None)}
    assert for_team(texts, "Jongeren")[0].team == "Jongeren"
