"""The screening as it runs: the phrases of `knowledge/safety/` and the trained classifier."""

from __future__ import annotations

import pytest

from naast.safety import trained
from naast.safety.rules import SafetyRules
from naast.safety.screen import Screener
from naast.settings import Settings


@pytest.fixture(scope="session")
def rules() -> SafetyRules:
    return SafetyRules.load(Settings().knowledge_dir / "safety")


@pytest.fixture(scope="session")
def screener(rules: SafetyRules) -> Screener:
    """Trains when `naast train` hasn't run yet; takes a minute then."""
    settings = Settings()
    if trained.load(settings, rules.wording) is None:
        trained.train(settings)
    return Screener(rules, trained.load(settings, rules.wording))
