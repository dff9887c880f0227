"""Start everything on this machine: tables, demo accounts, web, engine, actions."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import socket
import sys
from datetime import datetime
from pathlib import Path

from naast.errors import SetupError
from naast.settings import PROJECT_ROOT, Settings
from naast.staff.demo import DEMO_ACCOUNTS, DOMAIN, demo_accounts_present, ensure_demo_accounts
from naast.store.database import Database
from naast.supervisor.child import Child, ChildSpec

_ONE_THREAD_A_LINE = {"OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", "1")}
"""Two threads make one vector a quarter sooner and cost half as much again; with several visitors at once the
threads of one keep the other waiting."""


def serve(settings: Settings) -> int:
    """Run until Ctrl-C or SIGTERM; the exit status for the shell."""
    password = _prepare(settings)
    return asyncio.run(_serve(settings, password))


def _prepare(settings: Settings) -> str | None:
    """Tables and accounts; the demo password, or None outside the demo. Raises SetupError."""
    for needed, how in ((settings.dialogue_model, "naast train"), (settings.resolved_bot_python, "make run")):
        if not needed.exists():
            raise SetupError(f"{needed} is missing. Run `{how}` first.")
    if not port_free(settings.host, settings.port):
        raise SetupError(f"Port {settings.port} is taken. Choose another with NAAST_PORT.")
    database = Database(settings.resolved_database_url)
    database.migrate()
    password = None
    with database.write() as session:
        if settings.demo:
            chosen = settings.demo_password.get_secret_value() if settings.demo_password else ""
            password = chosen or secrets.token_urlsafe(9)
            ensure_demo_accounts(session, password)
        elif demo_accounts_present(session):
            raise SetupError("This database has demo accounts. Production needs a database of its own.")
    database.close()
    return password


async def _serve(settings: Settings, password: str | None) -> int:
    children = [Child(spec, _say) for spec in child_specs(settings)]
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    running = [asyncio.create_task(child.run()) for child in children]
    ready = asyncio.create_task(_all_ready(children))
    stopped = asyncio.create_task(stopping.wait())
    await asyncio.wait([ready, stopped], return_when=asyncio.FIRST_COMPLETED)
    if not stopping.is_set():
        _print_addresses(settings, password)
    await stopped
    _say("naast", "stopping")
    await asyncio.gather(*(child.stop() for child in children))
    for task in running:
        task.cancel()
    _say("naast", "stopped; nothing is lost")
    return 0


async def _all_ready(children: list[Child]) -> bool:
    for child in children:
        await child.ready.wait()
    return True


def child_specs(settings: Settings) -> list[ChildSpec]:
    """The three processes, wired to each other on free loopback ports with a fresh token."""
    engine_port, actions_port = free_port(), free_port()
    shared = {
        "NAAST_ENGINE_URL": f"http://127.0.0.1:{engine_port}",
        "NAAST_ENGINE_TOKEN": secrets.token_urlsafe(24),
        "NAAST_ACTIONS_PORT": str(actions_port),
        "NAAST_ACTIONS_URL": f"http://127.0.0.1:{actions_port}/webhook",
        "NAAST_HOST": settings.host,
        "NAAST_PORT": str(settings.port),
        "NAAST_DATA_DIR": str(settings.data_dir.resolve()),
        "NAAST_MODELS_DIR": str((settings.models_dir or settings.data_dir).resolve()),
        "PYTHONUNBUFFERED": "1",
    }
    local = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    return [
        _engine_spec(settings, shared, engine_port),
        ChildSpec(
            "actions",
            [sys.executable, "-m", "actions.server"],
            shared,
            PROJECT_ROOT,
            f"http://127.0.0.1:{actions_port}/health",
        ),
        ChildSpec(
            "web",
            [sys.executable, "-m", "naast.web"],
            shared | _ONE_THREAD_A_LINE,
            PROJECT_ROOT,
            f"http://{local}:{settings.port}/health/live",
        ),
    ]


def _engine_spec(settings: Settings, shared: dict[str, str], port: int) -> ChildSpec:
    bot = settings.bot_dir.resolve()
    environment = shared | {
        "PYTHONPATH": str(bot),
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "",
        "SANIC_ACCESS_LOG": "false",
        "LOG_LEVEL": "CRITICAL",
    }
    command = [str(settings.resolved_bot_python), "-m", "rasa", "run"]
    command += ["--model", str(settings.dialogue_model.resolve()), "--interface", "127.0.0.1"]
    command += ["--port", str(port), "--endpoints", str(bot / "endpoints.yml")]
    command += ["--credentials", str(bot / "credentials.yml"), "--quiet"]
    health = f"http://127.0.0.1:{port}/webhooks/naast/"
    return ChildSpec("engine", command, environment, bot, health, start_within_s=180, quiet=True)


def _print_addresses(settings: Settings, password: str | None) -> None:
    base = f"http://{settings.host}:{settings.port}"
    lines = [
        "",
        "Naast is running.",
        f"  Visitor page   {base}/",
        f"  Youth page     {base}/jong",
        f"  Desk           {base}/werkplek",
    ]
    if password:
        accounts = f"{DEMO_ACCOUNTS[0][0]}@{DOMAIN} … {DEMO_ACCOUNTS[4][0]}@{DOMAIN}"
        others = ", ".join(f"{local}@{DOMAIN}" for local, _, _ in DEMO_ACCOUNTS[5:])
        shown = "from NAAST_DEMO_PASSWORD" if settings.demo_password else password
        lines += [f"  Demo accounts  {accounts}", f"                 {others}", f"  Password       {shown}"]
    print("\n".join([*lines, "Stop with Ctrl-C.", ""]), flush=True)


def _say(who: str, what: str) -> None:
    print(f"{datetime.now():%H:%M:%S}  {who:<8} {what}", flush=True)


def port_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def dialogue_environment(bot: Path) -> dict[str, str]:
    """What Rasa needs in its environment to train: our components, no telemetry, no graphics card."""
    return {
        **os.environ,
        "PYTHONPATH": str(bot),
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "",
        "NAAST_ACTIONS_URL": "http://127.0.0.1:1/webhook",
        "NAAST_ENGINE_TOKEN": "unused-while-training",
    }
