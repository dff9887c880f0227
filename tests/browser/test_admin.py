"""Accounts, the log, the second step of logging in, and reading what is not yours: in real Chromium."""

from __future__ import annotations

from datetime import UTC, datetime

import pyotp
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import OpenDesk, assert_no_barriers
from tests.browser.served import Served
from tests.browser.test_desk import pick_up
from tests.system import Visitor

pytestmark = pytest.mark.browser
PASSWORD = "een heel nieuw wachtwoord"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_administrator_invites_a_colleague_who_chooses_a_password(
    open_desk: OpenDesk, desk: Served, browser: Browser, scheme: str
) -> None:
    admin = open_desk("beheerder", color_scheme=scheme)
    expect(admin.locator("#admin")).to_be_visible()
    admin.get_by_role("button", name="Nodig een collega uit").click()
    assert_no_barriers(admin)
    admin.fill("#account-email", "nieuw@example.nl")
    admin.fill("#account-name", "Nieuwe collega")
    admin.get_by_role("button", name="Maak de uitnodiging").click()
    expect(admin.locator("#account-list")).to_contain_text("Nieuwe collega")
    assert_no_barriers(admin)
    invited = browser.new_page(color_scheme=scheme)
    invited.goto(admin.locator("#account-link").inner_text())
    expect(invited.locator("#invitation")).to_be_visible()
    assert_no_barriers(invited)
    invited.fill("#invitation-password", "kort")
    invited.keyboard.press("Enter")
    expect(invited.locator("#invitation-password-error")).to_contain_text("12 tekens")
    invited.fill("#invitation-password", PASSWORD)
    invited.keyboard.press("Enter")
    expect(invited.locator("#email")).to_have_value("nieuw@example.nl")
    invited.fill("#password", PASSWORD)
    invited.keyboard.press("Enter")
    expect(invited.locator("#desk")).to_be_visible(timeout=15_000)
    invited.close()
    admin.get_by_role("link", name="Logboek").click()
    expect(admin.locator("#log-rows")).to_contain_text("Maakte een account")
    assert_no_barriers(admin)


def test_reading_a_colleagues_chat_asks_for_a_reason(open_desk: OpenDesk, visitor: Visitor) -> None:
    owner, colleague = open_desk("medewerker1"), open_desk("medewerker2")
    pick_up(owner)
    colleague.locator("#queue-taken summary").click()
    colleague.locator("#queue-taken a.item").click()
    colleague.get_by_role("button", name="Toch lezen").click()
    colleague.get_by_role("button", name="Lees het gesprek").click()
    expect(colleague.locator("#look-reason-error")).to_be_visible()
    colleague.get_by_label("Ik vervang een collega").check()
    assert_no_barriers(colleague)
    colleague.get_by_role("button", name="Lees het gesprek").click()
    expect(colleague.locator("#messages")).to_contain_text("komt elke avond uit bed")
    assert_no_barriers(colleague)


def test_the_second_step_is_asked_when_it_is_set_up(open_desk: OpenDesk, desk: Served, browser: Browser) -> None:
    from naast.staff import second_factor
    from naast.store.tables import Staff

    service = desk.app.state.service
    with service.database.write() as session:
        staff = session.query(Staff).filter_by(name="Medewerker 1").one()
        secret = second_factor.begin(service.keyring, staff).secret
        staff.totp_confirmed = True
    page: Page = browser.new_page()
    page.goto(f"{desk.url}/werkplek")
    page.fill("#email", "medewerker1@demo.example")
    page.fill("#password", "een wachtwoord voor de proef")
    page.keyboard.press("Enter")
    expect(page.locator("#code")).to_be_focused(timeout=15_000)
    assert_no_barriers(page)
    page.fill("#code", pyotp.TOTP(secret).at(datetime.now(UTC)))
    page.keyboard.press("Enter")
    expect(page.locator("#desk")).to_be_visible(timeout=15_000)
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_setting_up_the_second_step_has_no_barriers(desk: Served, browser: Browser, scheme: str) -> None:
    """Outside the demo this page comes after the first log-in."""

    def must_set_up(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"need": "enrol"})

    page: Page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    page.route("**/api/v1/desk/login", must_set_up)
    page.goto(f"{desk.url}/werkplek")
    page.fill("#email", "medewerker1@demo.example")
    page.fill("#password", "een wachtwoord voor de proef")
    page.keyboard.press("Enter")
    expect(page.locator("#second-factor-code")).to_be_focused(timeout=15_000)
    secret = page.locator("#second-factor-secret").inner_text().replace(" ", "")
    assert_no_barriers(page)
    page.fill("#second-factor-code", "000000")
    page.keyboard.press("Enter")
    expect(page.locator("#second-factor-code-error")).to_be_visible()
    assert_no_barriers(page)
    page.fill("#second-factor-code", pyotp.TOTP(secret).at(datetime.now(UTC)))
    page.keyboard.press("Enter")
    expect(page.locator("#desk")).to_be_visible(timeout=15_000)
    page.close()
