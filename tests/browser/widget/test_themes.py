"""The widget takes the colours of published municipal themes."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_no_barriers
from tests.browser.hosts import Host
from tests.browser.served import Served
from tests.browser.widget.chat import ask, hear_answer, open_chat
from tests.npm import THEMES

pytestmark = pytest.mark.browser


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
