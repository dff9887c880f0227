"""One child process: started, watched, restarted with back-off when it dies."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

Say = Callable[[str, str], None]
"""Prints one event: who, what."""

_FIRST_BACK_OFF_S = 0.5
_LONGEST_BACK_OFF_S = 30.0
_STEADY_AFTER_S = 60.0
_HEALTH_EVERY_S = 5.0
_HEALTH_FAILURES = 4
_STOP_WITHIN_S = 12.0
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class ChildSpec:
    """What to run and how to see that it works. `quiet` drops its output (the engine's is not ours to judge)."""

    name: str
    command: Sequence[str]
    environment: dict[str, str]
    folder: Path
    health_url: str
    start_within_s: float = 90.0
    quiet: bool = False


class Child:
    """Keeps one process of `spec` running until `stop`."""

    def __init__(self, spec: ChildSpec, say: Say) -> None:
        self.spec = spec
        self.ready = asyncio.Event()
        self._say = say
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = False

    async def run(self) -> None:
        """Start, wait until it dies, wait a little longer each time, start again."""
        back_off = _FIRST_BACK_OFF_S
        while not self._stopping:
            began = asyncio.get_running_loop().time()
            code = await self._run_once()
            if self._stopping:
                return
            lived = asyncio.get_running_loop().time() - began
            back_off = _FIRST_BACK_OFF_S if lived > _STEADY_AFTER_S else back_off
            self._say(self.spec.name, f"stopped with {code}; starts again in {back_off:g} s")
            await asyncio.sleep(back_off)
            back_off = min(back_off * 2, _LONGEST_BACK_OFF_S)

    async def stop(self) -> None:
        """Ask it to stop; insist after a while."""
        self._stopping = True
        process = self._process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _STOP_WITHIN_S)
        except TimeoutError:
            self._kill()

    async def _run_once(self) -> int:
        output = asyncio.subprocess.DEVNULL if self.spec.quiet else None
        self._process = await asyncio.create_subprocess_exec(
            *self.spec.command,
            env={**os.environ, **self.spec.environment},
            cwd=self.spec.folder,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            preexec_fn=_die_with_parent,
            start_new_session=True,
        )
        self._say(self.spec.name, f"started (pid {self._process.pid})")
        watching = asyncio.create_task(self._watch())
        code = await self._process.wait()
        watching.cancel()
        self.ready.clear()
        return code

    async def _watch(self) -> None:
        """Say when it is ready; kill it when it stops answering, so that it starts afresh."""
        failures, waited = 0, 0.0
        async with httpx.AsyncClient(timeout=_HEALTH_EVERY_S) as client:
            while True:
                healthy = await _answers(client, self.spec.health_url)
                if healthy and not self.ready.is_set():
                    self.ready.set()
                    self._say(self.spec.name, "ready")
                failures = 0 if healthy else failures + 1
                too_slow = not self.ready.is_set() and waited > self.spec.start_within_s
                if too_slow or (self.ready.is_set() and failures >= _HEALTH_FAILURES):
                    self._say(self.spec.name, "does not answer; it is stopped and started again")
                    self._kill()
                    return
                pause = _HEALTH_EVERY_S if self.ready.is_set() else 0.3
                await asyncio.sleep(pause)
                waited += pause

    def _kill(self) -> None:
        if self._process and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)


async def _answers(client: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await client.get(url)).status_code == 200
    except httpx.HTTPError:
        return False


def _die_with_parent() -> None:
    """On Linux the kernel stops a child whose supervisor was killed; elsewhere Ctrl-C has to do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
