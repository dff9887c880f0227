"""Where data keys live: a database of their own, apart from the texts.

A back-up of the conversations is therefore useless without the keys, and after a deletion no back-up of the
conversations brings the text back. Keep this database out of long-term back-ups (docs/beheerders.md).
"""

from __future__ import annotations

import os
from collections import OrderedDict
from threading import Lock

from sqlalchemy import String, delete, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from naast.errors import ConversationNotFound
from naast.privacy.encryption import KEY_BYTES, DataKey, MasterKey
from naast.store.database import Database

_CACHED = 4096


class KeyBase(DeclarativeBase):
    pass


class WrappedKey(KeyBase):
    __tablename__ = "data_key"

    conversation_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    wrapped: Mapped[bytes]


class Keyring:
    """Makes, finds and destroys the data key of a conversation."""

    def __init__(self, database: Database, master: MasterKey) -> None:
        self._database = database
        self._master = master
        self._cache: OrderedDict[str, DataKey] = OrderedDict()
        self._lock = Lock()

    def prepare(self) -> None:
        KeyBase.metadata.create_all(self._database.engine)

    def keyed_hash(self, kind: str, value: str) -> str:
        """See MasterKey.keyed_hash."""
        return self._master.keyed_hash(kind, value)

    def create(self, conversation_id: str) -> DataKey:
        key = os.urandom(KEY_BYTES)
        with self._database.write() as session:
            session.add(
                WrappedKey(conversation_id=conversation_id, wrapped=self._master.wrap(conversation_id, key))
            )
        return self._remember(conversation_id, DataKey(conversation_id, key))

    def get(self, conversation_id: str) -> DataKey:
        """Raises ConversationNotFound when the key is gone: then the texts are, too."""
        with self._lock:
            if found := self._cache.get(conversation_id):
                self._cache.move_to_end(conversation_id)
                return found
        with self._database.read() as session:
            wrapped = session.scalar(
                select(WrappedKey.wrapped).where(WrappedKey.conversation_id == conversation_id)
            )
        if wrapped is None:
            raise ConversationNotFound
        key = self._master.unwrap(conversation_id, wrapped)
        return self._remember(conversation_id, DataKey(conversation_id, key))

    def derive(self, purpose: str) -> bytes:
        """A key of the service itself for one purpose (32 bytes)."""
        return self._master.derive(purpose)

    def seal_own(self, name: str, secret: str) -> bytes:
        """A secret of the service itself, bound to `name`, under the master key."""
        return self._master.wrap(name, secret.encode())

    def open_own(self, name: str, sealed: bytes) -> str:
        """Raises SetupError when it was sealed under another name or master key."""
        return self._master.unwrap(name, sealed).decode()

    def destroy(self, conversation_id: str) -> None:
        with self._lock:
            self._cache.pop(conversation_id, None)
        with self._database.write() as session:
            session.execute(delete(WrappedKey).where(WrappedKey.conversation_id == conversation_id))
        if self._database.engine.dialect.name == "sqlite":  # the write-ahead log would keep the old bytes
            with self._database.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")

    def _remember(self, conversation_id: str, key: DataKey) -> DataKey:
        with self._lock:
            self._cache[conversation_id] = key
            while len(self._cache) > _CACHED:
                self._cache.popitem(last=False)
        return key
