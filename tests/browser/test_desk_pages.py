"""Every other page of the desk: what it shows, to whom, without barriers in both themes and at 400 percent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from playwright.sync_api import Page, expect

from naast.store.tables import Conversation
from tests.browser.conftest import OpenDesk, assert_no_barriers
from tests.browser.served import Served
from tests.system import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def lived_in(desk: Served, visitor: Visitor) -> Visitor:
    """Somebody wants a call, and something was not understood."""
    made = httpx.post(f"{desk.url}/api/v1/conversations", json={}, timeout=20).json()
    caller = Visitor(desk.url, made["id"], made["token"], made["messages"])
    caller.say("hoe vraag ik een kapvergunning aan voor mijn boom")
    caller.read(10)
    caller.call("POST", "/callback", json={"when": "morgen", "how": "06 00000000"}).raise_for_status()
    return caller


def open_page(page: Page, name: str, heading: str) -> None:
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_a_regisseur_have_no_barriers(open_desk: OpenDesk, lived_in: Visitor, scheme: str) -> None:
    page = open_desk("regisseur", color_scheme=scheme)
    for name, shows in (
        ("Ochtend", "06 00000000"),
        ("Redactie", "kapvergunning"),
        ("Logboek", "Logde in"),
        ("Inzicht", "Gesprekken per week"),
    ):
        open_page(page, name, name)
        expect(page.locator("main:visible")).to_contain_text(shows)
        assert_no_barriers(page)
    page.set_viewport_size({"width": 320, "height": 256})
    for name in ("Ochtend", "Redactie", "Logboek", "Inzicht"):
        page.evaluate(
            "name => [...document.querySelectorAll('[data-page-link]')].find(a => a.textContent === name).click()",
            name,
        )
        expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
    assert_no_barriers(page)


def test_an_editor_sees_misses_and_numbers_but_no_chats(open_desk: OpenDesk, lived_in: Visitor) -> None:
    page = open_desk("redacteur")
    expect(page.locator("#editorial-misses")).to_contain_text("kapvergunning")
    expect(page.get_by_role("link", name="Gesprekken", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Verwerkt: hoe vraag ik").click()
    expect(page.locator("#editorial-misses")).to_contain_text("Er zijn geen vragen die wachten.")


def test_a_call_is_taken_missed_and_made_from_the_morning_list(open_desk: OpenDesk, lived_in: Visitor) -> None:
    first, second = open_desk("medewerker1"), open_desk("medewerker2")
    for page in (first, second):
        open_page(page, "Ochtend", "Ochtend")
    first.get_by_role("button", name="Ik bel").click()
    expect(second.locator("#morning-calls")).to_contain_text("Medewerker 1 belt")
    first.get_by_role("button", name="Nam niet op").click()
    second.get_by_role("button", name="Ik bel").click()
    second.get_by_role("button", name="Gesproken").click()
    expect(first.locator("#morning-calls")).to_contain_text("Er hoeft niemand gebeld te worden.")


def test_the_regisseur_hears_of_who_waits_too_long(open_desk: OpenDesk, desk: Served, visitor: Visitor) -> None:
    page, professional = open_desk("regisseur"), open_desk("medewerker1")
    with desk.app.state.service.database.write() as session:
        long_ago = datetime.now(UTC) - timedelta(minutes=20)
        session.get_one(Conversation, visitor.id).waiting_since = long_ago
    expect(page.locator("#unclaimed-bar")).to_contain_text("1 gesprek wacht te lang", timeout=25_000)
    expect(professional.locator("#queue-waiting .alarm-mark")).to_be_visible(timeout=10_000)
    expect(professional.locator("#unclaimed-bar")).to_be_hidden()
    assert_no_barriers(page)
    page.get_by_role("link", name="Bekijk het eerste").click()
    page.get_by_role("button", name="Oppakken").click()
    expect(page.locator("#unclaimed-bar")).to_be_hidden()
