"""What people ask on an ordinary day: most of all messages, and nobody is in danger.

Short answers in a guided talk (`data/safety/ordinary.yaml`), examples of topics and intents, and their voices
(docs/decisions/0023), except where that file says that people tell of danger there as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from naast.evaluation.questions import load_questions
from naast.knowledge.topics import load_topics
from naast.safety.lines import APART, Line
from naast.safety.screening import SafetyClass
from naast.understanding.intents import load_intents
from naast.understanding.voices import read_voices
from naast.yaml_files import read_yaml

ORDINARY = "ordinary"
Said = tuple[str, Iterable[str]]
"""The topic or intent, and what is said of it."""


def load_ordinary(training_dir: Path, knowledge_dir: Path) -> list[Line]:
    """Each text once; kind and beginning of the source are ORDINARY."""
    left_out = _left_out(training_dir)
    answers = map(str, read_yaml(training_dir / "safety" / "ordinary.yaml")["answers"])
    topics = [(topic.id, topic.examples) for topic in load_topics(knowledge_dir / "topics").values()]
    own = _said([*topics, *load_intents(training_dir / "nlu").items()], left_out)
    lines = [_line(text, ORDINARY) for text in (*answers, *own)]
    for voice in read_voices(training_dir / "voices"):
        said = _said([*voice.topics.items(), *voice.intents.items()], left_out)
        lines += [_line(text, f"{ORDINARY}/{voice.name}") for text in said]
    return list({line.text: line for line in reversed(lines)}.values())[::-1]


def load_ordinary_apart(training_dir: Path) -> list[Line]:
    """Of the writer from whom the search doesn't learn either."""
    left_out = _left_out(training_dir)
    file = training_dir / "unseen" / "questions.jsonl"
    asked = load_questions(file)
    return [_line(one.text, f"{APART}/{file.stem}") for one in asked if left_out.isdisjoint(one.topics)]


def _left_out(training_dir: Path) -> frozenset[str]:
    raw = read_yaml(training_dir / "safety" / "ordinary.yaml")
    return frozenset([*raw["topics_left_out"], *raw["intents_left_out"]])


def _said(said: Iterable[Said], left_out: frozenset[str]) -> Iterator[str]:
    return (text for name, texts in said if name not in left_out for text in texts)


def _line(text: str, source: str) -> Line:
    return Line(text, SafetyClass.NONE, 0, None, ORDINARY, source)
