"""By keyboard, on a phone, zoomed, in the dark: the widget has no barriers."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import assert_no_barriers
from tests.browser.hosts import Host
from tests.browser.served import Served
from tests.browser.widget.chat import ask, hear_answer, launcher, open_chat
from tests.system import Professional

pytestmark = pytest.mark.browser


def test_with_only_a_keyboard_somebody_gets_from_the_button_to_a_person(
    page: Page, naast: Served, host: Host
) -> None:
    naast.engine.replies = [{"text": "Ik haal er iemand bij.", "card": {"type": "handover", "state": "offered"}}]
    page.goto(host.url)
    expect(launcher(page)).to_be_visible()
    tab_to(page, "Stel je vraag")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ik ben Naast")).to_be_visible(timeout=30_000)
    tab_to(page, "Praat met een medewerker")
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name="Dit leest de medewerker")
    expect(heading).to_be_focused()
    tab_to(page, "Deel dit met een medewerker")
    page.keyboard.press("Space")
    expect(page.locator("#state")).to_be_focused()
    desk = Professional(naast.url, "medewerker1")
    waiting = desk.http.get("/queue").json()["waiting"]
    desk.post(f"/conversations/{waiting[0]['id']}/claim").raise_for_status()
    expect(page.locator("#state")).to_contain_text("praat met je")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the element with this text has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if name in focused_text(page):
            return
    raise AssertionError(f"Tab never reached {name!r}")


def focused_text(page: Page) -> str:
    script = "(() => { let e = document.activeElement; while (e?.shadowRoot) e = e.shadowRoot.activeElement;"
    return str(page.evaluate(script + " return e?.textContent ?? '' })()"))


def test_on_a_phone_it_takes_the_screen_and_nothing_behind_it_gets_the_focus(
    browser: Browser, naast: Served, host: Host
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    host.body = '<p><a href="#">Een link van de gemeente</a></p>'
    open_chat(page, host.url)
    box = page.locator(".panel").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.localName") != "a"
    assert_no_barriers(page)
    page.close()


@pytest.mark.parametrize(
    "options",
    [
        {"color_scheme": "dark"},
        {"forced_colors": "active"},
        {"reduced_motion": "reduce"},
        {"viewport": {"width": 320, "height": 256}},
    ],
    ids=["dark", "forced colours", "reduced motion", "zoomed to 400 %"],
)
def test_it_has_no_barriers_however_the_visitor_looks_at_it(
    browser: Browser, naast: Served, host: Host, options: dict[str, Any]
) -> None:
    page = browser.new_page(**options)
    page.goto(host.url)
    expect(launcher(page)).to_be_visible()
    assert_no_barriers(page)
    launcher(page).click()
    ask(page, "Mijn dochter van 3 komt elke avond uit bed")
    hear_answer(page)
    assert_no_barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for name in ("#ask", "#exit", "#menu-open", "#close", "#composer .button--main"):
        box = page.locator(name).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 43
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Grotere letters").click()
    assert_no_barriers(page)
    page.close()


def test_zoomed_to_400_percent_everything_can_be_scrolled_to(browser: Browser, naast: Served, host: Host) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 256})
    open_chat(page, host.url)
    page.mouse.move(160, 128)
    page.mouse.wheel(0, 5000)
    expect(page.locator("#composer .button--main")).to_be_in_viewport()
    page.mouse.wheel(0, -5000)
    expect(page.locator("#ask")).to_be_in_viewport()
    page.close()
