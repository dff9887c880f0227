"""Make the pictures of the visitor's side for the README: `python -m tools.visitor_pictures`.

Needs Chromium, and npm for the municipal theme. The words are made up; the dialogue engine is a stand-in that
answers from the knowledge.
"""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from naast.content import KnowledgeContent, load_content
from naast.knowledge.answer import answer
from naast.knowledge.widget_rules import WidgetRules
from naast.settings import Settings
from naast.understanding.load import load_understander
from tests.browser.hosts import Host, website
from tests.browser.served import Served
from tests.npm import THEMES, fetch, member
from tools.pictures import browser, naast, shoot

PHONE = {"viewport": {"width": 390, "height": 780}}
OFFER = {
    "text": "Ik haal er iemand bij. Kijk eerst wat die leest.",
    "card": {"type": "handover", "state": "offered"},
}
HOST_STYLE = """<link rel="stylesheet" href="/theme.css"><style>
body { margin: 0; font: 18px/1.6 var(--utrecht-document-font-family, sans-serif) }
body { color: #1d1d1d; background: #fff }
header { padding: 20px 48px; color: #fff; background: var(--utrecht-button-primary-action-background-color, #333) }
main { max-width: 34em; padding: 24px 48px } h1 { margin: 0; font-size: 28px }
a { color: var(--utrecht-link-color) }
</style>"""
HOST_TEXT = """<h2>Opgroeien en opvoeden</h2><p>Elk kind groeit op zijn eigen manier op. Heb je een vraag over je
kind, of over jezelf? Dan kun je bij ons terecht.</p><p><a href="#">Een afspraak maken</a></p>
<p><a href="#">Sporten met korting</a></p><p><a href="#">Leerlingenvervoer aanvragen</a></p>"""


ANSWERS = (
    ("driftbuien", "Onze zoon van 2 gooit zich gillend op de grond in de supermarkt", 2, False),
    ("gamen", "Hij zit tot middernacht achter zijn scherm, hij is 13", 13, False),
    ("gepest", "Mijn dochter van 9 durft niet meer naar het schoolplein", 9, False),
    ("scheiding", "We gaan uit elkaar, hoe vertellen we het de kinderen", None, False),
    ("stress_prestatiedruk", "ik heb elke week toetsen en ik kan niet meer slapen", 15, True),
)
"""Topic, what somebody types, age, youth: the answers in the editors' handbook."""


def main() -> None:
    settings = Settings()
    content = load_content(settings)
    understander = load_understander(settings, content.topics)
    with (
        tempfile.TemporaryDirectory() as folder,
        website() as host,
        browser() as chromium,
        naast(understander, _with_website(content, host.url)) as running,
    ):
        host.naast = running.url
        _own_pages(running, chromium, content)
        _answers(running, chromium, content)
        _on_a_website(running, chromium, host, content, Path(folder))


def _with_website(content: KnowledgeContent, url: str) -> KnowledgeContent:
    (place,) = content.municipalities.values()
    listed = dataclasses.replace(place, widget=WidgetRules(frozenset({url})))
    return dataclasses.replace(content, municipalities={place.id: listed})


def _own_pages(running: Served, chromium: Browser, content: KnowledgeContent) -> None:
    with_answer = _reply(content, "peuter_slaapt_niet")
    phone = _open(chromium, running.url, **PHONE)
    _ask(running, phone, "Mijn dochter van 3 komt elke avond tien keer uit bed", with_answer)
    shoot(phone, "phone")
    _ask(running, phone, "Ik wil iemand spreken", OFFER)
    phone.get_by_role("heading", name="Dit leest de medewerker").scroll_into_view_if_needed()
    phone.fill("#field-tried", "Elke avond op tijd naar bed")
    phone.fill("#field-network", "Oma past soms op")
    phone.evaluate("document.querySelector('.sheet').scrollIntoView()")
    shoot(phone, "samenvatting")
    phone.close()
    lines = _open(chromium, f"{running.url}/jong", **PHONE)
    _ask(running, lines, "ik wil niet meer leven", with_answer)
    shoot(lines, "hulplijnen")
    lines.close()
    youth = _open(chromium, f"{running.url}/jong", **PHONE)
    shoot(youth, "jong")
    youth.close()
    desktop = _open(chromium, running.url, viewport={"width": 1100, "height": 760})
    _ask(running, desktop, "Mijn dochter van 3 komt elke avond tien keer uit bed", with_answer)
    shoot(desktop, "desktop")
    desktop.close()
    dark = _open(chromium, running.url, color_scheme="dark", **PHONE)
    _ask(running, dark, "Kızım geceleri uyumuyor, ne yapabilirim?", with_answer)
    shoot(dark, "andere-taal")
    dark.close()


def _answers(running: Served, chromium: Browser, content: KnowledgeContent) -> None:
    """Each on one screen of a phone, tips and sources folded."""
    for number, (topic, said, age, youth) in enumerate(ANSWERS, start=1):
        page = _open(chromium, f"{running.url}/jong" if youth else running.url, **PHONE)
        reply = answer(content.topics[topic], content.texts, age=age, youth=youth, demo=False)
        _ask(running, page, said, reply.to_json())
        shoot(page, f"antwoord-{number}")
        page.close()


def _on_a_website(running: Served, chromium: Browser, host: Host, content: KnowledgeContent, folder: Path) -> None:
    for theme, (package, sheet) in THEMES.items():
        with fetch(package, folder) as packed:
            host.files["/theme.css"] = ("text/css", member(packed, sheet))
        host.head, host.body, host.attributes = HOST_STYLE, HOST_TEXT, f'data-theme="{theme}"'
        page = chromium.new_page(viewport={"width": 1100, "height": 800})
        page.goto(host.url)
        page.evaluate(f"document.documentElement.classList.add('{theme}')")
        page.get_by_role("button", name="Stel je vraag").click()
        page.get_by_text("Ik ben Naast").wait_for()
        _ask(running, page, "Mijn zoon van 8 is bang in het donker", _reply(content, "kind_is_bang"))
        shoot(page, f"thema-{theme.removesuffix('-theme')}")
        page.close()


def _reply(content: KnowledgeContent, topic: str) -> dict[str, Any]:
    return answer(content.topics[topic], content.texts, age=None, youth=False, demo=False).to_json()


def _open(chromium: Browser, url: str, **options: Any) -> Page:
    page = chromium.new_page(**options)
    page.goto(url)
    page.get_by_text("Ik ben Naast").wait_for()
    return page


def _ask(running: Served, page: Page, text: str, reply: dict[str, Any]) -> None:
    running.engine.replies = [reply]
    before = page.locator(".msg").count()
    page.fill("#text", text)
    page.press("#text", "Enter")
    page.locator(".msg").nth(before + 1).wait_for(timeout=20_000)
    page.wait_for_timeout(1200)


if __name__ == "__main__":
    main()
