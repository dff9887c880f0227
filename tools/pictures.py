"""What the makers of pictures share: the application on an empty database, Chromium, and where pictures go."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from naast.content import KnowledgeContent
from naast.settings import PROJECT_ROOT
from naast.understanding.understand import Understander
from tests.browser.served import Served, served
from tests.databases import staffed
from tests.web.app import Application, StandInEngine

IMAGES = PROJECT_ROOT / "docs" / "images"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@contextmanager
def naast(understander: Understander, content: KnowledgeContent) -> Iterator[Served]:
    """With the demo's accounts, and an engine that says what its `replies` hold."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'naast.sqlite3'}"
        staffed(url)
        engine = StandInEngine()
        application = Application(folder, url, understander, content, engine, lambda: datetime.now(UTC))
        with served(application) as running:
            yield running


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
        yield launched
        launched.close()


def shoot(page: Page, name: str) -> None:
    page.screenshot(path=IMAGES / f"{name}.png")
