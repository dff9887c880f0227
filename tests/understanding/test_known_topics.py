"""Which topics the labels of an evaluation can name."""

from __future__ import annotations

from pathlib import Path

import pytest

from naast.errors import SetupError
from naast.evaluation.questions import load_known


@pytest.mark.parametrize("text", ["- {id: slapen}\n- {id: eten}\n", "v: 1\nall: [{id: slapen}, {id: eten}]\n"])
def test_every_id_in_the_lists_is_known(tmp_path: Path, text: str) -> None:
    file = tmp_path / "topics.yaml"
    file.write_text(text)
    assert load_known(file) == {"slapen", "eten"}


@pytest.mark.parametrize("text", ["", "slapen", "topics: {slapen: 1}"])
def test_a_file_without_topics_is_refused_by_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "topics.yaml"
    file.write_text(text)
    with pytest.raises(SetupError, match=r"topics.yaml.*names no topic"):
        load_known(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="isn't there"):
        load_known(tmp_path / "no.yaml")
