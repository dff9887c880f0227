"""Train the classifier for indirect signals, and choose its thresholds on lines it was not trained on."""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.preprocessing import normalize

from naast.safety.clues import GROUPS, Clues, phrase_clue
from naast.safety.fitting import Rule, Task, fit_all
from naast.safety.indirect import (
    NOW_PHRASE_COUNTS_FROM,
    Floats,
    SafetyModel,
    Thresholds,
)
from naast.safety.lines import Line
from naast.safety.ordinary import ORDINARY
from naast.safety.reading import Reading
from naast.safety.reading_many import read_all
from naast.safety.rules import SafetyRules
from naast.safety.screening import SafetyClass, Screening

FOLDS = 5
_ONE_IN = 3
"""The thresholds are chosen on a third of the lines, by classifiers that learnt from the others: all in turn would
cost twice as many more to learn, at everybody's first start."""
_RARE = 2
"""A clue that is in fewer sentences than this is left out."""
_DANGER_WEIGHT = 3.0
_NOW_WEIGHT = 2.0
_SMOOTHING = 0.02
_ORDINARY_WEIGHT = 4.0
"""Most of what people type is ordinary."""
_CHECK_WEIGHT = 0.3
_PART_WEIGHT = 0.5
_TRUSTED_FROM = 3
"""Worrying lines for each harmless one; a phrase with fewer asks no question by itself."""
_NOW_FROM = -0.1
"""A little below the middle: taking 2 for 1 is less bad than 1 for 2."""


@dataclass(frozen=True, slots=True)
class Budget:
    """Which part of the writers' harmless lines may become an alarm, and which part a check question."""

    alarms: float = 0.01
    checks: float = 0.05


_BUDGET = Budget()


@dataclass(frozen=True, slots=True)
class _Sample:
    """A sentence to learn from; `line` is the number of the line it is from."""

    text: str
    line: int
    expected: SafetyClass
    weight: float
    phrases: tuple[Screening, ...]


def fold_of(lines: Sequence[Line], count: int = FOLDS) -> NDArray[np.intp]:
    """One of `count` folds for every line, so that each fold has its share of every category and kind.

    All lines of a writer share a fold: who is judged was never heard before.
    """
    writers = {writer: n % count for n, writer in enumerate(sorted({x.writer for x in lines if x.writer}))}
    seen: Counter[tuple[str, str, str]] = Counter()
    folds = []
    for line in lines:
        if line.writer:
            folds.append(writers[line.writer])
            continue
        group = (line.expected, line.category or "", line.kind)
        folds.append((seen[group] + len(group[1]) + len(group[2])) % count)
        seen[group] += 1
    return np.array(folds, dtype=np.intp)


