"""Whole turns, over HTTP: Naast as it is installed beside stock Rasa with the same examples, in one run.

    .venv/bin/python -m bench.turns [--longest 500]

Naast screens, redacts, seals and stores each message and waits for more of a burst; stock Rasa does none of it.
Stock Rasa learns for one epoch only: what it says is worthless, what a turn costs is the same. Writes
docs/performance.md. Takes half an hour, most of it stock Rasa's learning and its long conversation.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from naast.content import load_content
from naast.evaluation.stock_rasa import block, write
from naast.settings import PROJECT_ROOT, Settings
from naast.supervisor.serve import dialogue_environment, free_port
from naast.understanding.intents import PARENTING_QUESTION, load_intents

AT_ONCE = (1, 10, 50, 200)
TURNS = 4
"""Of each conversation."""
_REPORT = PROJECT_ROOT / "docs" / "performance.md"

Take = Callable[[str], Awaitable[None]]
Begin = Callable[[httpx.AsyncClient], Awaitable[Take]]


@dataclass(frozen=True)
class Measured:
    at_once: int
    per_second: float
    p50_ms: float
    p95_ms: float
    failed: int


async def load(begin: Begin, base: str, lines: Sequence[str], at_once: int) -> Measured:
    """`at_once` conversations, each of a few turns, each waiting for its answer before the next line."""
    chance = random.Random(at_once)
    took: list[float] = []
    failed = 0

    async def talk(take: Take) -> None:
        nonlocal failed
        for _ in range(TURNS):
            began = time.perf_counter()
            try:
                await take(chance.choice(lines))
            except (httpx.HTTPError, TimeoutError):
                failed += 1
            took.append((time.perf_counter() - began) * 1000)

    limits = httpx.Limits(max_connections=at_once + 8)
    async with httpx.AsyncClient(base_url=base, timeout=120, limits=limits) as http:
        takes = [await begin(http) for _ in range(at_once)]
        began = time.perf_counter()
        await asyncio.gather(*(talk(take) for take in takes))
        whole = time.perf_counter() - began
    cuts = statistics.quantiles(took, n=20)
    return Measured(at_once, len(took) / whole, statistics.median(took), cuts[18], failed)


async def growing(begin: Begin, base: str, lines: Sequence[str], longest: int) -> tuple[float, float]:
    """Milliseconds per turn in the first and in the last fifty of `longest` turns of one conversation."""
    took = []
    async with httpx.AsyncClient(base_url=base, timeout=120) as http:
        take = await begin(http)
        for number in range(longest):
            began = time.perf_counter()
            await take(lines[number % len(lines)])
            took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took[:50]), statistics.median(took[-50:])


async def begin_naast(http: httpx.AsyncClient) -> Take:
    made = (await http.post("/api/v1/conversations", json={})).raise_for_status().json()
    path = f"/api/v1/conversations/{made['id']}/messages"
    bearer = {"Authorization": f"Bearer {made['token']}"}

    async def take(line: str) -> None:
        body = {"client_message_id": str(uuid.uuid4()), "text": line}
        sent = (await http.post(path, json=body, headers=bearer)).raise_for_status()
        after = sent.json()["message"]["seq"]
        async with asyncio.timeout(60):
            while True:
                page = await http.get(f"{path}?after={after}&wait=20", headers=bearer)
                if any(message["sender"] == "bot" for message in page.raise_for_status().json()["messages"]):
                    return

    return take


async def begin_rasa(http: httpx.AsyncClient) -> Take:
    sender = str(uuid.uuid4())

    async def take(line: str) -> None:
        (await http.post("/webhooks/rest/webhook", json={"sender": sender, "message": line})).raise_for_status()

    return take


@contextmanager
def naast(folder: Path, trained: Path) -> Iterator[tuple[str, int]]:
    """Address and process id of the supervisor."""
    port = free_port()
    wide = dict.fromkeys(("NAAST_LIMIT_MESSAGES", "NAAST_LIMIT_CONVERSATIONS"), "100000/minute")
    ours = {"NAAST_PORT": str(port), "NAAST_DATA_DIR": str(folder), "NAAST_MODELS_DIR": str(trained)}
    command = [sys.executable, "-m", "naast.cli", "serve"]
    with _running(command, {**os.environ, **wide, **ours}, folder, f"http://127.0.0.1:{port}/health") as process:
        yield f"http://127.0.0.1:{port}", process.pid


@contextmanager
def rasa(settings: Settings, folder: Path) -> Iterator[tuple[str, int]]:
    """Trained on our intents, examples and answers, and serving its own REST channel."""
    python, port = str(settings.resolved_bot_python), free_port()
    _write_stock_project(settings, folder)
    environment = dialogue_environment(folder)
    train = [python, "-m", "rasa", "train", "--fixed-model-name", "stock", "--skip-validation"]
    subprocess.run(train, cwd=folder, env=environment, check=True, capture_output=True)
    serve = [python, "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port), "--credentials", "credentials.yml"]
    with _running(serve, environment, folder, f"http://127.0.0.1:{port}/webhooks/rest/") as process:
        yield f"http://127.0.0.1:{port}", process.pid


def _write_stock_project(settings: Settings, folder: Path) -> None:
    topics = load_content(settings).topics
    intents = load_intents(settings.training_dir / "nlu")
    (folder / "data").mkdir(parents=True)
    (folder / "config.yml").write_text((PROJECT_ROOT / "bench/stock_rasa/whole.yml").read_text("utf-8"), "utf-8")
    blocks = [block(name, texts) for name, texts in intents.items()]
    blocks += [block(f"{PARENTING_QUESTION}/{topic.id}", topic.examples) for topic in topics.values()]
    write(folder / "data" / "nlu.yml", {"version": "3.1", "nlu": blocks})
    named = sorted({*intents, PARENTING_QUESTION})
    stories = [{"story": name, "steps": [{"intent": name}, {"action": f"utter_{name}"}]} for name in named]
    write(folder / "data" / "stories.yml", {"version": "3.1", "stories": stories})
    responses = {f"utter_{name}": [{"text": name}] for name in named if name != PARENTING_QUESTION}
    responses |= {
        f"utter_{PARENTING_QUESTION}/{topic.id}": [{"text": topic.short_answer}] for topic in topics.values()
    }
    actions = [f"utter_{PARENTING_QUESTION}"]
    domain = {"version": "3.1", "intents": named, "responses": responses, "actions": actions}
    write(folder / "domain.yml", domain)
    write(folder / "credentials.yml", {"rest": None})


@contextmanager
def _running(
    command: list[str], environment: dict[str, str], folder: Path, health: str
) -> Iterator[subprocess.Popen[bytes]]:
    folder.mkdir(parents=True, exist_ok=True)
    cwd = PROJECT_ROOT if "naast.cli" in command else folder
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(command, env=environment, cwd=cwd, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_for(health, folder / "log.txt")
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def _wait_for(health: str, log: Path) -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        try:
            if httpx.get(health, timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    raise SystemExit(f"It did not start:\n{log.read_text()[-2000:]}")


def memory(pid: int) -> dict[str, int]:
    """Module → MB that is really in use, of a process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    found: dict[str, int] = {}
    for one in (str(pid), *children):
        words = Path(f"/proc/{one}/cmdline").read_bytes().decode().split("\0")
        name = words[2] if words[1:2] == ["-m"] else Path(words[1]).stem
        status = Path(f"/proc/{one}/status").read_text()
        found[name] = int(status.split("VmRSS:")[1].split()[0]) // 1024
    return found


