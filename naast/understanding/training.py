"""Learn from the topics' examples and the intents' examples. Seconds of work once the vectors are cached."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.pipeline import FeatureUnion

from naast.knowledge.topics import Topic
from naast.understanding.encoder import Encoder, Vectors
from naast.understanding.intents import PARENTING_QUESTION
from naast.understanding.keywords import Keywords
from naast.understanding.model import TOPIC, Model, Shares, unit
from naast.understanding.text import normalise, without_greeting

_RECIPE = "5"
"""Part of the fingerprint: change it when training changes."""
_EPOCHS = 8
_SHRINKAGE = 0.3
_SEED = 20


@dataclass(frozen=True, slots=True)
class Lines:
    """Training lines with the class of each."""

    texts: tuple[str, ...]
    classes: tuple[str, ...]
    keywords: dict[str, tuple[str, ...]]

    def fingerprint(self) -> str:
        content = json.dumps([_RECIPE, self.texts, self.classes, self.keywords], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


def lines_of(topics: dict[str, Topic], intents: dict[str, tuple[str, ...]]) -> Lines:
    """Every example with its class: `topic:…` or the intent's name. Questions of no topic stay an intent."""
    pairs = [
        (line, TOPIC + topic.id)
        for topic in topics.values()
        for line in (*topic.examples, topic.question, topic.title, *topic.keywords)
    ]
    pairs += [(line, intent) for intent, lines in intents.items() for line in lines]
    keywords = {TOPIC + topic.id: topic.keywords for topic in topics.values() if topic.keywords}
    texts = tuple(without_greeting(line) if name.startswith(TOPIC) else line for line, name in pairs)
    return Lines(texts, tuple(name for _, name in pairs), keywords)


def train(lines: Lines, encoder: Encoder, shares: Shares = Shares()) -> Model:  # noqa: B008  (frozen)
    """A model of these lines."""
    names = sorted({*lines.classes, PARENTING_QUESTION})
    place = {name: i for i, name in enumerate(names)}
    labels = np.array([place[name] for name in lines.classes])
    texts = list(lines.texts)
    features = FeatureUnion(
        [
            (
                "letters",
                TfidfVectorizer(
                    preprocessor=normalise, analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True
                ),
            ),
            (
                "words",
                TfidfVectorizer(
                    preprocessor=normalise, token_pattern=r"[\w']+", ngram_range=(1, 2), sublinear_tf=True
                ),
            ),
        ]
    )
    matrix = features.fit_transform(texts)
    judge = SGDClassifier(
        loss="log_loss", alpha=2e-5, max_iter=_EPOCHS, tol=None, average=True, n_jobs=2, random_state=_SEED
    ).fit(matrix, labels)
    weights = np.zeros((matrix.shape[1], len(names)), np.float32)
    bias = np.full(len(names), float(judge.intercept_.min()), np.float32)
    weights[:, judge.classes_], bias[judge.classes_] = judge.coef_.T, judge.intercept_
    mean, scale, vector_weights, vector_bias = _discriminant(encoder.encode(texts), labels, len(names))
    return Model(
        fingerprint=lines.fingerprint(),
        classes=tuple(names),
        word_features=features,
        word_weights=weights,
        word_bias=bias,
        vector_mean=mean,
        vector_scale=scale,
        vector_weights=vector_weights,
        vector_bias=vector_bias,
        keywords=Keywords.of(lines.keywords),
        shares=shares,
    )


def _discriminant(vectors: Vectors, labels: np.ndarray, classes: int) -> tuple[Vectors, Vectors, Vectors, Vectors]:
    """Linear discriminant analysis with a shrunk covariance, on standardised vectors."""
    mean, scale = vectors.mean(axis=0), vectors.std(axis=0)
    rows = unit((vectors - mean) / scale)
    centres = np.stack(
        [
            rows[labels == c].mean(axis=0) if (labels == c).any() else np.zeros(rows.shape[1])
            for c in range(classes)
        ]
    )
    spread = rows - centres[labels]
    covariance = spread.T @ spread / len(rows)
    size = len(covariance)
    covariance = (1 - _SHRINKAGE) * covariance + _SHRINKAGE * np.trace(covariance) / size * np.eye(size)
    weights = np.linalg.solve(covariance, centres.T)
    bias = -0.5 * (centres.T * weights).sum(axis=0)
    return mean, scale, weights.astype(np.float32), bias.astype(np.float32)
