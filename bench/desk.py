"""The desk under load: waiting chats, professionals who claim and release, and how fast every desk hears of it.

    python bench/desk.py [--chats 200] [--people 30] [--seconds 120] [--database-url postgresql://…]

Prints: how many claims were won, refused and failed; whether each chat was owned by exactly one at every moment
and none was lost; and the time from a change until each open desk has fetched the new queue (p50, p95, p99, max).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import resource
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import websockets

from naast.settings import Settings
from naast.staff.accounts import Role, hash_password
from naast.store.database import Database
from naast.store.tables import Conversation, Staff

_HOLD_S = (2.0, 4.0)
_PAUSE_S = (0.5, 1.5)
_PASSWORD = "een wachtwoord voor de proef"


@dataclass
class Tally:
    """What the professionals met."""

    won: int = 0
    refused: int = 0
    failed: list[str] = field(default_factory=list)
    held: dict[str, str] = field(default_factory=dict)
    """Chat → who holds it, by the answers that the professionals got."""
    twice: list[str] = field(default_factory=list)
    asked: dict[str, float] = field(default_factory=dict)
    """Chat → when the call that claimed it was made."""
    left: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Chat → when it left the list of each desk."""
    seen_after_ms: list[float] = field(default_factory=list)


class Person:
    def __init__(self, base: str, name: str, tally: Tally) -> None:
        self.base, self.name, self.tally = base, name, tally
        self.http = httpx.AsyncClient(base_url=f"{base}/api/v1/desk", timeout=30)
        self.waiting: set[str] = set()

    async def log_in(self) -> None:
        body = {"email": f"{self.name}@bench.example", "password": _PASSWORD}
        answer = await self.http.post("/login", json=body)
        answer.raise_for_status()
        self.http.headers["X-CSRF-Token"] = answer.json()["csrf"]

    async def watch(self) -> None:
        """An open desk page: hears that the queue changed, fetches it, notices what is taken."""
        cookies = "; ".join(f"{k}={v}" for k, v in self.http.cookies.items())
        address = self.base.replace("http", "ws") + "/api/v1/desk/stream"
        async with websockets.connect(address, additional_headers={"Cookie": cookies}) as stream:
            self.see({item["id"] for item in (await self.http.get("/queue")).json()["waiting"]})
            async for text in stream:
                frame = json.loads(text)
                if frame["type"] != "queue":
                    continue
                if "changed" not in frame:
                    self.see({item["id"] for item in (await self.http.get("/queue")).json()["waiting"]})
                    continue
                changed = {item["id"]: item["place"] for item in frame["changed"]}
                kept = self.waiting - set(frame["gone"]) - changed.keys()
                self.see(kept | {chat for chat, place in changed.items() if place == "waiting"})

    def see(self, waiting: set[str]) -> None:
        """This desk shows these as waiting now."""
        now = time.monotonic()
        for chat in self.waiting - waiting:
            self.tally.left[chat].append(now)
        self.waiting = waiting

    async def work(self, until: float) -> None:
        while time.monotonic() < until:
            if not self.waiting:
                await asyncio.sleep(0.2)
                continue
            chat = random.choice(sorted(self.waiting))
            if await self.claim(chat):
                await asyncio.sleep(random.uniform(*_HOLD_S))
                await self.release(chat)
            await asyncio.sleep(random.uniform(*_PAUSE_S))

    async def claim(self, chat: str) -> bool:
        asked = time.monotonic()
        answer = await self.http.post(f"/conversations/{chat}/claim")
        if answer.status_code == 409:
            self.tally.refused += 1
            return False
        if answer.status_code != 200:
            self.tally.failed.append(f"claim {answer.status_code}")
            return False
        if chat in self.tally.held:
            self.tally.twice.append(chat)
        self.tally.held[chat] = self.name
        self.tally.asked[chat] = asked
        self.tally.won += 1
        return True

    async def release(self, chat: str) -> None:
        self.tally.held.pop(chat, None)
        asked = self.tally.asked.pop(chat)
        seen = [moment for moment in self.tally.left.pop(chat, []) if moment >= asked]
        self.tally.seen_after_ms += [(moment - asked) * 1000 for moment in seen]
        answer = await self.http.post(f"/conversations/{chat}/release")
        if answer.status_code != 200:
            self.tally.failed.append(f"release {answer.status_code}")


async def run(base: str, people: int, seconds: float) -> Tally:
    tally = Tally()
    staff = [Person(base, f"p{number}", tally) for number in range(people)]
    for person in staff:
        await person.log_in()
    desks = [asyncio.create_task(person.watch()) for person in staff]
    await asyncio.sleep(3)
    until = time.monotonic() + seconds
    await asyncio.gather(*(person.work(until) for person in staff))
    await asyncio.sleep(1)
    for desk in desks:
        desk.cancel()
    return tally


