"""Judge one message: sentence by sentence, the most urgent sentence decides.

Phrases say what they mean; the trained classifier weighs them with the rest of the sentence, and hears what no
phrase catches (docs/decisions/0021). Without a classifier the phrases decide alone.

Pure: rules and classifier in, a Screening out. Runs before anything else is done with a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from naast.safety.reading import Part, Reader
from naast.safety.rules import SafetyRules
from naast.safety.screening import NOTHING, SafetyClass, Screening

_WORRY = 3


class IndirectClassifier(Protocol):
    """Weighs a sentence with the phrases that were found in it."""

    def judge(self, sentence: str, phrases: Sequence[Screening]) -> Screening: ...


class Screener:
    """Screens messages by `rules` and `classifier`."""

    def __init__(self, rules: SafetyRules, classifier: IndirectClassifier | None = None) -> None:
        self._reader = Reader(rules)
        self._classifier = classifier

    def screen(self, text: str) -> Screening:
        """The most urgent finding in `text`; NOTHING for empty or harmless text."""
        reading = self._reader.read(text)
        worst = NOTHING
        for part in (*reading.sentences, *([reading.whole] if reading.whole else [])):
            found = self._judge(part)
            if found.outranks(worst) or (worst is NOTHING and found.about_information):
                worst = found
        return worst

    def _judge(self, part: Part) -> Screening:
        said = part.worst
        if self._classifier is None:
            return said
        heard = self._classifier.judge(part.text, part.found)
        if heard is NOTHING:
            return said if said.about_information else NOTHING
        if said.safety_class is SafetyClass.ALARM:  # read in its context already, which a lesson doesn't undo
            return said if heard.safety_class is SafetyClass.ALARM else _as_question(said)
        heard = self._reader.in_context(heard, part.line, about_oneself=False)
        return heard if heard.outranks(said) or said is NOTHING else said


def _as_question(phrase: Screening) -> Screening:
    return replace(phrase, safety_class=SafetyClass.CHECK, level=_WORRY)
