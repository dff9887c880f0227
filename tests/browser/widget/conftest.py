"""The widget in real Chromium, on other people's websites."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from naast.content import KnowledgeContent
from naast.errors import SetupError
from naast.knowledge.answer import answer
from naast.knowledge.widget_rules import WidgetRules
from tests.browser.hosts import Host, website
from tests.browser.served import Served, served
from tests.npm import fetch, member
from tests.web.app import Application

PLACE = "voorbeeldgemeente"


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """A busy machine is no failure."""
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def host() -> Iterator[Host]:
    with website() as host:
        yield host


@pytest.fixture
def naast(sqlite_application: Application, content: KnowledgeContent, host: Host) -> Iterator[Served]:
    """The application, which knows the host's website."""
    place = content.municipalities[PLACE]
    rules = WidgetRules(frozenset({host.url}), hide_on=("/klachten/*",), youth_on=("/jongeren/*",))
    known = {PLACE: dataclasses.replace(place, widget=rules)}
    knowing = dataclasses.replace(content, municipalities=known)
    with served(dataclasses.replace(sqlite_application, content=knowing)) as running:
        host.naast = running.url
        topic = content.topics["peuter_slaapt_niet"]
        reply = answer(topic, content.texts, age=None, youth=False, demo=True).to_json()
        running.engine.replies = [reply]
        yield running


@pytest.fixture
def page(browser: Browser, naast: Served) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


@pytest.fixture(scope="session")
def npm(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One file of a published package, fetched in this test run."""

    def fetched(package: str, path: str) -> bytes:
        try:
            with fetch(package, tmp_path_factory.mktemp("npm")) as packed:
                return member(packed, path)
        except SetupError as error:
            pytest.skip(str(error))

    return fetched


@pytest.fixture(scope="session")
def jquery(npm: Any) -> bytes:
    return bytes(npm("jquery@1.12.4", "dist/jquery.min.js"))
