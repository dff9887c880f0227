"""A PostgreSQL server of the tests' own, in a temporary folder, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from pathlib import Path
from types import TracebackType

import psycopg
from psycopg import sql


class PrivatePostgres:
    """Starts a server on a free port; as root it runs as the user `postgres`, which PostgreSQL insists on."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="naast-postgres-"))  # pytest's folders are closed to others
        self._data = self.folder / "data"
        self.port = _free_port()

    @staticmethod
    def available() -> bool:
        return _find("initdb") is not None

    def __enter__(self) -> PrivatePostgres:
        self._data.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
            shutil.chown(self._data, "postgres")
        self._run("initdb", "--auth=trust", "--username=naast", "--encoding=UTF8", "--no-sync")
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    def start(self) -> None:
        options = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -p {self.port}"
        self._run("pg_ctl", "--wait", "--log", str(self._data / "log"), "--options", options, "start")

    def stop(self) -> None:
        """At once, without a word to who is connected."""
        self._run("pg_ctl", "--mode=immediate", "stop")

    def new_database(self, like: str | None = None) -> str:
        """The address of an empty database, or of a copy of the one at the address `like`."""
        name, address = f"naast_{uuid.uuid4().hex[:10]}", f"postgresql://naast@127.0.0.1:{self.port}"
        original = like.rpartition("/")[2] if like else "template1"
        with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
            making = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(making.format(sql.Identifier(name), sql.Identifier(original)))
        return f"{address}/{name}"

    def _run(self, name: str, *arguments: str) -> None:
        command = [binary(name), "--pgdata", str(self._data), *arguments]
        user = pwd.getpwnam("postgres").pw_name if os.geteuid() == 0 else None
        subprocess.run(command, check=True, timeout=60, user=user, cwd=self.folder, stdout=subprocess.DEVNULL)


def binary(name: str) -> str:
    """The path of one of PostgreSQL's programs, which must be on this machine."""
    found = _find(name)
    assert found, f"{name} is not on this machine"
    return found


def _find(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
