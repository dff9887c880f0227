"""Lines with what they are about: labelled questions of others, and examples of our own kept apart."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from naast.errors import SetupError
from naast.knowledge.topics import Topic
from naast.understanding.examples import Intents
from naast.understanding.intents import OUT_OF_SCOPE, PARENTING_QUESTION, VAGUE_QUESTION
from naast.yaml_files import read_yaml

_KEPT_APART = 5
_SEED = 0
IN_SCOPE, NEW, VAGUE, ELSEWHERE = "in", "new", "vague", "oos"
INTENT_OF_SCOPE = {
    IN_SCOPE: PARENTING_QUESTION,
    NEW: PARENTING_QUESTION,
    VAGUE: VAGUE_QUESTION,
    ELSEWHERE: OUT_OF_SCOPE,
}


@dataclass(frozen=True, slots=True)
class Question:
    """A line, `scope` in | new | vague | oos, and every topic that answers it (none out of scope)."""

    text: str
    scope: str
    topics: tuple[str, ...]
    audience: str = "parent"


@dataclass(frozen=True, slots=True)
class Split:
    """A fifth of the examples of each topic and intent kept apart, and the content without them."""

    topics: dict[str, Topic]
    intents: Intents
    questions: tuple[Question, ...]
    intent_lines: tuple[tuple[str, str], ...]
    """(text, intent)"""


def load_questions(file: Path) -> list[Question]:
    """JSONL with text, scope, topics. Raises SetupError when the file isn't there or a line can't be read."""
    try:
        raw = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        return [Question(line["text"], line["scope"], tuple(line.get("topics", ()))) for line in raw]
    except FileNotFoundError as error:
        raise SetupError(f"{file} isn't there. Give labelled lines: naast eval --questions FILE.jsonl") from error
    except (ValueError, KeyError, TypeError) as error:
        raise SetupError(f"{file}: every line is a JSON object with text, scope and topics.") from error


def load_known(file: Path) -> frozenset[str]:
    """The topics that labels can name: every `id` of the lists in a YAML file. Raises SetupError when none."""
    try:
        raw = read_yaml(file)
    except FileNotFoundError as error:
        raise SetupError(f"{file} isn't there. Give the topics that the labels know.") from error
    lists = raw.values() if isinstance(raw, dict) else [raw]
    found = [one for value in lists if isinstance(value, list) for one in value]
    known = frozenset(one["id"] for one in found if isinstance(one, dict) and "id" in one)
    if not known:
        raise SetupError(f"{file} names no topic: a list of objects with `id` is needed.")
    return known


def split(topics: Mapping[str, Topic], intents: Intents) -> Split:
    """The same split every time."""
    chance = random.Random(_SEED)
    left, questions = {}, []
    for topic in topics.values():
        kept, apart = _parted(topic.examples, chance)
        left[topic.id] = replace(topic, examples=kept)
        audience = "youth" if topic.only_for_youths else "parent"
        questions += [Question(text, IN_SCOPE, (topic.id,), audience) for text in apart]
    left_intents, lines = {}, []
    for name, texts in intents.items():
        left_intents[name], apart = _parted(texts, chance)
        lines += [(text, name) for text in apart]
    return Split(left, left_intents, tuple(questions), tuple(lines))


def with_fewer_examples(topics: Mapping[str, Topic], count: int) -> dict[str, Topic]:
    """At most `count` examples of each topic, drawn by chance: a file's order follows its kinds of lines."""
    chance = random.Random(_SEED)
    return {
        id_: replace(t, examples=tuple(chance.sample(t.examples, min(count, len(t.examples)))))
        for id_, t in topics.items()
    }


def _parted(texts: Sequence[str], chance: random.Random) -> tuple[tuple[str, ...], tuple[str, ...]]:
    shuffled = list(texts)
    chance.shuffle(shuffled)
    apart = len(shuffled) // _KEPT_APART
    return tuple(shuffled[apart:]), tuple(shuffled[:apart])
