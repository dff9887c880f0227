"""Learning on every core gives what one process gives."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from naast.safety import fitting, reading_many
from naast.safety.fitting import Task, fit_all
from naast.safety.reading import Reader
from naast.safety.reading_many import read_all
from naast.safety.rules import SafetyRules
from naast.settings import Settings

TEXTS = ["mijn vader slaat mij", "hoe laat gaat het zwembad open", "ik wil dood. of toch niet"]


def test_lines_are_read_the_same_and_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = SafetyRules.load(Settings().knowledge_dir / "safety")
    monkeypatch.setattr(reading_many, "_AT_ONCE", 1)
    assert list(read_all(rules, TEXTS)) == [Reader(rules).read(text) for text in TEXTS]


def test_sums_are_fitted_the_same_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(0)
    matrix = sparse.csr_matrix(chance.random((60, 8)).astype(np.float32))
    everything = np.ones(60, dtype=np.bool_)
    tasks = [Task(everything, chance.random(60) > 0.5, np.ones(60)) for _ in range(3)]
    alone = fit_all(matrix, tasks)
    monkeypatch.setattr(fitting, "_MANY", 1)
    for rule, same in zip(fit_all(matrix, tasks), alone, strict=True):
        assert rule.offset == same.offset
        assert (rule.weights == same.weights).all()
