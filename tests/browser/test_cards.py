"""Each card that a visitor can get, open and in both themes, checked with axe on the visitor's own page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from naast.content import KnowledgeContent
from naast.knowledge.answer import answer
from tests.browser.conftest import assert_no_barriers
from tests.browser.served import Served

pytestmark = pytest.mark.browser

PLAN = {
    "type": "plan",
    "youth": False,
    "plan": {"goal": "Rust bij het naar bed gaan", "step": "Vanavond samen een boekje"},
}


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, desk: Served, request: Any) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme=request.param)
    page.goto(desk.url)
    expect(page.get_by_text("Ik ben Naast")).to_be_visible(timeout=15_000)
    yield page
    page.close()


def ask(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.press("#text", "Enter")


def test_an_answer_with_everything_folded_out(page: Page, desk: Served, content: KnowledgeContent) -> None:
    topic = content.topics["peuter_slaapt_niet"]
    desk.engine.replies = [answer(topic, content.texts, age=None, youth=False, demo=True).to_json()]
    ask(page, "Mijn dochter van 3 komt elke avond uit bed")
    expect(page.get_by_role("heading", name="Niet willen slapen")).to_be_visible(timeout=15_000)
    for part in page.locator(".msg details summary").all():
        part.click()
    expect(page.locator(".msg details[open]")).to_have_count(3)
    assert_no_barriers(page)


def test_helplines_after_danger(page: Page) -> None:
    ask(page, "ik wil niet meer leven")
    expect(page.locator("a[href='tel:113']").first).to_be_visible(timeout=15_000)
    assert_no_barriers(page)


def test_a_plan_to_open(page: Page, desk: Served) -> None:
    desk.engine.replies = [{"text": "Dit is je plan.", "card": PLAN}]
    ask(page, "ja, dat klopt")
    expect(page.get_by_role("link", name="Open je plan")).to_be_visible(timeout=15_000)
    assert_no_barriers(page)


def test_the_summary_that_is_passed_on(page: Page, desk: Served) -> None:
    desk.engine.replies = [{"text": "Ik haal er iemand bij.", "card": {"type": "handover", "state": "offered"}}]
    page.get_by_role("button", name="Praat met een medewerker").click()
    expect(page.get_by_role("button", name="Deel dit met een medewerker")).to_be_visible(timeout=15_000)
    assert_no_barriers(page)
