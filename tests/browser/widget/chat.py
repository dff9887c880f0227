"""What somebody does in the widget, by name."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect


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