def fill(database_url: str, people: int) -> None:
    """Accounts for the professionals, all with one password hash: making thirty takes long on purpose."""
    database = Database(database_url)
    database.migrate()
    hashed = hash_password(_PASSWORD)
    with database.write() as session:
        for number in range(people):
            name = f"p{number}"
            session.add(
                Staff(email=f"{name}@bench.example", name=name, role=Role.PROFESSIONAL, password_hash=hashed)
            )
    database.close()


def queue_up(base: str, chats: int) -> list[str]:
    with httpx.Client(base_url=f"{base}/api/v1", timeout=60) as http:
        ids = []
        for _ in range(chats):
            made = http.post("/conversations", json={}).json()
            bearer = {"Authorization": f"Bearer {made['token']}"}
            http.post(f"/conversations/{made['id']}/handover", json={}, headers=bearer).raise_for_status()
            ids.append(made["id"])
        return ids


def lost(database_url: str, ids: list[str]) -> list[str]:
    """Chats that are neither waiting nor owned by exactly one."""
    database = Database(database_url)
    with database.read() as session:
        rows = {row.id: row for row in session.query(Conversation).filter(Conversation.id.in_(ids))}
    database.close()
    found = []
    for chat in ids:
        row = rows.get(chat)
        whole = row is not None and (row.mode, row.owner_id is not None) in {("waiting", False), ("human", True)}
        if not whole:
            found.append(chat)
    return found


def report(kind: str, tally: Tally, missing: list[str]) -> bool:
    """Print it; True when everything held."""
    seen = sorted(tally.seen_after_ms)
    cuts = statistics.quantiles(seen, n=100) if len(seen) > 1 else [0.0] * 99
    late = sum(ms > 1000 for ms in seen)
    print(f"{kind}: {tally.won} claims won, {tally.refused} refused, {len(tally.failed)} failed")
    print(f"  owned by two at once: {len(tally.twice)}; lost: {len(missing)}")
    print(
        f"  a change is on every open desk after p50 {cuts[49]:.0f}, p95 {cuts[94]:.0f}, p99 {cuts[98]:.0f}, "
        f"max {seen[-1] if seen else 0:.0f} ms ({len(seen)} sightings, {late} later than a second)"
    )
    by_kind: dict[str, int] = defaultdict(int)
    for what in tally.failed:
        by_kind[what] += 1
    if by_kind:
        print(f"  failures: {dict(by_kind)}")
    return not (tally.failed or tally.twice or missing)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--database-url", help="default: SQLite in a temporary folder")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.database_url or f"sqlite:///{Path(folder) / 'naast.sqlite3'}"
        fill(url, asked.people)
        with _free_socket() as free:
            port = free.getsockname()[1]
        base = f"http://127.0.0.1:{port}"
        models = Settings().models_dir or Settings().data_dir
        environment = os.environ | {
            "NAAST_DATABASE_URL": url,
            "NAAST_DATA_DIR": folder,
            "NAAST_MODELS_DIR": str(models),
            "NAAST_PORT": str(port),
            "NAAST_ENGINE_TOKEN": secrets.token_hex(8),
        }
        log = (Path(folder) / "web.log").open("w")
        web = subprocess.Popen([sys.executable, "-m", "naast.web"], env=environment, stdout=log, stderr=log)
        try:
            _wait(base)
            ids = queue_up(base, asked.chats)
            began = datetime.now(UTC)
            tally = asyncio.run(run(base, asked.people, asked.seconds))
            kind = "PostgreSQL" if url.startswith("postgresql") else "SQLite"
            held = report(kind, tally, lost(url, ids))
            print(f"  {asked.chats} chats, {asked.people} people, {(datetime.now(UTC) - began).seconds} s")
            return 0 if held else 1
        finally:
            web.terminate()
            web.wait(20)
            spent = resource.getrusage(resource.RUSAGE_CHILDREN)
            print(
                f"  web process: {spent.ru_utime + spent.ru_stime:.0f} s of processor time, start included; "
                f"the machine's load was {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
            )


def _free_socket() -> socket.socket:
    probe = socket.socket()
    probe.bind(("127.0.0.1", 0))
    return probe


def _wait(base: str) -> None:
    for _ in range(600):
        try:
            if httpx.get(f"{base}/health/live", timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise SystemExit("the web process did not start")


if __name__ == "__main__":
    sys.exit(main())
