"""Two professionals and a visitor side by side, in real Chromium, by mouse and by keyboard."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenDesk, assert_no_barriers
from tests.system import Visitor

pytestmark = pytest.mark.browser


def pick_up(page: Page) -> None:
    page.locator("#queue-waiting a.item").first.click()
    page.get_by_role("button", name="Oppakken").click()
    expect(page.locator("#composer-text")).to_be_visible()


def say(page: Page, text: str) -> None:
    page.fill("#composer-text", text)
    page.keyboard.press("Enter")


def choose_colleague(page: Page, select: str, name: str) -> None:
    option = page.locator(f"{select} option", has_text=name)
    expect(option).to_have_count(1)
    page.select_option(select, value=str(option.get_attribute("value")))


def test_a_colleague_sees_at_once_that_a_chat_is_taken_and_presence_shows(
    open_desk: OpenDesk, visitor: Visitor
) -> None:
    first, second = open_desk("medewerker1"), open_desk("medewerker2")
    expect(second.locator("#queue-waiting a.item")).to_have_count(1)
    pick_up(first)
    expect(second.locator("#queue-waiting a.item")).to_have_count(0)
    expect(second.locator("#queue-taken .count")).to_have_text("1")
    second.select_option("#presence", "busy")
    first.get_by_role("button", name="Collega laten meedenken").click()
    expect(first.locator("#consult-staff option", has_text="Medewerker 2")).to_contain_text("bezig")
    assert_no_barriers(first)
    assert_no_barriers(second)


def test_typing_both_ways_with_a_shortcut_and_a_note_that_stays_inside(
    open_desk: OpenDesk, visitor: Visitor
) -> None:
    page = open_desk("medewerker1")
    pick_up(page)
    page.locator("#composer-text").press_sequentially("/begin ")
    expect(page.locator("#composer-text")).to_have_value(
        "Dag, ik ben Medewerker 1, CJG-medewerker bij het CJG Voorbeeldgemeente. "
        "Ik heb gelezen wat je schreef. Neem de tijd, ik ben er voor je. "
    )
    page.keyboard.press("Enter")
    said = visitor.read(10, until=lambda got: any(m["sender"] == "staff" for m in got))
    assert "ik ben Medewerker 1" in said[-1]["text"]
    visitor.say("fijn dat je er bent")
    expect(page.locator("#messages")).to_contain_text("fijn dat je er bent")
    page.fill("#note-text", "alleen voor ons")
    page.get_by_role("button", name="Bewaar notitie").click()
    expect(page.locator("#note-list")).to_contain_text("alleen voor ons")
    assert "alleen voor ons" not in str(visitor.call("GET", "/messages?after=0").json())
    assert_no_barriers(page)


def test_a_specialist_comes_in_and_both_write_while_one_owns(open_desk: OpenDesk, visitor: Visitor) -> None:
    owner, specialist = open_desk("medewerker1"), open_desk("medewerker2")
    pick_up(owner)
    owner.get_by_role("button", name="Iemand erbij halen").click()
    choose_colleague(owner, "#invite-staff", "Medewerker 2")
    owner.get_by_role("button", name="Vraag erbij").click()
    specialist.locator("#queue-offers a.item").click()
    specialist.get_by_role("button", name="Kom erbij").click()
    expect(specialist.locator("#composer-text")).to_be_visible()
    say(specialist, "Dag, ik denk mee over slapen.")
    expect(owner.locator("#messages")).to_contain_text("ik denk mee over slapen")
    expect(owner.locator("#conversation-head")).to_contain_text("Jij voert dit gesprek")
    assert "praat nu ook mee" in str(visitor.call("GET", "/messages?after=0").json())
    assert_no_barriers(specialist)


def test_a_transfer_is_asked_introduced_and_accepted(open_desk: OpenDesk, visitor: Visitor) -> None:
    owner, colleague = open_desk("medewerker1"), open_desk("medewerker2")
    pick_up(owner)
    owner.get_by_role("button", name="Overdragen").click()
    choose_colleague(owner, "#transfer-staff", "Medewerker 2")
    owner.fill("#transfer-introduction", "Mijn collega weet veel van slapen.")
    assert_no_barriers(owner)
    owner.get_by_role("button", name="Draag over").click()
    expect(owner.locator("#transfer-asked")).to_contain_text("Medewerker 2 is gevraagd")
    colleague.locator("#queue-offers a.item").click()
    expect(colleague.locator("#transfer-asked")).to_contain_text("Mijn collega weet veel van slapen.")
    colleague.get_by_role("button", name="Neem het gesprek over").click()
    expect(colleague.locator("#composer-text")).to_be_visible()
    expect(owner.locator("#reading-along")).to_contain_text("Medewerker 2 voert dit gesprek")
    assert_no_barriers(colleague)


def test_closing_with_a_next_step_and_a_promise_that_stays_in_the_list(
    open_desk: OpenDesk, visitor: Visitor
) -> None:
    page = open_desk("medewerker1")
    pick_up(page)
    page.get_by_role("button", name="Afsluiten").click()
    page.get_by_role("button", name="Sluit het gesprek af").click()
    expect(page.locator("#outcome-error")).to_be_visible()
    assert_no_barriers(page)
    page.get_by_label("Advies", exact=True).check()
    page.get_by_label("Nee", exact=True).check()
    page.fill("#next-step", "Ik bel je vrijdag.")
    page.fill("#follow-up-text", "terugkoppelen aan ouder")
    page.fill("#follow-up-due", (date.today() + timedelta(days=2)).isoformat())
    page.get_by_role("button", name="Sluit het gesprek af").click()
    expect(page.locator("#my-task-list")).to_contain_text("terugkoppelen aan ouder")
    said = [m["text"] for m in visitor.call("GET", "/messages?after=0").json()["messages"]]
    assert "Ik bel je vrijdag." in said
    page.locator("#my-task-list a").click()
    expect(page.locator(".ending")).to_contain_text("Gesprek afgesloten")
    page.get_by_role("button", name="Gedaan: terugkoppelen aan ouder").first.click()
    expect(page.locator("#my-tasks")).to_be_hidden()


def test_the_whole_way_by_keyboard_alone(open_desk: OpenDesk, visitor: Visitor) -> None:
    page = open_desk("medewerker1")
    expect(page.locator("#queue-waiting a.item")).to_have_count(1)
    for key in ("j", "o"):
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="Oppakken")).to_be_visible()
    page.keyboard.press("o")
    expect(page.locator("#composer-text")).to_be_focused()
    page.keyboard.type("Dag, ik lees mee.")
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("Dag, ik lees mee.")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.type("rustig begin")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#note-list")).to_contain_text("rustig begin")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("slapen")
    expect(page.locator("#search-results li").first).to_be_visible(timeout=15_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_has_no_barriers_in_either_theme_nor_at_400_percent(
    open_desk: OpenDesk, visitor: Visitor, scheme: str
) -> None:
    page = open_desk("medewerker1", color_scheme=scheme)
    pick_up(page)
    say(page, "Dag, ik lees mee.")
    expect(page.locator("#messages")).to_contain_text("Dag, ik lees mee.")
    assert_no_barriers(page)
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024 at 400 %
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert_no_barriers(page)
