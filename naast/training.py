"""`naast train`: learn from the content what lines mean, and compile the engine's rules. Only when changed."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path

from naast.errors import SetupError
from naast.knowledge.topics import load_topics
from naast.safety import trained
from naast.settings import Settings
from naast.supervisor.serve import dialogue_environment
from naast.understanding.load import train_understanding

Say = Callable[[str], None]
_SCREENING_VERSION = "8-"
"""Another one when the way of learning changes: what was learnt before is learnt again."""


def train(settings: Settings, say: Say, *, only: str | None = None) -> None:
    """Train what is missing or out of date, or `only` that part of it. Raises SetupError or ContentError."""
    if only in (None, "understanding"):
        train_understanding(settings, load_topics(settings.knowledge_dir / "topics"), say)
    if only in (None, "screening"):
        train_screening(settings, say)
    if only in (None, "dialogue"):
        train_dialogue(settings, say)


def train_screening(settings: Settings, say: Say) -> None:
    """The classifier that weighs phrases and hears what is only said indirectly; phrases work without it."""
    stamp = trained.model_dir(settings) / "fingerprint"
    safety = settings.knowledge_dir / "safety"
    files = [*(settings.training_dir / "safety").rglob("*.yaml"), *(settings.training_dir / "nlu").glob("*.yml")]
    files += (settings.training_dir / "voices").glob("*.yaml")
    files += [safety / "words.yaml", safety / "contexts.yaml", *(safety / "categories").glob("*.yaml")]
    now = _SCREENING_VERSION + _fingerprint([*files, *(settings.knowledge_dir / "topics").glob("*.md")])
    if stamp.exists() and stamp.read_text() == now:
        say("screening: up to date")
        return
    say("screening: learning …")
    trained.train(settings)
    stamp.write_text(now)
    say("screening: trained")


def train_dialogue(settings: Settings, say: Say) -> None:
    """Compile `data/rules` and `bot/domain` with Rasa into one model file."""
    bot = settings.bot_dir.resolve()
    rules = (settings.training_dir / "rules").resolve()
    fingerprint = _fingerprint([bot / "config.yml", *bot.glob("domain/*.yml"), *rules.glob("*.yml")])
    stamp = settings.dialogue_model.with_suffix(".fingerprint")
    if settings.dialogue_model.exists() and stamp.exists() and stamp.read_text() == fingerprint:
        say("dialogue rules: up to date")
        return
    if not settings.resolved_bot_python.exists():
        raise SetupError(f"{settings.resolved_bot_python} is missing. Run `make run`, or see README.md.")
    say("dialogue rules: training …")
    command = [str(settings.resolved_bot_python), "-m", "rasa", "train", "core"]
    command += ["--config", "config.yml", "--domain", "domain", "--stories", str(rules)]
    command += ["--out", str(settings.dialogue_model.parent.resolve()), "--fixed-model-name", "model"]
    done = subprocess.run(command, cwd=bot, env=dialogue_environment(bot), capture_output=True, text=True)
    if done.returncode or not settings.dialogue_model.exists():
        raise SetupError(f"Rasa could not train the rules:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    stamp.write_text(fingerprint)
    say("dialogue rules: trained")


def _fingerprint(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()
