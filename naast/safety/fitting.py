"""Fit the sums of the classifier, on every core. Each in a process: threads share the fitter's dice."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.svm import LinearSVC

from naast.safety.indirect import Floats

_STRICTNESS = 1.0
_CLOSE_ENOUGH = 0.01
"""Learns in half the time; a sum differs by less than 0.002."""
_MANY = 5_000
"""Fewer sentences than this are not worth a process."""

_matrices: list[sparse.csr_matrix] = []
"""The one of this process, when it was started by `fit_all`."""


@dataclass(frozen=True, slots=True)
class Task:
    """Of the sentences in `use`, tell those that are `wanted` from the others; some weigh more."""

    use: NDArray[np.bool_]
    wanted: NDArray[np.bool_]
    weight: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rule:
    """What one sum is made of."""

    weights: Floats
    offset: float


def fit_all(matrix: sparse.csr_matrix, tasks: Sequence[Task]) -> list[Rule]:
    """A rule for each task. `matrix` is (sentences, clues)."""
    if matrix.shape[0] < _MANY:
        return [_fit(matrix, task) for task in tasks]
    with ProcessPoolExecutor(os.cpu_count(), initializer=_matrices.append, initargs=(matrix,)) as pool:
        return list(pool.map(_fit_here, tasks))


def _fit_here(task: Task) -> Rule:
    return _fit(_matrices[0], task)


def _fit(matrix: sparse.csr_matrix, task: Task) -> Rule:
    machine = LinearSVC(C=_STRICTNESS, random_state=0, tol=_CLOSE_ENOUGH)
    machine.fit(matrix[task.use], task.wanted[task.use], sample_weight=task.weight[task.use])
    return Rule(machine.coef_[0].astype(np.float32), float(machine.intercept_[0]))
