"""What stands behind the menu: languages, what is kept, and reading aloud."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_no_barriers
from tests.browser.hosts import Host
from tests.browser.served import Served
from tests.browser.widget.chat import ask, hear_answer, open_chat, said

pytestmark = pytest.mark.browser


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
