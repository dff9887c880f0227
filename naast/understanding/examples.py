"""The lines to learn from: examples of topics and intents, mixed lines, and the topics' own sentences."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from naast.knowledge.topics import Topic

TOPIC = "topic:"
INTENT = "intent:"
Intents = Mapping[str, Sequence[str]]
Fields = Mapping[str, Sequence[str]]

_RECIPE = 11
"""Part of the fingerprint: change it when training changes."""
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
_OWN_TEXT_COUNTS = 0.3
_MIXED_COUNTS = 0.5
_MIX_EVERY = 10
_MIXED_WITH = "greeting"
_SMALL = ("goodbye", "thanks", "affirm", "deny", "greeting", "chitchat", "insult", "other_language")
_MEANT_PER_TOPIC, _MEANT_PER_INTENT = 24, 40
"""So many lines are learnt by their vector as well. More costs minutes of training and measured no better."""


@dataclass(frozen=True, slots=True)
class Line:
    """`text` is learnt by its words, `meant` ("" for none) by its vector; `weight` is how much it counts.

    Lines of one `group` are never split over training and test; only an `example` is ever tested on.
    """

    text: str
    meant: str
    label: str
    weight: float
    group: int
    example: bool


def training_lines(topics: Mapping[str, Topic], intents: Intents) -> list[Line]:
    """Examples first; then every tenth of them behind a greeting; then what the topics say themselves."""
    pairs = [(text, TOPIC + topic.id) for topic in topics.values() for text in topic.examples]
    pairs += [(text, INTENT + name) for name, texts in intents.items() for text in texts]
    meant = {text for topic in topics.values() for text in _spread(topic.examples, _MEANT_PER_TOPIC)}
    meant |= {text for texts in intents.values() for text in _spread(texts, _MEANT_PER_INTENT)}
    lines = [
        Line(text, text if text in meant else "", label, 1.0, number, True)
        for number, (text, label) in enumerate(pairs)
    ]
    lines += _mixed(lines, intents.get(_MIXED_WITH, ()))
    return lines + [
        Line(text, "", TOPIC + topic.id, _OWN_TEXT_COUNTS, -1, False)
        for topic in topics.values()
        for text in own_sentences(topic)
    ]


def _spread(texts: Sequence[str], count: int) -> Sequence[str]:
    """At most `count` of them, from the first to the last: a file's order follows its kinds of lines."""
    if len(texts) <= count:
        return texts
    return [texts[number * len(texts) // count] for number in range(count)]


def own_sentences(topic: Topic) -> list[str]:
    """What a topic says of itself: parents' words often stand in the answer as well."""
    texts = [topic.title, topic.question, topic.short_answer, topic.for_youths or "", *topic.tips]
    texts += [*topic.seek_help, *(variant.text for variant in topic.variants)]
    return [part for text in texts for part in _SENTENCE_END.split(text) if part.strip()]


def fingerprint(topics: Mapping[str, Topic], intents: Intents, word_fields: Fields) -> str:
    """Changes when anything that training looks at changes."""
    lines = [(line.text, line.label, line.weight) for line in training_lines(topics, intents)]
    facts = [(topic.id, topic.ages, topic.audience, topic.narrow) for topic in topics.values()]
    fields = [(name, list(entries)) for name, entries in word_fields.items()]
    seen = json.dumps([_RECIPE, lines, facts, fields], ensure_ascii=False)
    return hashlib.sha256(seen.encode("utf-8", "replace")).hexdigest()[:32]


def _mixed(lines: Sequence[Line], greetings: Sequence[str]) -> list[Line]:
    """ "hoi, mijn dochter slaapt niet" is about sleep, not a greeting."""
    if not greetings:
        return []
    small = {INTENT + name for name in _SMALL}
    serious = [line for line in lines if line.label not in small]
    return [
        Line(
            f"{greetings[count % len(greetings)]}, {line.text}",
            line.meant,
            line.label,
            _MIXED_COUNTS,
            line.group,
            False,
        )
        for count, line in enumerate(serious[::_MIX_EVERY])
    ]
