"""The widget on other people's websites: their rules, their style sheets, their scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hosts import HOSTILE_CSS, OLD_JQUERY, Host, strict_csp, website
from tests.browser.served import Served
from tests.browser.widget.chat import ask, hear_answer, launcher, open_chat, said

pytestmark = pytest.mark.browser


def test_it_works_where_only_a_script_with_the_nonce_may_run(page: Page, naast: Served, host: Host) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    host.csp = strict_csp(naast.url)
    open_chat(page, host.url)
    ask(page, "Mijn dochter van 3 komt elke avond uit bed")
    hear_answer(page)
    page.get_by_role("button", name="Menu").click()
    assert [line for line in refused if "Content Security Policy" in line or "Trusted" in line] == []


def test_hostile_style_sheets_of_the_page_do_not_reach_it(page: Page, host: Host) -> None:
    host.head = HOSTILE_CSS
    open_chat(page, host.url)
    ask(page, "Mijn dochter van 3 komt elke avond uit bed")
    hear_answer(page)
    look = page.locator("#ask").evaluate(
        "e => { const s = getComputedStyle(e); return [s.textTransform, s.opacity, s.color, e.offsetHeight] }"
    )
    assert look[:2] == ["none", "1"]
    assert look[2] != "rgb(255, 0, 0)"
    assert 44 <= look[3] <= 80
    assert page.locator(".panel").bounding_box()["width"] > 350  # type: ignore[index]


def test_an_old_page_with_errors_and_greedy_shortcuts_does_not_break_it(
    page: Page, host: Host, jquery: bytes
) -> None:
    host.head = OLD_JQUERY
    host.files["/jquery.js"] = ("text/javascript", jquery)
    page.goto(host.url)
    launcher(page).click()
    page.locator("#text").press_sequentially("Mijn dochter slaapt niet")
    page.keyboard.press("Enter")
    expect(said(page, "Mijn dochter slaapt niet")).to_be_visible()
    hear_answer(page)
    assert page.evaluate("$.fn.jquery.startsWith('1.')")


def test_a_website_that_is_not_on_the_list_gets_no_button(page: Page, naast: Served, host: Host) -> None:
    with website() as other:
        other.naast = naast.url
        with page.expect_console_message(lambda message: "staat niet op deze pagina" in message.text):
            page.goto(other.url)
        expect(page.locator("naast-chat")).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "attributes", "head", "there"),
    [
        ("/opvoeden", "", "", True),
        ("/klachten/nieuw", "", "", False),
        ("/opvoeden/slapen", 'data-show="/opvoeden/*"', "", True),
        ("/wonen", 'data-show="/opvoeden/*"', "", False),
        ("/opvoeden/geheim", 'data-show="/opvoeden/*" data-hide="/opvoeden/geheim"', "", False),
        ("/opvoeden", "", '<meta name="naast" content="off">', False),
    ],
)
def test_rules_of_the_page_and_the_municipality_decide_where_it_stands(
    page: Page, host: Host, path: str, attributes: str, head: str, there: bool
) -> None:
    host.attributes, host.head = attributes, head
    page.goto(host.url + path)
    page.wait_for_function("document.querySelector('naast-chat')")
    expect(launcher(page)).to_be_visible(visible=there)


def test_on_the_youths_pages_it_has_the_youths_tone(page: Page, host: Host) -> None:
    page.goto(f"{host.url}/jongeren/hulp")
    launcher(page).click()
    for first in ("Ik zoek een mentor", "Ik wil iemand spreken", "Ik heb een vraag"):
        expect(page.get_by_role("button", name=first)).to_be_visible()


def test_nothing_on_the_page_moves_when_it_comes_and_opens(page: Page, host: Host) -> None:
    page.add_init_script(
        "globalThis.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(e => moved += e.value))"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    page.goto(host.url)
    before = page.locator("main p").bounding_box()
    expect(launcher(page)).to_be_visible()
    assert page.evaluate("moved") == 0
    launcher(page).click()
    expect(page.get_by_text("Ik ben Naast")).to_be_visible(timeout=30_000)
    assert page.locator("main p").bounding_box() == before
    assert page.evaluate("moved") == 0
