"""The road from the widget to a person and back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_no_barriers
from tests.browser.hosts import Host
from tests.browser.served import Served
from tests.browser.widget.chat import ask, hear_answer, open_chat
from tests.system import Professional

pytestmark = pytest.mark.browser


def test_a_reload_in_the_middle_of_a_hand_over_keeps_what_was_changed_and_the_place_in_the_queue(
    page: Page, naast: Served, host: Host
) -> None:
    offer = {"text": "Ik haal er iemand bij.", "card": {"type": "handover", "state": "offered"}}
    open_chat(page, host.url)
    ask(page, "Mijn dochter van 3 komt elke avond uit bed")
    hear_answer(page)
    naast.engine.replies = [offer]
    page.get_by_role("button", name="Praat met een medewerker").first.click()
    expect(page.get_by_role("heading", name="Dit leest de medewerker")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Dit leest de medewerker")).to_be_visible()
    page.fill("#field-wish", "Rust in huis")
    assert_no_barriers(page)
    page.get_by_role("button", name="Deel dit met een medewerker").click()
    expect(page.get_by_text("Je bent nummer 1 in de rij")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Je bent nummer 1 in de rij")).to_be_visible()
    expect(page.get_by_role("button", name="Uit de rij")).to_be_visible()


def test_after_a_talk_with_a_person_the_visitor_is_asked_how_it_went(
    page: Page, naast: Served, host: Host
) -> None:
    naast.engine.replies = [{"text": "Ik haal er iemand bij.", "card": {"type": "handover", "state": "offered"}}]
    open_chat(page, host.url)
    page.get_by_role("button", name="Praat met een medewerker").click()
    page.get_by_role("button", name="Deel dit met een medewerker").click()
    expect(page.locator("#state")).to_contain_text("nummer 1")
    desk = Professional(naast.url, "medewerker1")
    [waiting] = desk.http.get("/queue").json()["waiting"]
    desk.post(f"/conversations/{waiting['id']}/claim").raise_for_status()
    closing = {"outcome": "advice", "fed_back": "yes"}
    desk.post(f"/conversations/{waiting['id']}/close", **closing).raise_for_status()
    expect(page.get_by_text("Dit gesprek is klaar.")).to_be_visible()
    page.locator(".msg--system .choices button").first.click()
    expect(page.locator(".msg--system").last).to_contain_text("Dank")
    assert_no_barriers(page)
