"""From a visitor's line to an intent, topics and a decision. The only place that judges what a line is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from naast.understanding.ages import age_in
from naast.understanding.encoder import DIMENSIONS, Encoder, Vectors
from naast.understanding.examples import INTENT, TOPIC
from naast.understanding.intents import (
    OUT_OF_SCOPE,
    PARENTING_QUESTION,
    VAGUE_QUESTION,
    Decision,
    decision_for,
)
from naast.understanding.ranking import fitness
from naast.understanding.text import sentences
from naast.understanding.training import Model

Scores = NDArray[np.float32]

_SHOWN = 5
_ANSWER_FROM = 0.45
_LIKELY_AT_ALL = 0.2
_LETTER_FROM = 3
_OUT_OF_SCOPE_COUNTS = 4.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A topic and how likely it is that the line is about it (0-1, calibrated)."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Understanding:
    """`topics`: best first, at most five, whatever the decision. `age` in years, as the line names it."""

    intent: str
    confidence: float
    decision: Decision
    topics: tuple[Ranked, ...]
    age: float | None


class Understander:
    """Judges lines with a trained model. Thread-safe: it only reads. `shown`: topics that still exist."""

    def __init__(self, model: Model, encoder: Encoder, shown: frozenset[str] | None = None) -> None:
        self._model = model
        self._encoder = encoder
        known = model.topics.keys() if shown is None else model.topics.keys() & shown
        self._topic_places = [n for n, label in enumerate(model.labels) if _topic_id(label) in known]
        self._topic_ids = [model.labels[n].removeprefix(TOPIC) for n in self._topic_places]
        self._intents = {
            label.removeprefix(INTENT): n for n, label in enumerate(model.labels) if label.startswith(INTENT)
        }

    def understand(self, text: str, audience: str = "parent") -> Understanding:
        """What `text` asks for, as a first message of a parent or a youth."""
        return self.understand_many([text], [audience])[0]

    def understand_many(self, texts: Sequence[str], audiences: Sequence[str]) -> list[Understanding]:
        """As `understand`, for many lines at once."""
        if not texts:
            return []
        likely = self._likelihoods(texts)
        return [self._judge(*line) for line in zip(texts, audiences, likely, strict=True)]

    def search(self, text: str, audience: str, limit: int, age: float | None = None) -> tuple[Ranked, ...]:
        """Topics only, best first, for the desk; never decides that something is out of scope.

        `age` in years is the child's, as far as it is known from elsewhere than the text.
        """
        if not text.strip():
            return ()
        named = age_in(text)
        topics = self._topics(self._likelihoods([text])[0], age if named is None else named, audience)
        return self._ranked(topics / topics.sum(), limit)

    def _judge(self, text: str, audience: str, likely: Scores) -> Understanding:
        age = age_in(text)
        topics = self._topics(likely, age, audience)
        intents = {name: float(likely[place]) for name, place in self._intents.items()}
        intents[PARENTING_QUESTION] = intents.get(PARENTING_QUESTION, 0.0) + float(topics.sum())
        intent = _choose(intents)
        decision = decision_for(intent)
        if intent == PARENTING_QUESTION:
            decision = _answer_or_ask(topics, intents)
        return Understanding(intent, min(1.0, intents[intent]), decision, self._ranked(topics, _SHOWN), age)

    def _topics(self, likely: Scores, age: float | None, audience: str) -> Scores:
        """Likelihood per topic: the total stays, age and audience move it towards topics that fit."""
        plain = likely[self._topic_places]
        fits = np.array([fitness(self._model.topics[id_], age, audience) for id_ in self._topic_ids], np.float32)
        moved = plain * fits
        return np.asarray(moved * (plain.sum() / max(float(moved.sum()), 1e-9)), dtype=np.float32)

    def _ranked(self, topics: Scores, limit: int) -> tuple[Ranked, ...]:
        best = np.argsort(-topics)[:limit]
        return tuple(Ranked(self._topic_ids[n], round(float(topics[n]), 4)) for n in best)

    def _likelihoods(self, texts: Sequence[str]) -> Scores:
        """(lines, labels). A letter is judged as a whole and by its sentences."""
        parts = [sentences(text) for text in texts]
        pieces = [(n, part) for n, split in enumerate(parts) if len(split) >= _LETTER_FROM for part in split]
        lexical = self._lexical([*texts, *(part for _, part in pieces)])
        whole = self._with_meaning(texts, lexical[: len(texts)])
        by_sentence = _softmax(lexical[len(texts) :] / np.float32(self._model.lexical_temperature))
        for n in {n for n, _ in pieces}:
            own = by_sentence[[k for k, (of, _) in enumerate(pieces) if of == n]]
            whole[n] = (whole[n] + self._about_something(own)) / 2
        return whole

    def _about_something(self, likely: Scores) -> Scores:
        """The sentences' likelihoods, weighed by how much each says about a topic."""
        weights = likely[:, self._topic_places].max(axis=1, keepdims=True) + 0.05
        return np.asarray((likely * weights).sum(axis=0) / weights.sum(), dtype=np.float32)

    def _lexical(self, texts: Sequence[str]) -> Scores:
        return np.asarray(self._model.lexical.features(texts) @ self._model.lexical_weights, dtype=np.float32)

    def _with_meaning(self, texts: Sequence[str], lexical: Scores) -> Scores:
        meaning = self._model.meaning.features(self._vectors(texts))
        scores = lexical + meaning @ self._model.meaning_weights
        return _softmax(np.asarray(scores / np.float32(self._model.temperature), dtype=np.float32))

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.encode(texts).reshape(len(texts), DIMENSIONS)


def _answer_or_ask(topics: Scores, intents: dict[str, float]) -> Decision:
    """One topic stands out among the topics: answer. A few do, or none is likely at all: ask which."""
    best, some = float(topics.max()), float(topics.sum())
    if best >= max(_ANSWER_FROM * some, _LIKELY_AT_ALL) and best > intents.get(VAGUE_QUESTION, 0.0):
        return Decision.ANSWER
    return Decision.CLARIFY


def _topic_id(label: str) -> str | None:
    return label.removeprefix(TOPIC) if label.startswith(TOPIC) else None


def _choose(intents: dict[str, float]) -> str:
    """The likeliest intent; answering what isn't about growing up is worse than asking once too often."""
    return max(intents, key=lambda name: intents[name] * (_OUT_OF_SCOPE_COUNTS if name == OUT_OF_SCOPE else 1))


def _softmax(scores: Scores) -> Scores:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-1e9))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)
