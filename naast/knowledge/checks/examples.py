"""The lines that the search learns from: enough, long enough, nobody's data, and no two alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from naast.knowledge.checks.finding import Finding, Kind
from naast.knowledge.checks.language import Limits
from naast.knowledge.checks.topic_file import Example, TopicFile
from naast.privacy.redaction import redact

_BLOCK = 512
"""Lines compared with all others in one step: keeps the memory small."""


def check_examples(topic: TopicFile, limits: Limits) -> Iterator[Finding]:
    """Of one topic: how many, how long, and whether a person can be recognised."""
    examples = topic.examples()
    if len(examples) < limits.examples_at_least:
        message = (
            f"Er zijn {len(examples)} voorbeelden. Schrijf er minstens {limits.examples_at_least}: "
            "zoals mensen het echt typen."
        )
        yield Finding(topic.place("examples"), message, Kind.FEW_EXAMPLES)
    long = sum(len(example.text.split()) >= limits.long_example_words for example in examples)
    if long < limits.long_examples_share * len(examples):
        message = (
            f"Maar {long} van de {len(examples)} voorbeelden zijn lang ({limits.long_example_words} woorden of "
            "meer). Schrijf meer hele zinnen over iets dat gebeurde."
        )
        yield Finding(topic.place("examples"), message, Kind.FEW_LONG_EXAMPLES)
    for example in examples:
        if kinds := redact(example.text).kinds:
            message = f"In dit voorbeeld staat iets van een persoon: {', '.join(kinds)}. Haal het weg."
            yield Finding(example.place, message, Kind.PERSONAL)


def check_repeats(examples: Sequence[Example], limits: Limits) -> Iterator[Finding]:
    """Over all topics: the same line twice, and lines that read alike. Reported at the later one."""
    first: dict[str, Example] = {}
    for example in examples:
        key = normalised(example.text)
        if key in first:
            yield _twice(example, first[key])
        else:
            first[key] = example
    yield from _alike(list(first.items()), limits.alike)


def normalised(text: str) -> str:
    """Without capitals, punctuation and extra spaces."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def _twice(example: Example, other: Example) -> Finding:
    if example.topic == other.topic:
        message = f"Dit voorbeeld staat ook op regel {other.place.line}. Haal er 1 weg."
    else:
        message = f"Dit voorbeeld staat ook in {other.place}. Kies bij welk onderwerp het hoort."
    return Finding(example.place, message, Kind.REPEATED_EXAMPLE)


def _alike(examples: list[tuple[str, Example]], threshold: float) -> Iterator[Finding]:
    for later, earlier in _close_pairs([key for key, _ in examples], threshold):
        example, other = examples[later][1], examples[earlier][1]
        near = f"regel {other.place.line}" if example.topic == other.topic else str(other.place)
        message = f'Dit voorbeeld lijkt te veel op {near}: "{other.text}". Schrijf het anders of haal er 1 weg.'
        yield Finding(example.place, message, Kind.ALIKE)


def _close_pairs(lines: list[str], threshold: float) -> list[tuple[int, int]]:
    """Pairs (later, earlier) of lines whose letters in threes and fours agree. Each later line once."""
    if len(lines) < 2:
        return []
    features = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4), dtype=np.float32)
    matrix = features.fit_transform(lines).tocsr()
    columns = matrix.T.tocsr()
    pairs: dict[int, int] = {}
    for start in range(0, len(lines), _BLOCK):
        close = (matrix[start : start + _BLOCK] @ columns).tocoo()
        for row, column in zip(*(index[close.data >= threshold] for index in (close.row, close.col)), strict=True):
            later, earlier = start + int(row), int(column)
            if earlier < later:
                pairs[later] = min(pairs.get(later, earlier), earlier)
    return sorted(pairs.items())
