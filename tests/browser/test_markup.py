"""Markup in every field that somebody else reads stays text: nothing runs, nothing becomes an element."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenDesk
from tests.browser.served import Served
from tests.system import Professional, Visitor

pytestmark = pytest.mark.browser

_RUNS = "<script>document.title=2</script>"
MARKUP = f"<img src=x class=planted onerror=document.title=1><b class=planted>vet</b>{_RUNS}"
LINK = "javascript:document.title=3"
SHOWN = "<b class=planted>vet</b>"


def harmless(page: Page, *, shown: bool = True) -> None:
    """The words are there as they were typed; no element came of them and no script ran."""
    if shown:
        expect(page.locator("body")).to_contain_text(SHOWN, timeout=10_000)
    assert page.locator(".planted").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.title() not in ("1", "2", "3")


@pytest.fixture
def planted(visitor: Visitor, desk: Served) -> Professional:
    """A visitor and a professional typed markup wherever they can."""
    visitor.say(f"{MARKUP} {LINK}")
    fields = ("question", "tried", "strengths", "network", "wish", "language", "plan")
    visitor.call("PUT", "/handover", json=dict.fromkeys(fields, MARKUP)).raise_for_status()
    plan = dict.fromkeys(("goal", "works", "helpers", "step"), MARKUP)
    visitor.call("PUT", "/plan", json=plan).raise_for_status()
    professional = Professional(desk.url, "medewerker1")
    on = f"/conversations/{visitor.id}"
    due = (date.today() + timedelta(days=2)).isoformat()
    made = professional.post("/requests", kind="jim", words={"who": MARKUP, "why": MARKUP})
    for answer in (
        professional.post(f"{on}/claim"),
        professional.post(f"{on}/messages", client_message_id="1", text=f"{MARKUP} {LINK}"),
        professional.post(f"{on}/notes", text=MARKUP),
        professional.post(f"{on}/tasks", text=MARKUP, due=due),
        professional.post(f"/requests/{made.json()['id']}/take"),
        professional.post(f"/requests/{made.json()['id']}/notes", text=MARKUP),
    ):
        answer.raise_for_status()
    return professional


def test_on_the_desk_what_a_visitor_and_a_colleague_typed_stays_text(
    planted: Professional, open_desk: OpenDesk, visitor: Visitor, desk: Served
) -> None:
    page = open_desk("medewerker1")
    page.locator("#queue-mine a.item").first.click()
    expect(page.locator("#composer-text")).to_be_visible()
    harmless(page)
    page.goto(f"{desk.url}/werkplek/aanvragen")
    page.wait_for_selector("body[data-ready]")
    harmless(page, shown=False)
    page.locator("a[href^='#/aanvraag/']").first.click()
    harmless(page)


def test_on_the_visitors_pages_what_a_professional_typed_stays_text(
    planted: Professional, open_desk: OpenDesk, visitor: Visitor, desk: Served
) -> None:
    page = open_desk("medewerker2")  # only for its browser session
    page.goto(f"{desk.url}/static/weg.html")  # a page that begins no conversation of its own
    kept = json.dumps({"id": visitor.id, "token": visitor.token, "seq": 0})
    page.evaluate("value => sessionStorage.setItem('naast.parent', value)", kept)
    for path in ("/", "/plan"):
        page.goto(f"{desk.url}{path}")
        if path == "/plan":
            page.wait_for_selector("textarea, input")
            expect(page.locator("textarea, input").first).to_have_value(re.compile("<b class=planted>"))
        harmless(page, shown=path == "/")


@pytest.mark.parametrize("path", ["/", "/werkplek", "/plan", "/terug"])
def test_markup_in_an_address_stays_out_of_the_page(open_desk: OpenDesk, desk: Served, path: str) -> None:
    page = open_desk("medewerker1")
    page.goto(f"{desk.url}{path}?inloggen={MARKUP}&q={MARKUP}&gemeente={MARKUP}#{MARKUP}")
    page.wait_for_load_state("networkidle")
    harmless(page, shown=False)