def measure(begin: Begin, at: tuple[str, int], lines: Sequence[str], longest: int) -> dict[str, Any]:
    base, pid = at
    asyncio.run(load(begin, base, lines, 2))  # warm
    found = [asyncio.run(load(begin, base, lines, at_once)) for at_once in AT_ONCE]
    first, last = asyncio.run(growing(begin, base, lines, longest))
    return {"load": found, "first": first, "last": last, "memory": memory(pid)}


def table(ours: list[Measured], theirs: list[Measured]) -> list[str]:
    """Lines of a table, with ratios."""
    lines = [
        "| conversations at once | turns/s: Naast, stock | ratio | p50 ms | p95 ms | ratio of p95 | failed |",
        "|---|---|---|---|---|---|---|",
    ]
    for we, they in zip(ours, theirs, strict=True):
        faster, later = we.per_second / they.per_second, we.p95_ms / they.p95_ms
        lines.append(
            f"| {we.at_once} | {we.per_second:.1f}, {they.per_second:.1f} | {faster:.2f} "
            f"| {we.p50_ms:.0f}, {they.p50_ms:.0f} | {we.p95_ms:.0f}, {they.p95_ms:.0f} | {later:.2f} "
            f"| {we.failed}, {they.failed} |"
        )
    return lines


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--longest", type=int, default=500, help="turns of the one conversation that grows")
    longest = parser.parse_args().longest
    settings = Settings()
    topics = load_content(settings).topics
    lines = [topic.examples[number] for number in range(6) for topic in topics.values()]
    random.Random(1).shuffle(lines)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with naast(folder / "naast", settings.data_dir) as at:
            ours = measure(begin_naast, at, lines, longest)
        with rasa(settings, folder / "stock") as at:
            theirs = measure(begin_rasa, at, lines, longest)
    text = [
        "# What a turn costs",
        "",
        f"Made by `python -m bench.turns` on {os.cpu_count()} cores ({platform.machine()}), both in one run. "
        "Naast: from a line sent to its answer read, with screening, redaction, sealing, storing and the pause "
        "for more of a burst. Stock Rasa 3.6: DIET, ResponseSelector and TED on the same examples, its own REST "
        "channel.",
        "",
        *table(ours["load"], theirs["load"]),
        "",
        f"A conversation of {longest} turns, median ms of the first and the last fifty: "
        f"Naast {ours['first']:.0f} → {ours['last']:.0f}, stock {theirs['first']:.0f} → {theirs['last']:.0f}.",
        "",
        f"Memory, MB: Naast {json.dumps(ours['memory'])}, stock {json.dumps(theirs['memory'])}.",
    ]
    print("\n".join(text))
    _REPORT.write_text("\n".join(text) + "\n", "utf-8")


if __name__ == "__main__":
    main()
