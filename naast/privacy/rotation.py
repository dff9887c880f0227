"""A new master key for all data keys. Whoever holds only the old one can open nothing that is kept from now on."""

from __future__ import annotations

from pathlib import Path

from naast.errors import SetupError
from naast.privacy.encryption import MasterKey, load_master_key, write_new_key
from naast.settings import Settings
from naast.store.database import Database
from naast.store.keyring import Keyring


def open_keyring(settings: Settings) -> Keyring:
    """The keyring with the master key, and with the old one as long as a rotation is not finished."""
    secret = settings.master_key.get_secret_value() if settings.master_key else None
    master = load_master_key(secret, settings.resolved_master_key_file)
    keyring = Keyring(Database(settings.resolved_keys_url), master, _old_key(settings))
    keyring.prepare()
    return keyring


def rotate(settings: Settings) -> int:
    """Wrap every data key anew; how many. Interrupted, it goes on where it was when it is run again.

    With a key file a new key is made and the old one removed. With NAAST_MASTER_KEY the administrator sets the
    new key and NAAST_OLD_MASTER_KEY, and takes the old one away afterwards. Raises SetupError.
    """
    if settings.master_key is None:
        old = old_file(settings.resolved_master_key_file)
        if not settings.resolved_master_key_file.exists():
            raise SetupError(f"There is no {settings.resolved_master_key_file.name} to replace.")
        if not old.exists():
            settings.resolved_master_key_file.replace(old)
            write_new_key(settings.resolved_master_key_file)
    elif settings.old_master_key is None:
        raise SetupError("Set the new key in NAAST_MASTER_KEY and the present one in NAAST_OLD_MASTER_KEY.")
    count = open_keyring(settings).rotate()
    if settings.master_key is None:
        _destroy(old_file(settings.resolved_master_key_file))
    return count


def old_file(file: Path) -> Path:
    """Where the former key is while a rotation runs."""
    return file.with_name(f"{file.name}.old")


def _old_key(settings: Settings) -> MasterKey | None:
    file = old_file(settings.resolved_master_key_file)
    if settings.old_master_key:
        return load_master_key(settings.old_master_key.get_secret_value(), file)
    return load_master_key(None, file) if settings.master_key is None and file.exists() else None


def _destroy(file: Path) -> None:
    """Overwritten first: on many disks that is all one can do; a back-up of the key is the administrator's."""
    file.write_bytes(bytes(file.stat().st_size))
    file.unlink()
