"""The trained classifier of an installation: made by `naast train`, measured by `naast eval safety`."""

from __future__ import annotations

import json
from pathlib import Path

from naast.safety.clues import Clues
from naast.safety.evaluation import evaluate
from naast.safety.indirect import SafetyModel
from naast.safety.lines import APART, load_lines, load_writers
from naast.safety.ordinary import load_ordinary, load_ordinary_apart
from naast.safety.report_page import as_text, write_report
from naast.safety.rules import SafetyRules
from naast.safety.training import Trainer
from naast.safety.wording import Wording
from naast.settings import PROJECT_ROOT, Settings


def model_dir(settings: Settings) -> Path:
    return settings.understanding_dir / "safety"


def train(settings: Settings) -> None:
    """Train on `data/safety/` and save. Takes two to three minutes."""
    _trainer(settings, SafetyRules.load(settings.knowledge_dir / "safety")).train().save(model_dir(settings))


def load(settings: Settings, wording: Wording) -> SafetyModel | None:
    """The trained classifier, or None when `naast train` hasn't run: then the phrases work alone."""
    try:
        return SafetyModel.load(model_dir(settings), _clues(settings, wording))
    except FileNotFoundError:
        return None


def main_report(
    settings: Settings, questions: Path | None = None, page: Path = PROJECT_ROOT / "docs" / "safety.md"
) -> str:
    """Measure, write `page`, and return the figures. `questions` has a JSON object with `text` on every line."""
    rules = SafetyRules.load(settings.knowledge_dir / "safety")
    asked = [json.loads(line)["text"] for line in questions.read_text("utf-8").splitlines()] if questions else []
    lines = load_lines(settings.training_dir / "safety")
    apart = load_writers(settings.training_dir / "unseen" / "safety", APART)
    apart += load_ordinary_apart(settings.training_dir)
    report = evaluate(rules, lines, _trainer(settings, rules), asked, apart)
    write_report(report, page)
    return as_text(report)


def _trainer(settings: Settings, rules: SafetyRules) -> Trainer:
    lines = load_lines(settings.training_dir / "safety")
    ordinary = load_ordinary(settings.training_dir, settings.knowledge_dir)
    return Trainer(_clues(settings, rules.wording), rules, lines, ordinary)


def _clues(settings: Settings, wording: Wording) -> Clues:
    return Clues.load(wording, settings.training_dir / "safety" / "concepts.yaml")
