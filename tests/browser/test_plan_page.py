"""The plan's page in real Chromium: to change, to print on one sheet, and to come back to."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import assert_no_barriers
from tests.system import RunningSystem

pytestmark = [pytest.mark.engine, pytest.mark.browser]


@pytest.fixture
def plan_page(browser: Browser, system: RunningSystem) -> Iterator[Page]:
    """The plan of a conversation that was just opened, on a phone."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(system.url)
    expect(page.get_by_text("Ik ben Naast")).to_be_visible(timeout=15_000)
    page.goto(f"{system.url}/plan")
    expect(page.get_by_role("heading", name="Ons plan")).to_be_visible(timeout=15_000)
    yield page
    page.close()


def pages_on_paper(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4", prefer_css_page_size=True)))


def test_the_plan_page_has_no_barriers(plan_page: Page) -> None:
    plan_page.fill("#part-step", "Morgen een boekje lezen")
    plan_page.get_by_role("button", name="Maak een code").click()
    expect(plan_page.locator("#code")).to_contain_text(re.compile(r"\w+ \w+ \w+ \d\d"))
    assert_no_barriers(plan_page)


@pytest.mark.parametrize("path", ["/jong/plan", "/terug", "/plan"])
def test_the_pages_without_a_conversation_have_no_barriers(
    browser: Browser, system: RunningSystem, path: str
) -> None:
    page = browser.new_page()
    page.goto(system.url + path)
    page.wait_for_load_state("networkidle")
    assert_no_barriers(page)
    page.close()


def test_what_is_saved_is_there_the_next_time(plan_page: Page) -> None:
    plan_page.fill("#part-goal", "Rustige avonden")
    plan_page.fill("#part-sure", "7")
    plan_page.get_by_role("button", name="Bewaar mijn plan").click()
    expect(plan_page.get_by_text("Je plan is bewaard.")).to_be_visible()
    plan_page.reload()
    expect(plan_page.locator("#part-goal")).to_have_value("Rustige avonden")
    expect(plan_page.locator("#part-sure")).to_have_value("7")


def test_a_number_that_cannot_be_is_said_at_the_field(plan_page: Page) -> None:
    plan_page.fill("#part-sure", "12")
    plan_page.get_by_role("button", name="Bewaar mijn plan").click()
    expect(plan_page.get_by_role("alert")).to_contain_text("van 0 tot 10")
    expect(plan_page.locator("#part-sure")).to_have_attribute("aria-invalid", "true")


def test_even_a_full_plan_prints_on_one_sheet(plan_page: Page) -> None:
    for part in ("goal", "works", "helpers", "step", "when", "fallback"):
        plan_page.fill(f"#part-{part}", "Samen rustig een boekje lezen. " * 9)
    plan_page.fill("#part-sure", "7")
    assert pages_on_paper(plan_page) == 1


def test_on_paper_there_are_the_words_and_no_buttons(plan_page: Page) -> None:
    plan_page.fill("#part-step", "Morgen een boekje lezen")
    plan_page.emulate_media(media="print")
    expect(plan_page.locator(".paper", has_text="Morgen een boekje lezen")).to_be_visible()
    expect(plan_page.get_by_role("button", name="Print mijn plan")).to_be_hidden()
    expect(plan_page.locator("#code")).to_be_hidden()


def test_a_code_opens_the_plan_in_another_browser(
    plan_page: Page, browser: Browser, system: RunningSystem
) -> None:
    plan_page.fill("#part-step", "Morgen een boekje lezen")
    plan_page.get_by_role("button", name="Bewaar mijn plan").click()
    plan_page.get_by_role("button", name="Maak een code").click()
    expect(plan_page.locator("#code")).not_to_be_empty()
    code = plan_page.locator("#code").inner_text()
    other = browser.new_context().new_page()
    other.goto(f"{system.url}/terug")
    other.fill("#typed", code)
    other.get_by_role("button", name="Open mijn plan").click()
    expect(other.get_by_text("Je stap was: “Morgen een boekje lezen”")).to_be_visible(timeout=15_000)
    assert_no_barriers(other)
    other.context.close()


def test_a_wrong_code_says_so_without_saying_why(browser: Browser, system: RunningSystem) -> None:
    page = browser.new_page()
    page.goto(f"{system.url}/terug")
    page.fill("#typed", "appel appel appel 11")
    page.get_by_role("button", name="Open mijn plan").click()
    expect(page.get_by_role("alert")).to_contain_text("Deze code kennen we niet")
    assert_no_barriers(page)
    page.close()


def test_the_plan_can_be_left_in_a_hurry(plan_page: Page) -> None:
    plan_page.get_by_role("button", name="Snel weg").click()
    expect(plan_page.get_by_role("heading", name="Pannenkoeken bakken")).to_be_visible()


def test_danger_in_a_plan_shows_the_lines_at_once(plan_page: Page) -> None:
    plan_page.fill("#part-goal", "Dat mijn vader stopt. Mijn vader slaat me.")
    plan_page.get_by_role("button", name="Bewaar mijn plan").click()
    lines = plan_page.locator("#alarm")
    expect(lines).to_be_visible()
    expect(lines.locator("a[href^='tel:']").first).to_be_visible()
    assert_no_barriers(plan_page)