class Trainer:
    """Reads the clues of every sentence once, so that training without some of the lines is quick.

    `ordinary` lines are numbered after `lines`.
    """

    def __init__(self, clues: Clues, rules: SafetyRules, lines: Sequence[Line], ordinary: Sequence[Line]) -> None:
        self._clues = clues
        self._lines = [*lines, *ordinary]
        read = read_all(rules, [line.text for line in self._lines])
        self._samples = [
            s
            for n, (line, reading) in enumerate(zip(self._lines, read, strict=True))
            for s in _samples(n, line, reading)
        ]
        self._phrases = [frozenset(phrase_clue(f) for f in s.phrases if f.level) for s in self._samples]
        self._now_phrase = np.array([any(found.level == 1 for found in s.phrases) for s in self._samples])
        self._counted = _Counted.of(clues.of(sample.text, sample.phrases) for sample in self._samples)
        self._line_of = np.array([sample.line for sample in self._samples])
        self._weight = np.array([sample.weight for sample in self._samples])
        self._alarm = np.array([s.expected is SafetyClass.ALARM for s in self._samples])
        self._worry = np.array([s.expected is not SafetyClass.NONE for s in self._samples])

    def train(self, without: frozenset[int] = frozenset(), budget: Budget = _BUDGET) -> SafetyModel:
        """A model from all lines, except those with a number in `without`."""
        use = self._used(without)
        telling, matrix = self._read(use)
        categories = sorted({line.category for line in self._lines if line.category})
        tasks = [self._alarm_task(use), self._worry_task(use), self._now_task(use)]
        rules = fit_all(matrix, [*tasks, *(self._category_task(use, category) for category in categories)])
        doubtful = self._doubtful(without)
        return SafetyModel(
            self._clues,
            self._counted.names,
            {clue: i for i, clue in enumerate(self._counted.names)},
            telling,
            np.column_stack([rule.weights for rule in rules]).astype(np.float32),
            np.array([rule.offset for rule in rules], dtype=np.float32),
            tuple(categories),
            self._thresholds(without, budget, doubtful),
            doubtful,
        )

    def _used(self, without: Iterable[int]) -> NDArray[np.bool_]:
        return ~np.isin(self._line_of, list(without))

    def _read(self, use: NDArray[np.bool_]) -> tuple[Floats, sparse.csr_matrix]:
        """How telling each clue is by the sentences in use, and all sentences seen that way.

        Rare clues tell more than common ones, and those that are mostly in alarms, or mostly in the rest, tell
        more than those that are in both (Wang and Manning's NB-SVM, softened by a square root).
        """
        rarity = self._counted.rarity
        plain = self._counted.scaled(rarity)[use]
        weight, alarm = self._weight[use], self._alarm[use]
        in_alarms = plain.T @ (weight * alarm) + _SMOOTHING
        in_others = plain.T @ (weight * ~alarm) + _SMOOTHING
        leaning = np.abs(np.log(in_alarms / in_alarms.sum()) - np.log(in_others / in_others.sum()))
        telling = (rarity * np.sqrt(leaning)).astype(np.float32)
        return telling, self._counted.scaled(telling)

    def _alarm_task(self, use: NDArray[np.bool_]) -> Task:
        weight = np.where(self._worry & ~self._alarm, self._weight * _CHECK_WEIGHT, self._weight)
        return Task(use, self._alarm, weight * np.where(self._alarm, _DANGER_WEIGHT, 1.0))

    def _worry_task(self, use: NDArray[np.bool_]) -> Task:
        return Task(use, self._worry, self._weight * np.where(self._worry, _DANGER_WEIGHT, 1.0))

    def _now_task(self, use: NDArray[np.bool_]) -> Task:
        now = np.array([self._lines[s.line].level == 1 for s in self._samples])
        return Task(use & self._alarm, now, self._weight * np.where(now, _NOW_WEIGHT, 1.0))

    def _category_task(self, use: NDArray[np.bool_], category: str) -> Task:
        own = np.array([self._lines[s.line].category == category for s in self._samples])
        return Task(use & self._worry, own, self._weight * np.where(own, _DANGER_WEIGHT, 1.0))

    def _thresholds(self, without: frozenset[int], budget: Budget, doubtful: frozenset[str]) -> Thresholds:
        """So high that of the harmless lines, judged by a model that didn't see them, few enough pass.

        Never below 0, where a sentence leans neither way. Harmless lines with a phrase that counts by itself
        (`SafetyModel.judge`) take their place in the budget first.
        """
        judged = fold_of(self._lines, _ONE_IN) == 0
        use = self._used([*np.flatnonzero(judged), *without])
        _, matrix = self._read(use)
        judged &= self._usually_harmless()
        judged[list(without)] = False
        rules = fit_all(matrix, [self._alarm_task(use), self._worry_task(use)])
        alarm, worry = (self._highest(matrix, rule)[judged] for rule in rules)
        now = self._has(self._now_phrase)[judged] & (alarm >= NOW_PHRASE_COUNTS_FROM)
        alarm_from = _from(alarm, now, budget.alarms)
        calm = (alarm < alarm_from) & ~now
        phrase = self._has(np.array([not here <= doubtful for here in self._phrases]))[judged]
        check_from = _from(worry[calm], phrase[calm], budget.checks * len(alarm) / max(1, calm.sum()))
        return Thresholds(alarm=alarm_from, check=check_from, now=_NOW_FROM)

    def _usually_harmless(self) -> NDArray[np.bool_]:
        """Harmless lines of writers; those that were written to be mistaken only when there are no others."""
        harmless = np.array([line.expected is SafetyClass.NONE for line in self._lines])
        of_writers = harmless & np.array([line.writer is not None for line in self._lines])
        return of_writers if of_writers.any() else harmless

    def _doubtful(self, without: frozenset[int]) -> frozenset[str]:
        """Phrases with too few worrying lines for each harmless one; a phrase in no line at all is trusted."""
        worrying: Counter[str] = Counter()
        harmless: Counter[str] = Counter()
        for sample, here in zip(self._samples, self._phrases, strict=True):
            if sample.line not in without and sample.weight == 1.0:  # whole lines, ordinary ones apart
                (harmless if sample.expected is SafetyClass.NONE else worrying).update(here)
        return frozenset(clue for clue, wrong in harmless.items() if worrying[clue] < _TRUSTED_FROM * wrong)

    def _has(self, sample: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """For each line: whether that holds for any of its sentences."""
        found = np.zeros(len(self._lines), dtype=np.bool_)
        found[self._line_of[sample]] = True
        return found

    def _highest(self, matrix: sparse.csr_matrix, rule: Rule) -> NDArray[np.float64]:
        """The highest sum of any sentence of each line."""
        sums = matrix @ rule.weights + rule.offset
        highest = np.full(len(self._lines), -np.inf)
        np.maximum.at(highest, self._line_of, sums)
        return highest


def _from(sums: NDArray[np.float64], already: NDArray[np.bool_], share: float) -> float:
    """The threshold from which `share` of the lines pass, those that pass `already` included; never below 0."""
    free = sums[~already]
    if not free.size:
        return 0.0
    left = max(0.0, share * len(sums) - already.sum()) / free.size
    return max(0.0, float(np.quantile(free, max(0.0, 1 - left))))


class _Counts:
    """How often each clue of one group is in each sentence."""

    def __init__(self) -> None:
        self.places: defaultdict[str, int] = defaultdict()
        self.places.default_factory = self.places.__len__  # a new clue gets the next place
        self._columns, self._ends = array("i"), array("i", [0])

    def add(self, clues: Iterable[str]) -> None:
        """Of the next sentence."""
        self._columns.extend(map(self.places.__getitem__, clues))
        self._ends.append(len(self._columns))

    def matrix(self) -> sparse.csr_matrix:
        """(sentences, clues): 1 for once, a little more for more often."""
        once = np.ones(len(self._columns), dtype=np.float32)
        shape = (len(self._ends) - 1, len(self.places))
        counted = sparse.csr_matrix((once, np.asarray(self._columns), np.asarray(self._ends)), shape=shape)
        counted.sum_duplicates()
        counted.data = 1 + np.log(counted.data)
        return counted


@dataclass(frozen=True, slots=True)
class _Counted:
    """How often each clue is in each sentence (damped), with the clues of a group side by side."""

    names: tuple[str, ...]
    rarity: Floats
    groups: tuple[sparse.csr_matrix, ...]

    @classmethod
    def of(cls, read: Iterable[dict[str, list[str]]]) -> _Counted:
        """Goes through `read` once: all clues of all sentences are too much to keep as text."""
        counts = {group: _Counts() for group in GROUPS}
        sentences = 0
        for found in read:
            sentences += 1
            for group in GROUPS:
                counts[group].add(found[group])
        names: list[str] = []
        groups, often = [], []
        for group in GROUPS:
            matrix = counts[group].matrix()
            in_sentences = np.bincount(matrix.indices, minlength=matrix.shape[1])
            kept = np.flatnonzero(in_sentences >= _RARE)
            all_names = list(counts[group].places)
            names += [all_names[place] for place in kept]
            groups.append(matrix[:, kept])
            often.append(in_sentences[kept])
        rarity = np.log(sentences / np.concatenate(often)) + 1
        return cls(tuple(names), rarity.astype(np.float32), tuple(groups))

    def scaled(self, scale: Floats) -> sparse.csr_matrix:
        """All sentences with every clue times `scale` and every group of the same length; see `vector`."""
        blocks, start = [], 0
        for group in self.groups:
            end = start + group.shape[1]
            scaled = group.multiply(scale[np.newaxis, start:end]).tocsr()
            blocks.append(normalize(scaled) if end > start else scaled)
            start = end
        return (sparse.hstack(blocks) / math.sqrt(len(self.groups))).tocsr()


def _samples(number: int, line: Line, reading: Reading) -> list[_Sample]:
    """The line as a whole, and its sentences as far as we know what they mean."""
    weight = _ORDINARY_WEIGHT if line.kind == ORDINARY else 1.0
    found = [_Sample(line.text, number, line.expected, weight, reading.phrases)]
    if line.kind == ORDINARY or len(reading.sentences) == 1:
        return found
    for i, part in enumerate(reading.sentences):
        if line.expected is SafetyClass.NONE or (line.kind == "mixed" and i == 0 and part.text.endswith("?")):
            found.append(_Sample(part.text, number, SafetyClass.NONE, _PART_WEIGHT, part.found))
        elif line.kind == "mixed" and i > 0:
            found.append(_Sample(part.text, number, line.expected, 1.0, part.found))
    return found
