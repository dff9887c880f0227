"""Requests and volunteers in real Chromium: from a visitor's yes to a first meeting, and axe on every page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import assert_no_barriers
from tests.system import PASSWORD, RunningSystem, Visitor

pytestmark = [pytest.mark.engine, pytest.mark.browser]

PHONE = "06-12345678"
NAME = "zo heet deze vrijwilliger"
ANSWERS = (
    "een middag per week spelen",
    "6",
    "woensdagmiddag",
    "we eten vegetarisch",
    "rustige mensen",
    "koken",
    "mijn zus",
)


def at_the_desk(browser: Browser, system: RunningSystem, name: str, scheme: str = "light") -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{system.url}/werkplek")
    page.fill("input[type=email]", f"{name}@demo.example")
    page.fill("input[type=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Aanvragen").click(timeout=15_000)
    page.wait_for_selector("body[data-ready]")
    return page


@pytest.fixture
def asked(system: RunningSystem) -> Visitor:
    """A parent who let a request for a steungezin be passed on."""
    visitor = system.visitor()
    visitor.ask("ik zoek een steungezin voor mijn kind")
    visitor.ask(choice="start:steungezin")
    for line in (*ANSWERS, "1000", "ja"):
        visitor.ask(line)
    return visitor


@pytest.fixture
def coordinator(browser: Browser, system: RunningSystem) -> Iterator[Page]:
    page = at_the_desk(browser, system, "coordinator")
    yield page
    page.close()


def add_volunteer(page: Page) -> None:
    """A volunteer who passed every check, made with the form. Waits for the page after each change."""
    page.get_by_role("link", name="Vrijwilligers").click()
    everybody = page.locator("section[aria-labelledby^='v-']")
    expect(page.get_by_role("button", name="Voeg deze vrijwilliger toe")).to_be_visible()
    before = everybody.count()
    new = page.get_by_role("region", name="Nieuwe vrijwilliger")
    new.get_by_label("Steungezin", exact=True).check()
    new.get_by_label("Naam").fill(NAME)
    new.get_by_label("Telefoon").fill(PHONE)
    new.get_by_label("Postcode, 4 cijfers").fill("1001")
    new.get_by_label("woensdag middag").check()
    page.get_by_role("button", name="Voeg deze vrijwilliger toe").click()
    expect(everybody).to_have_count(before + 1)
    newest = everybody.last
    newest.get_by_text("Iets melden of veranderen").click()
    for label in ("Datum van de VOG", "Referenties gebeld op", "Gedragscode getekend op"):
        newest.get_by_label(label).fill("2026-10-01")
    newest.get_by_role("button", name="Bewaar de data").click()
    expect(newest.get_by_text("geldig tot en met")).to_be_visible()
    newest.get_by_text("Iets melden of veranderen").click()
    newest.get_by_role("button", name="meedoen").click()
    expect(newest.get_by_role("heading", name="Doet mee")).to_be_visible()


def test_from_a_parents_yes_to_a_first_meeting_with_four_eyes(
    asked: Visitor, coordinator: Page, browser: Browser, system: RunningSystem
) -> None:
    add_volunteer(coordinator)
    assert_no_barriers(coordinator)
    request = asked.call("GET", "/requests").json()["requests"][0]["id"]
    coordinator.goto(f"{system.url}/werkplek/aanvragen#/aanvraag/{request}")
    coordinator.get_by_role("button", name="Pak op").click()
    coordinator.get_by_role("button", name="Stel V-").first.click()
    coordinator.get_by_role("button", name="Ik geef akkoord").click()
    expect(coordinator.get_by_text("Akkoord van 1 van de 2")).to_be_visible()
    coordinator.get_by_role("button", name="Begin met het voorbeeld").click()
    expect(coordinator.get_by_label("Afspraken op papier")).not_to_have_value("")
    coordinator.get_by_role("button", name="Leg de afspraken vast").click()
    expect(coordinator.get_by_text("De afspraken staan op papier.")).to_be_visible()
    coordinator.get_by_label("Dag van de kennismaking").fill("2026-12-02")
    coordinator.get_by_role("button", name="Plan de kennismaking").click()
    expect(coordinator.get_by_text("Eerst geven 2 medewerkers akkoord")).to_be_visible()
    assert_no_barriers(coordinator)
    colleague = at_the_desk(browser, system, "medewerker3")
    colleague.goto(f"{system.url}/werkplek/aanvragen#/aanvraag/{request}")
    colleague.get_by_role("button", name="Ik geef akkoord").click()
    expect(colleague.get_by_text("Akkoord van 2 van de 2")).to_be_visible()
    assert PHONE not in colleague.content()
    coordinator.reload()
    coordinator.get_by_label("Dag van de kennismaking").fill("2026-12-02")
    coordinator.get_by_role("button", name="Plan de kennismaking").click()
    expect(coordinator.get_by_role("button", name="Begin de proeftijd")).to_be_visible()


def test_a_colleague_sees_the_volunteer_and_never_the_name_or_number(
    coordinator: Page, browser: Browser, system: RunningSystem
) -> None:
    add_volunteer(coordinator)
    expect(coordinator.get_by_text(PHONE).first).to_be_visible()
    colleague = at_the_desk(browser, system, "medewerker4")
    colleague.get_by_role("link", name="Vrijwilligers").click()
    expect(colleague.get_by_role("heading", name="V-").first).to_be_visible()
    assert PHONE not in colleague.content()
    assert NAME not in colleague.content()


def test_a_profile_is_changed_in_place_and_a_wrong_one_says_what_is_missing(coordinator: Page) -> None:
    add_volunteer(coordinator)
    newest = coordinator.locator("section[aria-labelledby^='v-']").last
    newest.get_by_text("Iets melden of veranderen").click()
    newest.get_by_label("vrijdag avond").check()
    newest.get_by_label("Talen, zo: nl, ar").fill("nl, ar")
    newest.get_by_role("button", name="Bewaar het profiel").click()
    expect(newest.get_by_text("wo-middag, vr-avond")).to_be_visible()
    expect(newest.get_by_text("ar, nl", exact=True)).to_be_visible()
    newest.get_by_text("Iets melden of veranderen").click()
    newest.get_by_label("Postcode, 4 cijfers").fill("10")
    newest.get_by_role("button", name="Bewaar het profiel").click()
    expect(coordinator.get_by_role("alert")).to_contain_text("4 cijfers")


def test_what_a_family_looks_for_is_filled_in_after_a_talk(
    asked: Visitor, coordinator: Page, system: RunningSystem
) -> None:
    request = asked.call("GET", "/requests").json()["requests"][0]["id"]
    coordinator.goto(f"{system.url}/werkplek/aanvragen#/aanvraag/{request}")
    coordinator.get_by_role("button", name="Pak op").click()
    expect(coordinator.get_by_role("button", name="Pak op")).to_have_count(0)
    coordinator.get_by_text("Vul aan of verander").click()
    coordinator.get_by_label("Leeftijden, zo: 4, 7").fill("6, 9")
    coordinator.get_by_label("zaterdag ochtend").check()
    coordinator.get_by_role("button", name="Bewaar waar we op zoeken").click()
    expect(coordinator.get_by_label("zaterdag ochtend")).to_be_hidden()
    coordinator.get_by_text("Vul aan of verander").click()
    expect(coordinator.get_by_label("Leeftijden, zo: 4, 7")).to_have_value("6, 9")
    expect(coordinator.get_by_label("zaterdag ochtend")).to_be_checked()
    assert_no_barriers(coordinator)


@pytest.mark.usefixtures("asked")
def test_axe_finds_nothing_on_the_board_in_both_themes(browser: Browser, system: RunningSystem) -> None:
    for scheme in ("light", "dark"):
        page = at_the_desk(browser, system, "coordinator", scheme)
        for place in ("", "#/vrijwilligers", "#/plan"):
            page.goto(f"{system.url}/werkplek/aanvragen{place}")
            page.reload()  # another part behind the # alone doesn't load the page again
            page.wait_for_selector("body[data-ready]")
            assert_no_barriers(page)
        page.close()


def test_a_visitor_leaves_a_number_beside_the_chat_and_takes_the_request_back(
    browser: Browser, system: RunningSystem
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(system.url)
    page.on("dialog", lambda dialog: dialog.accept())
    for line in ("ik zoek een steungezin voor mijn kind", "ja", *ANSWERS, "1000", "ja"):
        before = page.locator(".bubble").count()
        page.fill("#text", line)
        page.keyboard.press("Enter")
        page.wait_for_function(
            "n => document.querySelectorAll('.bubble').length >= n + 2", arg=before, timeout=20_000
        )
    page.get_by_label("Op welk nummer of mailadres?").fill(PHONE)
    assert_no_barriers(page)
    page.get_by_role("button", name="Bewaar voor de coördinator").click()
    expect(page.get_by_text("Alleen de coördinator ziet het.")).to_be_visible(timeout=15_000)
    assert PHONE not in page.locator("#log").inner_text()
    page.close()
