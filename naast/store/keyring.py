"""Where data keys live: a database of their own, apart from the texts.

A back-up of the conversations is therefore useless without the keys, and after a deletion no back-up of the
conversations brings the text back. Keep this database out of long-term back-ups (docs/beheerders.md).
"""

from __future__ import annotations

import contextlib
import os
from collections import OrderedDict
from threading import Lock

from sqlalchemy import String, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from naast.errors import ConversationNotFound, SetupError
from naast.privacy.encryption import KEY_BYTES, DataKey, MasterKey
from naast.store.database import Database

_CACHED = 4096
_OWN = "service"
"""The row of the service's own secret."""


class KeyBase(DeclarativeBase):
    pass


class WrappedKey(KeyBase):
    __tablename__ = "data_key"

    conversation_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    wrapped: Mapped[bytes]


class Keyring:
    """Makes, finds and destroys the data key of a conversation."""

    def __init__(self, database: Database, master: MasterKey, old: MasterKey | None = None) -> None:
        """`old` is the master key of before, while `naast keys rotate` has not run to its end yet."""
        self._database = database
        self._master = master
        self._old = old
        self._own: MasterKey | None = None
        self._cache: OrderedDict[str, DataKey] = OrderedDict()
        self._lock = Lock()

    def prepare(self) -> None:
        """Make the table, and the service's own secret if there is none yet."""
        KeyBase.metadata.create_all(self._database.engine)
        with contextlib.suppress(IntegrityError), self._database.write() as session:  # another process was first
            if session.get(WrappedKey, _OWN) is None:
                in_use = session.scalar(select(WrappedKey.conversation_id).limit(1)) is not None
                secret = self._master.raw if in_use else os.urandom(KEY_BYTES)
                session.add(WrappedKey(conversation_id=_OWN, wrapped=self._master.wrap(_OWN, secret)))

    def rotate(self) -> int:
        """Wrap every data key with the present master key, in one transaction; how many there are."""
        with self._database.write() as session:
            rows = session.scalars(select(WrappedKey).execution_options(yield_per=500))
            count = 0
            for row in rows:
                row.wrapped = self._master.wrap(
                    row.conversation_id, self._unwrap(row.conversation_id, row.wrapped)
                )
                count += 1
        self._forget_old_pages()
        return count

    def keyed_hash(self, kind: str, value: str) -> str:
        """See MasterKey.keyed_hash."""
        return self._service_secret().keyed_hash(kind, value)

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
        key = self._unwrap(conversation_id, wrapped)
        return self._remember(conversation_id, DataKey(conversation_id, key))

    def derive(self, purpose: str) -> bytes:
        """A key of the service itself for one purpose (32 bytes)."""
        return self._service_secret().derive(purpose)

    def seal_own(self, name: str, secret: str) -> bytes:
        """A secret of the service itself, bound to `name`."""
        return self._service_secret().wrap(name, secret.encode())

    def open_own(self, name: str, sealed: bytes) -> str:
        """Raises SetupError when it was sealed under another name or secret."""
        return self._service_secret().unwrap(name, sealed).decode()

    def destroy(self, conversation_id: str) -> None:
        with self._lock:
            self._cache.pop(conversation_id, None)
        with self._database.write() as session:
            session.execute(delete(WrappedKey).where(WrappedKey.conversation_id == conversation_id))
        self._forget_old_pages()

    def _forget_old_pages(self) -> None:
        if self._database.engine.dialect.name == "sqlite":  # the write-ahead log would keep the old bytes
            with self._database.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")

    def _unwrap(self, conversation_id: str, wrapped: bytes) -> bytes:
        try:
            return self._master.unwrap(conversation_id, wrapped)
        except SetupError:
            if self._old is None:
                raise
            return self._old.unwrap(conversation_id, wrapped)

    def _service_secret(self) -> MasterKey:
        """From which hashes, the audit log's key and stored second factors come: it outlives a master key."""
        if self._own is None:
            with self._database.read() as session:
                wrapped = session.get_one(WrappedKey, _OWN).wrapped
            self._own = MasterKey(self._unwrap(_OWN, wrapped))
        return self._own

    def _remember(self, conversation_id: str, key: DataKey) -> DataKey:
        with self._lock:
            self._cache[conversation_id] = key
            while len(self._cache) > _CACHED:
                self._cache.popitem(last=False)
        return key
