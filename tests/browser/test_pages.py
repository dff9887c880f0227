"""The pages in real Chromium against the whole running system, checked with axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import assert_no_barriers
from tests.system import PASSWORD, RunningSystem

pytestmark = [pytest.mark.engine, pytest.mark.browser]


@pytest.fixture
def phone(browser: Browser, system: RunningSystem) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(system.url)
    yield page
    page.close()


def ask(page: Page, text: str) -> None:
    page.fill("textarea", text)
    page.keyboard.press("Enter")


def test_a_parent_types_a_question_and_reads_an_answer(phone: Page) -> None:
    ask(phone, "Mijn dochter van 3 komt elke avond tien keer uit bed")
    expect(phone.get_by_role("heading", name="Niet willen slapen")).to_be_visible(timeout=15_000)
    assert_no_barriers(phone)


def test_after_an_alarm_the_numbers_can_be_called_with_a_tap(phone: Page) -> None:
    ask(phone, "ik wil niet meer leven")
    expect(phone.locator("a[href='tel:113']").first).to_be_visible(timeout=15_000)
    assert_no_barriers(phone)


def test_a_professional_takes_over_and_the_parent_reads_who_it_is(
    phone: Page, browser: Browser, system: RunningSystem
) -> None:
    ask(phone, "Mijn zoon van 14 wil niet meer naar school en ik wil een medewerker spreken")
    phone.get_by_role("button", name="Praat met een medewerker").first.click()
    phone.get_by_role("button", name="Deel dit met een medewerker").click(timeout=15_000)
    desk = browser.new_page(viewport={"width": 1440, "height": 900})
    desk.goto(f"{system.url}/werkplek")
    desk.fill("input[type=email]", "medewerker2@demo.example")
    desk.fill("input[type=password]", PASSWORD)
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Wacht").first).to_be_visible(timeout=15_000)
    assert_no_barriers(desk)
    desk.close()


@pytest.mark.parametrize("path", ["/jong", "/werkplek", "/static/weg.html"])
def test_every_page_is_open_to_everybody(browser: Browser, system: RunningSystem, path: str) -> None:
    page = browser.new_page()
    page.goto(system.url + path)
    page.wait_for_load_state("networkidle")
    assert_no_barriers(page)
    page.close()
