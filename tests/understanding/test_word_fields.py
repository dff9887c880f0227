from pathlib import Path

import pytest

from naast.errors import ContentError
from naast.understanding.word_fields import WordFields, read_word_fields

FIELDS = WordFields({"slapen": ["slaap*", "dutje*", "naar bed"], "eten": ["lust*", "pap"]})


def found(text: str) -> set[str]:
    counts = FIELDS.features([text])[0]
    return {name for name, count in zip(FIELDS.names, counts, strict=True) if count}


def test_a_longer_word_and_a_compound_belong_to_the_field() -> None:
    assert found("ze slaapt niet") == {"slapen"}
    assert found("geen middagdutje meer") == {"slapen"}


def test_a_whole_word_is_not_found_inside_another() -> None:
    assert found("papa is thuis") == set()


def test_a_phrase_needs_all_its_words_in_order() -> None:
    assert found("hij wil niet naar bed") == {"slapen"}
    assert found("bed naar boven") == set()


def test_a_file_that_is_not_lists_of_words_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "word_fields.yaml"
    file.write_text("slapen: bed")
    with pytest.raises(ContentError, match="woordveld"):
        read_word_fields(file)


def test_no_file_means_no_fields(tmp_path: Path) -> None:
    assert read_word_fields(tmp_path / "word_fields.yaml") == {}
