"""A new master key: everything opens as before, and the old key opens nothing any more."""

from __future__ import annotations

import base64
import os
import sqlite3
from pathlib import Path

import pytest

from naast.errors import SetupError
from naast.privacy.encryption import load_master_key
from naast.privacy.rotation import old_file, open_keyring, rotate
from naast.settings import Settings
from naast.store.database import Database
from naast.store.keyring import Keyring


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


def key_of(settings: Settings) -> bytes:
    return base64.b64decode(settings.resolved_master_key_file.read_text())


def test_after_a_rotation_everything_opens_as_before(settings: Settings) -> None:
    before = open_keyring(settings)
    sealed = before.create("gesprek").seal("message", "hallo")
    secret, hashed, derived = (
        before.seal_own("totp", "geheim"),
        before.keyed_hash("a", "b"),
        before.derive("audit"),
    )
    old = key_of(settings)
    assert rotate(settings) == 2
    after = open_keyring(settings)
    assert key_of(settings) != old
    assert after.get("gesprek").open("message", sealed) == "hallo"
    assert after.open_own("totp", secret) == "geheim"
    assert (after.keyed_hash("a", "b"), after.derive("audit")) == (hashed, derived)


def test_after_a_rotation_a_copy_of_the_keys_from_before_is_useless(settings: Settings, tmp_path: Path) -> None:
    open_keyring(settings).create("gesprek")
    copy = tmp_path / "copy.sqlite3"
    with sqlite3.connect(tmp_path / "keys.sqlite3") as connection:
        connection.execute(f"VACUUM INTO '{copy}'")
    rotate(settings)
    new = load_master_key(None, settings.resolved_master_key_file)
    with pytest.raises(SetupError):
        Keyring(Database(f"sqlite:///{copy}"), new).get("gesprek")
    assert not old_file(settings.resolved_master_key_file).exists()


def test_the_old_key_opens_nothing_that_is_kept_now(settings: Settings) -> None:
    open_keyring(settings).create("gesprek")
    old = load_master_key(None, settings.resolved_master_key_file)
    rotate(settings)
    with pytest.raises(SetupError):
        Keyring(Database(settings.resolved_keys_url), old).get("gesprek")


def test_a_rotation_that_was_interrupted_loses_nothing_and_goes_on(settings: Settings) -> None:
    sealed = open_keyring(settings).create("gesprek").seal("message", "hallo")
    file = settings.resolved_master_key_file
    file.replace(old_file(file))  # the power went out right after the new key was written
    assert open_keyring(settings).get("gesprek").open("message", sealed) == "hallo"
    rotate(settings)
    assert open_keyring(settings).get("gesprek").open("message", sealed) == "hallo"
    assert not old_file(file).exists()


def test_with_keys_from_the_environment_both_are_given(tmp_path: Path) -> None:
    first, second = (base64.b64encode(os.urandom(32)).decode() for _ in range(2))
    sealed = open_keyring(Settings(data_dir=tmp_path, master_key=first)).create("x").seal("note", "hallo")
    with pytest.raises(SetupError, match="NAAST_OLD_MASTER_KEY"):
        rotate(Settings(data_dir=tmp_path, master_key=second))
    rotate(Settings(data_dir=tmp_path, master_key=second, old_master_key=first))
    assert open_keyring(Settings(data_dir=tmp_path, master_key=second)).get("x").open("note", sealed) == "hallo"
