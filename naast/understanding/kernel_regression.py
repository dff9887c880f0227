"""Multinomial logistic regression on a kernel: many sorts of likeness, one calibrated answer.

Solved by L-BFGS in the space of functions (every inner product goes through the kernel), which takes some
twenty products with the kernel where the plain form takes hundreds. The kernel itself is never written out: for
twenty thousand lines that takes minutes and gigabytes, a product with it seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

_MEMORY = 6
_HALVINGS = 12
_GOOD_ENOUGH = 1e-5


@dataclass(frozen=True, slots=True)
class Kernel:
    """How alike each two lines are: lexical @ lexical.T + meaning @ meaning.T, (lines, lines).

    `lexical` is sparse (lines, features), `meaning` dense (lines, dimensions).
    """

    lexical: Any
    meaning: Matrix

    def __matmul__(self, columns: Matrix) -> Matrix:
        """(lines, columns)"""
        alike = self.lexical @ (self.lexical.T @ columns) + self.meaning @ (self.meaning.T @ columns)
        return np.asarray(alike, dtype=np.float32)

    def among(self, lines: NDArray[np.intp]) -> Kernel:
        return Kernel(self.lexical[lines], self.meaning[lines])


@dataclass(frozen=True, slots=True)
class _Point:
    """Coefficients, the scores K @ coefficients, the loss there and its gradient (in the kernel's space)."""

    coefficients: Matrix
    scores: Matrix
    loss: float
    gradient: Matrix


@dataclass(frozen=True, slots=True)
class _Step:
    """A step and the change of gradient over it, each with its product with the kernel."""

    step: Matrix
    k_step: Matrix
    change: Matrix
    k_change: Matrix
    rho: float


def fit(
    kernel: Kernel,
    targets: Matrix,
    weights: Matrix,
    penalty: float,
    rounds: int,
    start: Matrix | None = None,
) -> Matrix:
    """Coefficients (lines, classes) that make softmax(kernel @ coefficients) like `targets`.

    Args: `kernel` over the lines; `targets` (lines, classes), rows sum to one; `weights` (lines,) how much a
    line counts; `penalty` > 0 keeps the function smooth; `rounds` products with the kernel at most; `start`
    (lines, classes) coefficients that are nearly right.
    """
    loss = _Loss(targets, weights[:, None], penalty)
    nothing = np.zeros_like(targets)
    point = loss.at(nothing, nothing) if start is None else loss.at(start, kernel @ start)
    k_gradient = kernel @ point.gradient
    first = _dot(point.gradient, k_gradient)
    history: list[_Step] = []
    for _ in range(rounds):
        direction, k_direction = _direction(point.gradient, k_gradient, history)
        after = _search(loss, point, direction, k_direction)
        k_after = kernel @ after.gradient
        change, k_change = after.gradient - point.gradient, k_after - k_gradient
        step, k_step = after.coefficients - point.coefficients, after.scores - point.scores
        curvature = _dot(step, k_change)
        if curvature > 0:
            history = [*history, _Step(step, k_step, change, k_change, 1 / curvature)][-_MEMORY:]
        point, k_gradient = after, k_after
        if _dot(point.gradient, k_gradient) < _GOOD_ENOUGH * first:
            break
    return point.coefficients


class _Loss:
    def __init__(self, targets: Matrix, weights: Matrix, penalty: float) -> None:
        self._targets, self._weights, self._penalty = targets, weights, penalty

    def at(self, coefficients: Matrix, scores: Matrix) -> _Point:
        shifted = scores - scores.max(axis=1, keepdims=True)
        powers = np.exp(shifted)
        sums = powers.sum(axis=1, keepdims=True)
        fit = self._weights * (np.log(sums) - (shifted * self._targets).sum(axis=1, keepdims=True))
        loss = float(fit.sum()) + self._penalty / 2 * _dot(coefficients, scores)
        gradient = self._weights * (powers / sums - self._targets) + self._penalty * coefficients
        return _Point(coefficients, scores, loss, gradient.astype(np.float32))


def _direction(gradient: Matrix, k_gradient: Matrix, history: list[_Step]) -> tuple[Matrix, Matrix]:
    """The two-loop recursion, on a function and its product with the kernel at once."""
    if not history:
        size = np.float32(-10 / np.sqrt(_dot(gradient, k_gradient) + 1e-9))
        return size * gradient, size * k_gradient
    q, k_q = gradient.copy(), k_gradient.copy()
    pulls = []
    for past in reversed(history):
        pull = np.float32(past.rho * _dot(past.step, k_q))
        pulls.append(pull)
        q -= pull * past.change
        k_q -= pull * past.k_change
    last = history[-1]
    scale = np.float32(1 / (last.rho * _dot(last.change, last.k_change)))
    q, k_q = scale * q, scale * k_q
    for past, pull in zip(history, reversed(pulls), strict=True):
        push = pull - np.float32(past.rho * _dot(past.change, k_q))
        q += push * past.step
        k_q += push * past.k_step
    return -q, -k_q


def _search(loss: _Loss, point: _Point, direction: Matrix, k_direction: Matrix) -> _Point:
    """Halve the step until the loss goes down enough."""
    slope = _dot(point.gradient, k_direction)
    length = np.float32(1.0)
    for _ in range(_HALVINGS):
        after = loss.at(point.coefficients + length * direction, point.scores + length * k_direction)
        if after.loss <= point.loss + 1e-4 * float(length) * slope:
            break
        length /= np.float32(2)
    return after


def _dot(one: Matrix, other: Matrix) -> float:
    return float(np.vdot(one, other))
