"""The trained judge: which class (topic or intent) a line belongs to.

Two linear views are added up: words and letter groups (weights learned by logistic regression), and sentence
vectors (linear discriminant analysis). Telltale words of a topic count on top. See docs/eval.md for what each
is worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import joblib
import numpy as np
from numpy.typing import NDArray

from naast.understanding.encoder import Vectors
from naast.understanding.keywords import Keywords

Scores = NDArray[np.float64]
"""Shape (texts, classes)."""

TOPIC = "topic:"
"""Prefix of classes that are topics; the others are intents."""


@dataclass(frozen=True, slots=True)
class Shares:
    """How much each view counts, and how peaked the result is. Chosen on held-out examples (docs/eval.md)."""

    words: float = 1.0
    vectors: float = 1.0
    keywords: float = 1.0
    sharpness: float = 1.5


@dataclass(frozen=True, slots=True)
class Model:
    """Everything a judgement needs; made by `training.train`."""

    fingerprint: str
    classes: tuple[str, ...]
    word_features: Any
    word_weights: NDArray[np.float32]
    word_bias: NDArray[np.float32]
    vector_mean: NDArray[np.float32]
    vector_scale: NDArray[np.float32]
    vector_weights: NDArray[np.float32]
    vector_bias: NDArray[np.float32]
    keywords: Keywords
    shares: Shares

    def probabilities(self, texts: list[str], vectors: Vectors) -> Scores:
        """Of each text, the chance of each class."""
        total = self.shares.words * _standard(self._by_words(texts))
        total += self.shares.vectors * _standard(self._by_vectors(vectors))
        total += self.shares.keywords * self.keywords.scores(texts, self.classes)
        shifted = self.shares.sharpness * (total - total.max(axis=1, keepdims=True))
        chances = np.exp(shifted)
        result: Scores = chances / chances.sum(axis=1, keepdims=True)
        return result

    def _by_words(self, texts: list[str]) -> Scores:
        found: Scores = self.word_features.transform(texts) @ self.word_weights + self.word_bias
        return found

    def _by_vectors(self, vectors: Vectors) -> Scores:
        standard = unit((vectors - self.vector_mean) / self.vector_scale)
        found: Scores = standard @ self.vector_weights + self.vector_bias
        return found

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / "model.draft"
        joblib.dump(self, draft)
        draft.replace(folder / "model.joblib")

    @staticmethod
    def load(folder: Path) -> Model:
        """Raises FileNotFoundError when nothing was trained yet."""
        model: Model = joblib.load(folder / "model.joblib")
        return model


def unit(rows: NDArray[Any]) -> NDArray[Any]:
    """Rows of length 1."""
    lengths: NDArray[Any] = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.maximum(lengths, 1e-9)


def _standard(scores: Scores) -> Scores:
    """Each row with mean 0 and spread 1, so that views can be added up."""
    centred = scores - scores.mean(axis=1, keepdims=True)
    result: Scores = centred / np.maximum(scores.std(axis=1, keepdims=True), 1e-9)
    return result
