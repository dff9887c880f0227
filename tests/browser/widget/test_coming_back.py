"""Reloading, another tab, no network, leaving in a hurry: what is kept and what is not."""

from __future__ import annotations

import json
import threading

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_no_barriers
from tests.browser.hosts import Host
from tests.browser.served import Served
from tests.browser.widget.chat import ask, hear_answer, launcher, open_chat, said

pytestmark = pytest.mark.browser


def test_a_conversation_goes_along_to_the_next_page_and_survives_a_reload(page: Page, host: Host) -> None:
    open_chat(page, host.url)
    ask(page, "Mijn dochter van 3 komt elke avond uit bed")
    hear_answer(page)
    page.goto(f"{host.url}/wonen")
    expect(said(page, "elke avond uit bed")).to_have_count(1)
    page.reload()
    hear_answer(page)
    expect(said(page, "elke avond uit bed")).to_have_count(1)
    stored = page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie])")
    assert "elke avond" not in stored
    assert json.loads(stored)[1:] == [{}, ""]


def test_it_works_when_the_browser_may_not_store_anything(page: Page, host: Host) -> None:
    page.add_init_script(
        "for (const name of ['sessionStorage', 'localStorage'])"
        " Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError') } })"
    )
    open_chat(page, host.url)
    ask(page, "Mijn dochter van 3 komt elke avond uit bed")
    hear_answer(page)
    page.get_by_role("button", name="Sluit dit venster").click()
    launcher(page).click()
    expect(said(page, "elke avond uit bed")).to_have_count(1)


def test_each_tab_has_a_conversation_of_its_own(page: Page, host: Host) -> None:
    open_chat(page, host.url)
    ask(page, "Mijn dochter van 3 komt elke avond uit bed")
    hear_answer(page)
    other = page.context.new_page()
    open_chat(other, host.url)
    expect(said(other, "elke avond uit bed")).to_have_count(0)


def test_what_is_said_while_it_is_closed_is_counted_on_the_button(page: Page, naast: Served, host: Host) -> None:
    open_chat(page, host.url)
    page_closed = threading.Event()
    naast.engine.before_reply = lambda: bool(page_closed.wait(5)) and None
    ask(page, "Mijn dochter van 3 komt elke avond uit bed")
    expect(said(page, "elke avond uit bed")).to_be_visible()
    page.get_by_role("button", name="Sluit dit venster").click()
    page_closed.set()
    expect(page.get_by_role("button", name="1 nieuw bericht")).to_be_visible(timeout=30_000)
    expect(page).to_have_title("Gemeente")
    assert_no_barriers(page)
    launcher(page).click()
    hear_answer(page)


def test_leaving_in_a_hurry_leaves_no_way_back_to_the_chat(page: Page, host: Host) -> None:
    page.goto(f"{host.url}/eerst")
    page.goto(f"{host.url}/daarna")
    page.evaluate("sessionStorage.setItem('eigen', 'van de gemeente')")
    launcher(page).click()
    ask(page, "Hij slaat mij")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Pannenkoeken bakken")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(f"{host.url}/eerst")
    expect(launcher(page)).to_be_visible()
    expect(page.locator(".panel")).to_have_count(0)
    assert page.evaluate("Object.keys(sessionStorage)") == ["eigen"]


def test_escape_once_only_closes_it_and_the_focus_goes_back_to_the_button(page: Page, host: Host) -> None:
    open_chat(page, host.url)
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_be_hidden()
    expect(launcher(page)).to_be_focused()


def test_after_20_seconds_without_a_network_nothing_is_lost_or_doubled(page: Page, host: Host) -> None:
    open_chat(page, host.url)
    page.context.set_offline(True)
    ask(page, "Mijn dochter van 3 komt elke avond uit bed")
    expect(page.locator("#offline")).to_contain_text("Even geen verbinding", timeout=40_000)
    page.wait_for_timeout(20_000)
    page.context.set_offline(False)
    hear_answer(page)
    expect(said(page, "elke avond uit bed")).to_have_count(1)
    expect(page.locator(".delivery")).to_have_count(0)
