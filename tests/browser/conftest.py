from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.served import Served, served
from tests.system import PASSWORD, Visitor
from tests.web.app import Application

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
OpenDesk = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not on this machine (apt-get install chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def desk(sqlite_application: Application) -> Iterator[Served]:
    with served(sqlite_application) as running:
        yield running


@pytest.fixture
def open_desk(desk: Served, browser: Browser) -> Iterator[OpenDesk]:
    """Opens the desk page for a demo account, in a browser session of its own."""
    contexts = []

    def open_it(name: str, **options: Any) -> Page:
        context = browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | options))
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{desk.url}/werkplek")
        page.fill("#email", f"{name}@demo.example")
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        expect(page.locator("#desk")).to_be_visible(timeout=15_000)
        return page

    yield open_it
    for context in contexts:
        context.close()


@pytest.fixture
def visitor(desk: Served) -> Visitor:
    """A visitor over HTTP, who waits in the queue."""
    made = httpx.post(f"{desk.url}/api/v1/conversations", json={}, timeout=20).json()
    visitor = Visitor(desk.url, made["id"], made["token"], made["messages"])
    visitor.say("Mijn dochter van 3 komt elke avond uit bed")
    visitor.read(10)
    visitor.call("POST", "/handover", json={}).raise_for_status()
    return visitor


def assert_no_barriers(page: Page) -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
