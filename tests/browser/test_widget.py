"""The widget in real Chromium, on other people's websites."""

from __future__ import annotations

import dataclasses
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from naast.content import KnowledgeContent
from naast.errors import SetupError
from naast.knowledge.answer import answer
from naast.knowledge.widget_rules import WidgetRules
from tests.browser.conftest import assert_no_barriers
from tests.browser.hosts import HOSTILE_CSS, OLD_JQUERY, Host, strict_csp, website
from tests.browser.served import Served, served
from tests.npm import THEMES, fetch, member
from tests.system import Professional
from tests.web.app import Application

pytestmark = pytest.mark.browser
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


def launcher(page: Page) -> Any:
    return page.get_by_role("button", name="Stel je vraag")


def open_chat(page: Page, url: str) -> None:
    page.goto(url)
    launcher(page).click()
    expect(page.get_by_text("Ik ben Naast")).to_be_visible(timeout=30_000)


def ask(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.press("#text", "Enter")


def said(page: Page, text: str) -> Any:
    return page.locator(".msg--visitor", has_text=text)


def hear_answer(page: Page) -> None:
    expect(page.get_by_role("heading", name="Niet willen slapen")).to_be_visible(timeout=30_000)


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


def test_a_line_in_turkish_is_answered_in_turkish_with_numbers_and_a_person(page: Page, host: Host) -> None:
    open_chat(page, host.url)
    ask(page, "Kızım geceleri uyumuyor, ne yapabilirim?")
    answered = page.locator(".bubble.language [lang=tr]")
    expect(answered).to_contain_text("Tercüman isteyebilirsin")
    expect(answered.locator("a[href='tel:112']")).to_be_visible()
    expect(page.get_by_role("button", name="Bir çalışanla konuş")).to_be_visible()
    assert_no_barriers(page)


def test_the_menu_shows_the_fixed_text_in_arabic_from_right_to_left(page: Page, naast: Served, host: Host) -> None:
    naast.engine.replies = [{"text": "Ik haal er iemand bij.", "card": {"type": "handover", "state": "offered"}}]
    open_chat(page, host.url)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Andere taal").click()
    page.get_by_role("button", name="العربية").click()
    text = page.locator("#languages [lang=ar]")
    expect(text).to_have_css("direction", "rtl")
    expect(text.locator("a[href='tel:0800-2000'], a[href='tel:08002000']")).to_be_visible()
    assert_no_barriers(page)
    page.get_by_role("button", name="تحدث مع شخص").click()
    expect(page.get_by_label("Mijn taal")).to_have_value("العربية")


def test_a_message_can_be_read_aloud_in_the_language_it_is_in(page: Page, host: Host) -> None:
    page.add_init_script(
        "globalThis.spoken = [];SpeechSynthesis.prototype.speak = (words) => spoken.push([words.lang, words.text])"
    )
    open_chat(page, host.url)
    ask(page, "Kızım geceleri uyumuyor, ne yapabilirim?")
    expect(page.locator("[lang=tr]")).to_be_visible()
    page.locator(".msg--bot").last.get_by_role("button", name="Lees voor").click()
    page.wait_for_function("spoken.length === 1")
    assert page.evaluate("spoken[0][0]") == "tr"
    assert "Ben Naast" in page.evaluate("spoken[0][1]")


def test_what_is_kept_is_told_in_the_menu_and_the_conversation_can_be_taken_and_deleted(
    page: Page, host: Host
) -> None:
    open_chat(page, host.url)
    ask(page, "Mijn dochter van 3 komt elke avond uit bed")
    hear_answer(page)
    page.get_by_role("button", name="Menu").click()
    expect(page.locator("#kept")).to_contain_text("30 dagen")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download mijn gesprek").click()
    assert "elke avond uit bed" in Path(taken.value.path()).read_text("utf-8")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Verwijder mijn gesprek").click()
    page.locator("#sure-yes").click()
    expect(page.get_by_text("Je gesprek is verwijderd.")).to_be_visible()
    expect(said(page, "elke avond uit bed")).to_have_count(0)
    assert_no_barriers(page)
    page.get_by_role("button", name="Begin een nieuw gesprek").click()
    expect(page.get_by_text("Ik ben Naast")).to_be_visible()
    ask(page, "Mijn dochter van 3 slaapt niet")
    hear_answer(page)


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


@pytest.mark.parametrize("theme", THEMES)
def test_it_takes_the_colours_of_a_published_municipal_theme(
    page: Page, naast: Served, host: Host, npm: Any, theme: str
) -> None:
    package, sheet = THEMES[theme]
    open_chat(page, host.url)
    plain = colours(page)
    host.head = '<link rel="stylesheet" href="/theme.css">'
    host.attributes = f'data-theme="{theme}"'
    host.files["/theme.css"] = ("text/css", npm(package, sheet))
    page.reload()
    expect(page.get_by_text("Ik ben Naast")).to_be_visible(timeout=30_000)
    themed = colours(page)
    assert themed != plain
    ask(page, "Mijn dochter van 3 komt elke avond uit bed")
    hear_answer(page)
    assert_no_barriers(page)


def colours(page: Page) -> Any:
    """Colour and type of the button that sends."""
    script = "e => { const s = getComputedStyle(e); return [s.backgroundColor, s.fontFamily, s.borderRadius] }"
    return page.locator("#composer .button--main").evaluate(script)
