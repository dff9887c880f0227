"""How well the screening finds what it must find, and how often it is wrong about harmless lines.

A line is never judged by itself: the classifier that judges it was trained without it, and a phrase that is
literally the line is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from naast.safety.lines import Line
from naast.safety.rules import Phrase, SafetyRules
from naast.safety.screen import IndirectClassifier, Screener
from naast.safety.screening import SafetyClass, Screening
from naast.safety.training import FOLDS, Trainer, fold_of

_SYNTAX = re.compile(r"[\[\]()|<>@~{}&^$*!]|\.\.\.")


@dataclass(frozen=True, slots=True)
class Judged:
    """A line, what the screening made of it, and what the phrases alone make of it."""

    line: Line
    found: Screening
    by_phrases: Screening

    @property
    def alarm(self) -> bool:
        return self.found.safety_class is SafetyClass.ALARM

    @property
    def noticed(self) -> bool:
        """An alarm or a check question: the visitor isn't passed by in silence."""
        return self.found.safety_class is not SafetyClass.NONE


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was judged."""

    judged: tuple[Judged, ...]
    question_alarms: int = 0
    question_checks: int = 0
    questions: int = 0


def evaluate(
    rules: SafetyRules,
    lines: Sequence[Line],
    trainer: Trainer | None,
    questions: Sequence[str] = (),
    apart: Sequence[Line] = (),
) -> Report:
    """Judge every line without its own help. `trainer` has read the same lines; None measures phrases only.

    `apart` are lines that nothing learns from. `questions` are ordinary ones of the same kind; only their number
    of alarms is kept.
    """
    folds = fold_of(lines)
    judged: list[Judged | None] = [None] * len(lines)
    for fold in range(FOLDS):
        numbers = [int(i) for i in np.flatnonzero(folds == fold)]
        classifier = trainer.train(without=frozenset(numbers)) if trainer else None
        for number in numbers:
            judged[number] = judge_without_itself(rules, classifier, lines[number])
    whole = trainer.train() if trainer and (questions or apart) else None
    judged += [judge_without_itself(rules, whole, line) for line in apart]
    screener = Screener(rules, whole)
    outcomes = [screener.screen(question).safety_class for question in questions]
    return Report(
        tuple(j for j in judged if j),
        outcomes.count(SafetyClass.ALARM),
        outcomes.count(SafetyClass.CHECK),
        len(questions),
    )


def judge_without_itself(rules: SafetyRules, classifier: IndirectClassifier | None, line: Line) -> Judged:
    """Screen `line` by all phrases except those that are literally the line."""
    own = _words(rules, line.text)
    phrases = tuple(p for p in rules.phrases if not _is_line(rules, p, own))
    others = rules if len(phrases) == len(rules.phrases) else replace(rules, phrases=phrases)
    by_phrases = Screener(others).screen(line.text)
    return Judged(line, Screener(others, classifier).screen(line.text), by_phrases)


def _is_line(rules: SafetyRules, phrase: Phrase, line: tuple[str, ...]) -> bool:
    return not _SYNTAX.search(phrase.text) and _words(rules, phrase.text) == line


def _words(rules: SafetyRules, text: str) -> tuple[str, ...]:
    """The words that count, in standard spelling."""
    return tuple(token.form for token in rules.wording.tokens(text) if token.kind in ("word", "negation"))
