"""A youth goes from WhatsApp to the private page and back, in real Chromium: one conversation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import unquote

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import assert_no_barriers
from tests.browser.served import Served, served
from tests.channels.conftest import NUMBER, whatsapp_settings
from tests.channels.graph_api import GraphApi, Phone
from tests.system import PASSWORD, eventually
from tests.web.app import Application

pytestmark = pytest.mark.browser


@pytest.fixture
def api() -> Iterator[GraphApi]:
    with GraphApi(lambda: datetime.now(UTC)) as api:
        yield api


@pytest.fixture
def naast(api: GraphApi, sqlite_application: Application) -> Iterator[Served]:
    """With WhatsApp set up."""
    with served(sqlite_application, **whatsapp_settings(api, hosts="127.0.0.1")) as running:
        yield running


@pytest.fixture
def phone(naast: Served, api: GraphApi) -> Phone:
    def deliver(body: bytes, headers: dict[str, str]) -> int:
        answer = httpx.post(f"{naast.url}/api/v1/channels/whatsapp", content=body, headers=headers, timeout=20)
        return answer.status_code

    return Phone(api, deliver, NUMBER)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """The browser of a youth's phone; an app that it would open is noted, not opened."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.route("https://wa.me/**", lambda route: route.fulfill(body="WhatsApp"))
    yield page
    page.close()


def move(phone: Phone, page: Page, naast: Served) -> None:
    """The youth typed a line in WhatsApp, and opens the link to the private page."""
    phone.says("ik vind het thuis niet zo leuk")
    phone.says("privé")
    code = phone.hears("/verder#").split("/verder#")[1].split()[0]
    page.goto(f"{naast.url}/verder#{code}")
    page.get_by_role("button", name="Open mijn gesprek").click()


def test_the_conversation_goes_on_privately_and_back_in_the_app(phone: Phone, page: Page, naast: Served) -> None:
    move(phone, page, naast)
    expect(page.get_by_text("ik vind het thuis niet zo leuk")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("Je praat nu privé")).to_be_visible()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Terug naar WhatsApp").scroll_into_view_if_needed()
    assert_no_barriers(page)
    page.get_by_role("button", name="Terug naar WhatsApp").click()
    page.wait_for_url("https://wa.me/**")
    phone.says(unquote(page.url.split("text=")[1]))
    phone.hears("Je bent weer hier")


def test_a_link_works_once_and_says_how_to_get_another(
    phone: Phone, page: Page, naast: Served, browser: Browser
) -> None:
    move(phone, page, naast)
    expect(page.get_by_text("Je praat nu privé")).to_be_visible(timeout=15_000)
    page.goto(f"{naast.url}/verder#{'a' * 24}")
    page.get_by_role("button", name="Open mijn gesprek").click()
    expect(page.get_by_role("alert")).to_contain_text("Deze link werkt niet meer. Typ in de app: privé.")
    assert_no_barriers(page)


def test_who_began_on_the_website_sees_no_way_to_an_app(page: Page, naast: Served) -> None:
    page.goto(f"{naast.url}/jong")
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("button", name="Download mijn gesprek")).to_be_visible()
    expect(page.get_by_role("button", name="Terug naar WhatsApp")).to_have_count(0)


def test_what_did_not_arrive_stands_in_the_morning_list(
    api: GraphApi, phone: Phone, page: Page, naast: Served
) -> None:
    api.fails(131026)
    phone.says("hoi")
    page.goto(f"{naast.url}/werkplek")
    page.fill("#email", "medewerker1@demo.example")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    eventually(lambda: not api.faults[0].times, 10)
    page.get_by_role("link", name="Ochtend").click()
    expect(page.locator("#morning-undelivered")).to_contain_text("WhatsApp", timeout=15_000)
    assert_no_barriers(page)
