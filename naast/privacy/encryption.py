"""Two layers of keys: a master key wraps one data key per conversation; a data key seals that one's texts.

AES-256-GCM throughout. What is sealed is bound to its conversation and kind, so that a stolen row can't be
pasted into another place. Destroying the data key makes every copy of the texts unreadable.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from naast.errors import SetupError

KEY_BYTES = 32
_NONCE_BYTES = 12

Randomness = Callable[[int], bytes]


class DataKey:
    """Seals and opens JSON values of one conversation."""

    def __init__(self, conversation_id: str, key: bytes, random: Randomness = os.urandom) -> None:
        self._conversation_id = conversation_id
        self._cipher = AESGCM(key)
        self._random = random

    def seal(self, kind: str, value: Any) -> bytes:
        """`value` as encrypted JSON; `kind` says what it is (`message`, `note`, …) and must match to open."""
        nonce = self._random(_NONCE_BYTES)
        plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        return nonce + self._cipher.encrypt(nonce, plain, self._bound_to(kind))

    def open(self, kind: str, sealed: bytes) -> Any:
        """Raises cryptography's InvalidTag when the bytes were changed or belong elsewhere."""
        nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        return json.loads(self._cipher.decrypt(nonce, body, self._bound_to(kind)))

    def _bound_to(self, kind: str) -> bytes:
        return f"{self._conversation_id}:{kind}".encode()


class MasterKey:
    """Wraps and unwraps data keys. It is never stored in a database."""

    def __init__(self, key: bytes, random: Randomness = os.urandom) -> None:
        if len(key) != KEY_BYTES:
            raise SetupError(f"The master key must be {KEY_BYTES} bytes; this one has {len(key)}.")
        self._cipher = AESGCM(key)
        self._key = key
        self._random = random

    @property
    def raw(self) -> bytes:
        return self._key

    def derive(self, purpose: str) -> bytes:
        """A key for one purpose (32 bytes), the same every time."""
        return hmac.digest(self._key, f"naast:{purpose}".encode(), "sha256")

    def keyed_hash(self, kind: str, value: str) -> str:
        """A hash (64 hex digits) that can't be searched for by whoever holds only the database."""
        return hmac.digest(self.derive("keyed hash"), f"{kind}:{value}".encode(), "sha256").hex()

    def wrap(self, conversation_id: str, key: bytes) -> bytes:
        nonce = self._random(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, key, conversation_id.encode())

    def unwrap(self, conversation_id: str, wrapped: bytes) -> bytes:
        try:
            return self._cipher.decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], conversation_id.encode())
        except InvalidTag as error:
            raise SetupError("This master key does not open the stored keys. Is it the right one?") from error


def load_master_key(value: str | None, file: Path) -> MasterKey:
    """The master key from the environment (`value`, base64) or else from `file`, which is made when absent."""
    if value is None:
        if not file.exists():
            write_new_key(file)
        value = file.read_text().strip()
    try:
        return MasterKey(base64.b64decode(value, validate=True))
    except binascii.Error as error:
        raise SetupError("NAAST_MASTER_KEY (or the master key file) is not base64.") from error


def write_new_key(file: Path) -> None:
    """Write a random key readable by its owner alone; of two processes that try at once, one wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(base64.b64encode(os.urandom(KEY_BYTES)).decode())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
