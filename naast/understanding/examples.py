"""The lines to learn from: examples of topics and intents, the topics' own sentences, and mixed lines."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from naast.errors import ContentError
from naast.knowledge.topics import Topic
from naast.understanding.intents import PARENTING_QUESTION

_SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
_OWN_TEXT_COUNTS = 0.3
_MIX_EVERY = 10
_MIXED_WITH = "greeting"
_SMALL = ("goodbye", "thanks", "affirm", "deny", "greeting", "chitchat", "insult", "other_language")

TOPIC = "topic:"
INTENT = "intent:"
Intents = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Line:
    """`weight` is how much the line counts; lines of one `group` are never split over train and test."""

    text: str
    label: str
    weight: float
    group: int
    example: bool


def load_intents(folder: Path) -> dict[str, tuple[str, ...]]:
    """Intent → examples, from Rasa's NLU files. Raises ContentError for a file that can't be read."""
    intents: dict[str, tuple[str, ...]] = {}
    for file in sorted(folder.glob("*.yml")):
        try:
            for block in yaml.safe_load(file.read_text("utf-8"))["nlu"]:
                lines = tuple(line[2:].strip() for line in block["examples"].splitlines() if line[:2] == "- ")
                intents[block["intent"]] = intents.get(block["intent"], ()) + lines
        except (KeyError, TypeError, AttributeError, yaml.YAMLError) as error:
            raise ContentError(
                file.name, "Dit is geen bestand met voorbeelden (nlu, intent, examples)."
            ) from error
    return intents


def training_lines(topics: Mapping[str, Topic], intents: Intents) -> list[Line]:
    """Examples first; then every tenth of them behind a greeting; then what the topics say themselves."""
    pairs = [(text, TOPIC + topic.id) for topic in topics.values() for text in topic.examples]
    pairs += [(text, INTENT + name) for name, texts in intents.items() for text in texts]
    lines = [Line(text, label, 1.0, number, True) for number, (text, label) in enumerate(pairs)]
    lines += _mixed(lines, intents.get(_MIXED_WITH, ()))
    for topic in topics.values():
        for text in own_sentences(topic):
            lines.append(Line(text, TOPIC + topic.id, _OWN_TEXT_COUNTS, -1, False))
    return lines


def own_sentences(topic: Topic) -> list[str]:
    """What a topic says of itself: parents' words often stand in the answer as well."""
    texts = [topic.title, topic.question, topic.short_answer, topic.for_youths or "", *topic.tips]
    texts += [*topic.seek_help, *(variant.text for variant in topic.variants)]
    return [part for text in texts for part in _SENTENCE_END.split(text) if part.strip()]


def fingerprint(topics: Mapping[str, Topic], intents: Intents, extra: Mapping[str, Sequence[str]]) -> str:
    """Changes when anything that training looks at changes."""
    lines = [(line.text, line.label, line.weight) for line in training_lines(topics, intents)]
    looks = [(topic.id, topic.ages, topic.audience) for topic in topics.values()]
    seen = json.dumps([lines, looks, {name: list(words) for name, words in extra.items()}], ensure_ascii=False)
    return hashlib.sha256(seen.encode("utf-8", "replace")).hexdigest()[:32]


def _mixed(lines: Sequence[Line], greetings: Sequence[str]) -> list[Line]:
    """ "hoi, mijn dochter slaapt niet" is about sleep, not a greeting."""
    if not greetings:
        return []
    small = {INTENT + name for name in _SMALL}
    serious = [line for line in lines if line.label not in small]
    return [
        Line(f"{greetings[count % len(greetings)]}, {line.text}", line.label, 0.5, line.group, False)
        for count, line in enumerate(serious[::_MIX_EVERY])
    ]


def is_parenting(label: str) -> bool:
    return label.startswith(TOPIC) or label == INTENT + PARENTING_QUESTION
