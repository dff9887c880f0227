"""Learn from the examples, and keep what was learnt in one file.

One flat classifier over topics and intents: multinomial logistic regression on the sum of four kernels (words,
letters, word fields, e5 vectors). Scores are calibrated on lines that the classifier did not see.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedKFold

from naast.errors import SetupError
from naast.knowledge.topics import Topic
from naast.understanding.encoder import CachedEncoder, Encoder, Vectors
from naast.understanding.examples import Fields, Intents, Line, fingerprint, training_lines
from naast.understanding.features import Lexical, Meaning
from naast.understanding.kernel_regression import Kernel, Matrix, fit
from naast.understanding.word_fields import WordFields

_FORMAT = 4
_FILE = "understanding.pickle"
_UNUSABLE = (OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError, TypeError, ValueError)
_PENALTY = 0.2
_ROUNDS, _ROUNDS_AFTER = 25, 20
"""From nothing, and from what half of the lines taught."""
_TEMPERATURES = np.geomspace(0.4, 2.5, 40)


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """What re-ranking needs of a topic."""

    ages: tuple[int, int]
    audience: tuple[str, ...]
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Model:
    """Everything `Understander` needs besides the encoder. `labels` are `topic:…` and `intent:…`.

    A label's score is lexical features @ `lexical_weights` + meaning @ `meaning_weights`; divided by
    `temperature` the softmax is calibrated, by `lexical_temperature` that of the lexical part alone.
    """

    fingerprint: str
    labels: tuple[str, ...]
    lexical: Lexical
    meaning: Meaning
    lexical_weights: Matrix
    meaning_weights: Matrix
    temperature: float
    lexical_temperature: float
    topics: dict[str, TopicFacts]

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{_FILE}.part"
        with part.open("wb") as file:
            pickle.dump((_FORMAT, self), file, protocol=5)
        part.replace(folder / _FILE)

    @staticmethod
    def kept_in(folder: Path) -> bool:
        """Whether there is a file; `load` says whether it can be used."""
        return (folder / _FILE).exists()

    @classmethod
    def load(cls, folder: Path) -> Model:
        """Raises SetupError when there is no model, or one of another version. Load only your own files."""
        try:
            with (folder / _FILE).open("rb") as file:
                version, model = pickle.load(file)
        except _UNUSABLE as error:
            raise SetupError("Nothing usable was trained yet. Run `naast train` first.") from error
        if version != _FORMAT or not isinstance(model, cls):
            raise SetupError("The trained model is of another version. Run `naast train`.")
        return model


def train(
    topics: Mapping[str, Topic], intents: Intents, encoder: Encoder, cache_dir: Path, word_fields: Fields
) -> Model:
    """Learn from topics and intents; `cache_dir` keeps the examples' vectors (hashes and numbers only)."""
    lines = training_lines(topics, intents)
    texts = [line.text for line in lines]
    lexical, features = Lexical.learnt(texts, WordFields(word_fields))
    vectors = CachedEncoder(encoder, cache_dir).encode([line.meant for line in lines if line.meant])
    meaning = Meaning.fitted(vectors)
    learnt = _learn(lines, features, spread(lines, meaning.features(vectors)))
    return Model(
        fingerprint=fingerprint(topics, intents, word_fields),
        lexical=lexical,
        meaning=meaning,
        topics={topic.id: TopicFacts(topic.ages, topic.audience, topic.narrow) for topic in topics.values()},
        **learnt,
    )


def spread(lines: Sequence[Line], meaning: Vectors) -> Vectors:
    """A row for every line: zeros where a line is learnt by its words only."""
    rows = np.zeros((len(lines), meaning.shape[1]), np.float32)
    rows[[number for number, line in enumerate(lines) if line.meant]] = meaning
    return rows


def _learn(lines: Sequence[Line], lexical: Any, meaning: Matrix) -> dict[str, Any]:
    labels = tuple(sorted({line.label for line in lines}))
    place = {label: number for number, label in enumerate(labels)}
    targets = np.eye(len(labels), dtype=np.float32)[[place[line.label] for line in lines]]
    weights = np.array([line.weight for line in lines], np.float32)
    kernel = Kernel(lexical, meaning)
    unseen = unseen_scores(lines, kernel, targets)
    coefficients = fit(kernel, targets, weights, _PENALTY, _ROUNDS_AFTER, start=unseen.coefficients)
    return {
        "labels": labels,
        "lexical_weights": np.ascontiguousarray(lexical.T @ coefficients, dtype=np.float32),
        "meaning_weights": np.asarray(meaning.T @ coefficients, dtype=np.float32),
        "temperature": _temperature(unseen.both, targets[unseen.rows]),
        "lexical_temperature": _temperature(unseen.lexical, targets[unseen.rows]),
    }


@dataclass(frozen=True, slots=True)
class Unseen:
    """Scores for examples (line numbers `rows`) by a classifier that saw neither them nor their mixed form.

    `coefficients` (lines, classes) are that classifier's: zeros for what it did not see.
    """

    rows: NDArray[np.intp]
    both: Matrix
    lexical: Matrix
    coefficients: Matrix


def unseen_scores(lines: Sequence[Line], kernel: Kernel, targets: Matrix) -> Unseen:
    """Half of each label's examples, judged by a classifier that learnt from the other half.

    The vectorisers have seen all lines, the classifier not.
    """
    examples = np.array([number for number, line in enumerate(lines) if line.example])
    groups = np.array([line.group for line in lines])
    weights = np.array([line.weight for line in lines], np.float32)
    halves = StratifiedKFold(2, shuffle=True, random_state=0)
    rows = examples[next(halves.split(examples, targets[examples].argmax(axis=1)))[1]]
    seen = np.flatnonzero(~np.isin(groups, groups[rows]))
    known, new = kernel.among(seen), kernel.among(rows)
    learnt = fit(known, targets[seen], weights[seen], _PENALTY, _ROUNDS)
    lexical = np.asarray(new.lexical @ (known.lexical.T @ learnt), dtype=np.float32)
    coefficients = np.zeros_like(targets)
    coefficients[seen] = learnt
    return Unseen(rows, lexical + new.meaning @ (known.meaning.T @ learnt), lexical, coefficients)


def _temperature(scores: Matrix, targets: Matrix) -> float:
    """The temperature at which the softmax of `scores` fits `targets` best."""
    return float(min(_TEMPERATURES, key=lambda t: _surprise(scores / np.float32(t), targets)))


def _surprise(scores: Matrix, targets: Matrix) -> float:
    shifted = scores - scores.max(axis=1, keepdims=True)
    return float((np.log(np.exp(shifted).sum(axis=1)) - (shifted * targets).sum(axis=1)).mean())
