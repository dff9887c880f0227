"""The small trained classifier: it weighs the phrases that were found, and hears what is only said indirectly.

No network and no clock; a judgement is a sum of weights, one per clue, that can be read back, and its largest
terms are the words that led to it. Trained by `naast.safety.training`; `screen.py` says who decides.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from naast.errors import SetupError
from naast.safety.clues import GROUPS, Clues, phrase_clue
from naast.safety.screening import NOTHING, SafetyClass, Screening

Floats = NDArray[np.float32]
_WEIGHTS = "weights.npz"
_CLUES = "clues.json"
_WORDS_SHOWN = 4
NOW_PHRASE_COUNTS_FROM = 0.2
"""From this alarm sum on a phrase for danger now is believed."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From these sums on a sentence is an alarm, a check; an alarm is level 1."""

    alarm: float
    check: float
    now: float


@dataclass(frozen=True, slots=True)
class Scores:
    """The sums for one sentence, and the position and share of each clue in it."""

    alarm: float
    worry: float
    now: float
    category: str
    columns: NDArray[np.intp]
    values: Floats


@dataclass(frozen=True, slots=True)
class SafetyModel:
    """Weights per clue: column 0 alarm, 1 worry (alarm or check), 2 level 1, then one per category."""

    clues: Clues
    names: tuple[str, ...]
    vocabulary: dict[str, int]
    """Clue → its place in `names`, and its row in `telling` and `weights`."""
    telling: Floats
    weights: Floats
    offsets: Floats
    categories: tuple[str, ...]
    thresholds: Thresholds
    doubtful: frozenset[str]
    """Clues of phrases that are too often harmless to ask a question by themselves."""

    def judge(self, sentence: str, phrases: Sequence[Screening] = ()) -> Screening:
        """Alarm, check or NOTHING for one sentence (or a short message) and its phrases; never raises."""
        scores = self.scores(sentence, phrases)
        if not scores.columns.size:
            return NOTHING
        if scores.alarm >= self.thresholds.alarm or (_now(phrases) and scores.alarm >= NOW_PHRASE_COUNTS_FROM):
            level = 1 if scores.now >= self.thresholds.now else 2
            return self._screening(SafetyClass.ALARM, level, scores, sentence)
        if scores.worry >= self.thresholds.check or self._worth_a_question(phrases):
            return self._screening(SafetyClass.CHECK, 3, scores, sentence)
        return NOTHING

    def scores(self, sentence: str, phrases: Sequence[Screening] = ()) -> Scores:
        columns, values = vector(self.clues.of(sentence, phrases), self.vocabulary, self.telling)
        sums = values @ self.weights[columns] + self.offsets
        category = self.categories[int(np.argmax(sums[3:]))]
        return Scores(float(sums[0]), float(sums[1]), float(sums[2]), category, columns, values)

    def save(self, folder: Path) -> None:
        """Write the model into `folder`, which is made when it isn't there."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            folder / _WEIGHTS, telling=self.telling, weights=self.weights.astype(np.float16), offsets=self.offsets
        )
        t = self.thresholds
        described = {
            "categories": self.categories,
            "thresholds": {"alarm": t.alarm, "check": t.check, "now": t.now},
            "doubtful": sorted(self.doubtful),
            "clues": self.names,
        }
        (folder / _CLUES).write_text(json.dumps(described, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, folder: Path, clues: Clues) -> SafetyModel:
        """Raises FileNotFoundError when nothing was trained yet, SetupError for a model of another version."""
        described = json.loads((folder / _CLUES).read_text("utf-8"))
        if "doubtful" not in described:
            raise SetupError("What the screening learnt is of another version. Run `naast train`.")
        with np.load(folder / _WEIGHTS) as arrays:
            return cls(
                clues,
                tuple(described["clues"]),
                {clue: i for i, clue in enumerate(described["clues"])},
                arrays["telling"],
                arrays["weights"].astype(np.float32),
                arrays["offsets"],
                tuple(described["categories"]),
                Thresholds(**described["thresholds"]),
                frozenset(described["doubtful"]),
            )

    def _worth_a_question(self, phrases: Sequence[Screening]) -> bool:
        """A phrase is not passed over in silence, unless our lines say that it mostly means nothing."""
        return any(phrase.level and phrase_clue(phrase) not in self.doubtful for phrase in phrases)

    def _screening(self, outcome: SafetyClass, level: int, scores: Scores, sentence: str) -> Screening:
        return Screening(outcome, level, scores.category, self._words(scores), sentence)

    def _words(self, scores: Scores) -> str | None:
        """The few words that weighed most, heaviest first."""
        shares = scores.values * self.weights[scores.columns, 1]
        heaviest = scores.columns[np.argsort(-shares)][: int(np.sum(shares > 0))]
        clues = [self.names[column] for column in heaviest]
        shown = [clue[2:].strip("^$ ") for clue in clues if clue.startswith("w ")]
        return " · ".join(list(dict.fromkeys(shown))[:_WORDS_SHOWN]) or None


def _now(phrases: Sequence[Screening]) -> bool:
    return any(phrase.level == 1 for phrase in phrases)


def vector(
    clues: dict[str, list[str]], vocabulary: dict[str, int], telling: Floats
) -> tuple[NDArray[np.intp], Floats]:
    """A sentence as positions and values: every group of clues has the same length, telling clues weigh more."""
    columns: list[NDArray[np.intp]] = []
    values: list[Floats] = []
    for group in GROUPS:
        counts = Counter(vocabulary[clue] for clue in clues[group] if clue in vocabulary)
        here = np.fromiter(counts.keys(), dtype=np.intp, count=len(counts))
        often = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        value = (1 + np.log(often)) * telling[here]
        length = float(np.sqrt(value @ value)) * math.sqrt(len(GROUPS)) or 1.0
        columns.append(here)
        values.append(value / length)
    return np.concatenate(columns), np.concatenate(values)
