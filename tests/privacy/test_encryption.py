from __future__ import annotations

import os
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from naast.errors import SetupError
from naast.privacy.encryption import DataKey, MasterKey, load_master_key

KEY = bytes(range(32))


def test_what_is_sealed_can_be_opened_and_looks_like_nothing() -> None:
    key = DataKey("gesprek", KEY)
    sealed = key.seal("message", {"text": "mijn geheim"})
    assert b"geheim" not in sealed
    assert key.open("message", sealed) == {"text": "mijn geheim"}


def test_the_same_text_never_looks_the_same_twice() -> None:
    key = DataKey("gesprek", KEY)
    assert key.seal("message", "hallo") != key.seal("message", "hallo")


@pytest.mark.parametrize(
    "other", [DataKey("ander", KEY), DataKey("gesprek", bytes(32))], ids=["conversation", "key"]
)
def test_a_text_opens_only_in_its_own_conversation_with_its_own_key(other: DataKey) -> None:
    sealed = DataKey("gesprek", KEY).seal("message", "hallo")
    with pytest.raises(InvalidTag):
        other.open("message", sealed)


def test_a_note_can_not_pass_for_a_message() -> None:
    key = DataKey("gesprek", KEY)
    with pytest.raises(InvalidTag):
        key.open("message", key.seal("note", "hallo"))


def test_a_data_key_is_useless_without_the_right_master_key() -> None:
    wrapped = MasterKey(KEY).wrap("gesprek", os.urandom(32))
    with pytest.raises(SetupError):
        MasterKey(bytes(32)).unwrap("gesprek", wrapped)


def test_the_master_key_file_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "var" / "master.key"
    first = load_master_key(None, file)
    assert file.stat().st_mode & 0o077 == 0
    wrapped = first.wrap("gesprek", KEY)
    assert load_master_key(None, file).unwrap("gesprek", wrapped) == KEY


@pytest.mark.parametrize("value", ["geen base64!", "a29ydA=="])
def test_a_master_key_of_the_wrong_form_says_so(tmp_path: Path, value: str) -> None:
    with pytest.raises(SetupError):
        load_master_key(value, tmp_path / "unused")
