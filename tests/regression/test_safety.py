"""Cases that went wrong once, or nearly. A known failure that passes has to be taken off the list."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from naast.safety import trained
from naast.safety.rules import SafetyRules
from naast.safety.screen import Screener
from naast.settings import Settings

DATA: dict[str, Any] = json.loads((Path(__file__).parent / "safety.json").read_text("utf-8"))
KNOWN_FAILURES: list[str] = DATA["known_failures"]


@pytest.fixture(scope="module")
def screener() -> Screener:
    """Trains when `naast train` hasn't run yet; takes a minute then."""
    settings = Settings()
    rules = SafetyRules.load(settings.knowledge_dir / "safety")
    if trained.load(settings, rules.wording) is None:
        trained.train(settings)
    return Screener(rules, trained.load(settings, rules.wording))


@pytest.mark.parametrize("case", DATA["cases"], ids=[case["id"] for case in DATA["cases"]])
def test_a_case_goes_as_expected_unless_it_is_a_known_failure(screener: Screener, case: dict[str, str]) -> None:
    found = screener.screen(case["text"])
    passes = found.safety_class == case["expect"] and case.get("category") in (None, found.category)
    if case["id"] in KNOWN_FAILURES:
        assert not passes, f"{case['id']} passes now: take it off known_failures in safety.json"
    else:
        assert passes, f"{found.safety_class} {found.category} by {found.words!r}"


def test_every_known_failure_is_a_case() -> None:
    assert set(KNOWN_FAILURES) <= {case["id"] for case in DATA["cases"]}
