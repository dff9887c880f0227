"""Questions of real parents, typed into the running page. They are kept beside this project, not in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.system import RunningSystem

pytestmark = [pytest.mark.engine, pytest.mark.browser]
_QUESTIONS = Path(__file__).parents[3] / "shared" / "eval" / "questions_dev.jsonl"
_ENOUGH = 20


def real_questions() -> list[str]:
    if not _QUESTIONS.exists():
        return []
    lines = [json.loads(line) for line in _QUESTIONS.read_text("utf-8").splitlines()]
    return [line["text"] for line in lines if line["scope"] == "in"][:_ENOUGH]


@pytest.mark.timeout(600)
@pytest.mark.skipif(not _QUESTIONS.exists(), reason="no questions of real parents beside this checkout")
def test_twenty_real_questions_each_get_an_answer_a_question_back_or_an_honest_no(
    browser: Browser, system: RunningSystem
) -> None:
    questions = real_questions()
    assert len(questions) == _ENOUGH
    for number, question in enumerate(questions):
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(system.url)
        expect(page.get_by_role("log")).to_contain_text("computer", timeout=15_000)
        page.fill("textarea", question)
        page.keyboard.press("Enter")
        asked = page.locator(".msg--visitor")
        expect(asked).to_have_count(1)
        reply = page.locator(".msg--visitor ~ .msg--bot")
        expect(reply.first, f"question {number} has no reply").to_be_visible(timeout=15_000)
        helped = reply.locator("h2, button")
        expect(helped.first, f"question {number}: neither an answer nor a choice").to_be_visible()
        expect(page.get_by_role("log")).not_to_contain_text("er gaat iets mis bij mij")
        page.close()
