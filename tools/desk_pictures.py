"""Make the pictures of the desk for README and staff handbook: `python -m tools.desk_pictures`. Needs Chromium.

The people and words in them are made up; the dialogue engine is a stand-in that answers from the knowledge.
"""

from __future__ import annotations

import dataclasses
from datetime import date, time, timedelta

import httpx
from playwright.sync_api import Browser, Page

from naast.content import load_content
from naast.knowledge.answer import answer
from naast.settings import Settings
from naast.understanding.load import load_understander
from tests.browser.served import Served
from tests.system import PASSWORD, Visitor
from tools.pictures import browser, naast, shoot


def main() -> None:
    settings = Settings()
    content = load_content(settings)
    understander = load_understander(settings, content.topics)
    with naast(understander, content) as desk, browser() as chromium:
        _conversation(desk, chromium)
        _other_pages(desk, chromium)


def _conversation(desk: Served, chromium: Browser) -> None:
    _ask(desk, "Mijn zoon van 14 wil niet meer naar school en zit de hele dag op zijn kamer")
    _ask(desk, "Hoe krijg ik mijn peuter van het buikje af? Ze eet zo slecht")
    urgent = _ask(desk, "ik wil niet meer leven", audience="youth")
    family = _ask(desk, "Mijn dochter van 3 komt elke avond tien keer uit bed, ze wil niet slapen")
    page = _open(desk, chromium, "medewerker1")
    page.get_by_role("link", name="Niet willen slapen").first.click()
    page.get_by_role("button", name="Oppakken").click()
    _say(page, "Dag, ik ben Medewerker 1 van het CJG. Ik heb gelezen wat je schreef. Neem de tijd.")
    family.say("Fijn dat je er bent. Vanavond was het weer zover. We zijn gesloopt.")
    _say(page, "Dat klinkt zwaar. Op welke avond ging het beter? Wat deed je toen?")
    family.say("Als oma er is gaat het wel. Dan lezen ze eerst samen.")
    page.wait_for_timeout(800)
    page.fill("#note-text", "Oma erbij vragen voor een vaste avond")
    page.get_by_role("button", name="Bewaar notitie").click()
    page.fill("#search-text", "slapen")
    page.wait_for_timeout(2500)
    page.evaluate("document.querySelector('#panel').scrollTo(0, 0)")
    shoot(page, "desk")
    page.get_by_role("button", name="Iemand erbij halen").click()
    page.wait_for_timeout(500)
    shoot(page, "desk-erbij")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Afsluiten").click()
    page.get_by_label("Advies", exact=True).check()
    page.get_by_label("Nee", exact=True).check()
    page.fill("#next-step", "Ik bel je vrijdag om te horen hoe het gaat.")
    page.fill("#follow-up-text", "terugkoppelen aan ouder")
    page.fill("#follow-up-due", (date.today() + timedelta(days=2)).isoformat())
    shoot(page, "desk-afsluiten")
    page.keyboard.press("Escape")
    page.close()
    dark = _open(desk, chromium, "medewerker2", color_scheme="dark")
    dark.locator("#queue-first a.item").first.click()
    dark.wait_for_timeout(800)
    shoot(dark, "desk-donker")
    dark.close()
    small = _open(desk, chromium, "medewerker3", viewport={"width": 390, "height": 844})
    small.wait_for_timeout(500)
    shoot(small, "desk-telefoon")
    small.close()
    assert urgent.mode() == "waiting"


def _other_pages(desk: Served, chromium: Browser) -> None:
    service = desk.app.state.service
    (place,) = service.content.municipalities.values()
    office = dataclasses.replace(place, hours={day: (time(0), time(0, 1)) for day in range(7)})
    service.content.municipalities[place.id] = office
    family = _start(desk, "Mijn zoon van 8 is bang in het donker")
    call = {"when": "morgenochtend na 9 uur", "how": "06 00000000"}
    family.call("POST", "/callback", json=call).raise_for_status()
    page = _open(desk, chromium, "regisseur")
    for name, picture in (("Ochtend", "ochtend"), ("Redactie", "redactie"), ("Logboek", "logboek")):
        page.get_by_role("link", name=name).click()
        page.wait_for_timeout(800)
        shoot(page, f"desk-{picture}")
    page.close()
    admin = _open(desk, chromium, "beheerder")
    admin.wait_for_timeout(800)
    shoot(admin, "desk-beheer")
    admin.close()


def _start(desk: Served, text: str, audience: str = "parent") -> Visitor:
    """A visitor who reads the answer on what the line is about."""
    service = desk.app.state.service
    topic = service.content.topics[service.understander.search(text, audience, 1)[0].id]
    said = answer(topic, service.content.texts, age=None, youth=audience == "youth", demo=True)
    desk.engine.replies = [said.to_json()]
    made = httpx.post(f"{desk.url}/api/v1/conversations", json={"audience": audience}, timeout=30).json()
    visitor = Visitor(desk.url, made["id"], made["token"], made["messages"])
    visitor.say(text)
    visitor.read(15)
    return visitor


def _ask(desk: Served, text: str, audience: str = "parent") -> Visitor:
    visitor = _start(desk, text, audience)
    visitor.call("POST", "/handover", json={}).raise_for_status()
    return visitor


def _open(desk: Served, chromium: Browser, name: str, **options: object) -> Page:
    page = chromium.new_page(**({"viewport": {"width": 1440, "height": 900}} | options))  # type: ignore[arg-type]
    page.goto(f"{desk.url}/werkplek")
    page.fill("#email", f"{name}@demo.example")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#desk:not([hidden])", timeout=20_000)
    page.wait_for_timeout(1200)
    return page


def _say(page: Page, text: str) -> None:
    page.fill("#composer-text", text)
    page.keyboard.press("Enter")
    page.wait_for_timeout(700)


if __name__ == "__main__":
    main()
