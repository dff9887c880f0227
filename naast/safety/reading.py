"""Read a message by the phrases: sentence by sentence, and as a whole. Pure: rules in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from naast.safety.finders import Place
from naast.safety.phrases import BLANK, PAUSE, as_line, words_in
from naast.safety.rules import Phrase, SafetyRules
from naast.safety.screening import NOTHING, SafetyClass, Screening

_TAKEN_TOGETHER = 600
"""A message up to this length is also read as one sentence: "Ik wil. Niet meer. Leven."."""
_SERIOUS, _WORRY = 2, 3
_NEW_CLAUSE = ("maar", "en")
_ABOUT_ONESELF = re.compile(r"(?<!\S)(?:ik|mij|mijn|mezelf|mijzelf)/")


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence, or a message as a whole, and all that its phrases mean in this context, most urgent first."""

    text: str
    line: str
    found: tuple[Screening, ...]

    @property
    def worst(self) -> Screening:
        return min(self.found, key=lambda found: found.level or _WORRY + 1, default=NOTHING)


@dataclass(frozen=True, slots=True)
class Reading:
    """`whole` is None for a message of one sentence, and for one too long to take together."""

    sentences: tuple[Part, ...]
    whole: Part | None

    @property
    def phrases(self) -> tuple[Screening, ...]:
        """All that was found anywhere."""
        return self.whole.found if self.whole else tuple(f for part in self.sentences for f in part.found)


class Reader:
    """Finds the phrases of `rules` in a message."""

    def __init__(self, rules: SafetyRules) -> None:
        self._rules = rules

    def read(self, text: str) -> Reading:
        sentences = self._rules.wording.sentences(text)
        lines = [self._line(sentence) for sentence in sentences]
        message = frozenset[str]().union(*(words_in(line) for line in lines))
        parts = tuple(
            Part(sentence, line, self._found(line, sentence, message))
            for sentence, line in zip(sentences, lines, strict=True)
        )
        if len(parts) < 2 or len(text) > _TAKEN_TOGETHER:
            return Reading(parts, None)
        together = PAUSE.join(lines)
        apart = tuple(found for part in parts for found in part.found)
        return Reading(parts, Part(text, together, apart + self._found(together, text, message)))

    def in_context(self, found: Screening, line: str, *, about_oneself: bool) -> Screening:
        """What a finding still means in this line: fiction, a lesson, long ago."""
        if _any(self._rules.fiction, line):
            return NOTHING
        if not about_oneself and _any(self._rules.information, line):
            return replace(found, safety_class=SafetyClass.NONE, level=0, about_information=True)
        if self._past(found, line) or (
            not about_oneself and found.level == _SERIOUS and _any(self._rules.setting, line)
        ):
            return replace(found, safety_class=SafetyClass.CHECK, level=_WORRY)
        return found

    def _line(self, sentence: str) -> str:
        line = as_line(self._rules.wording.tokens(sentence))
        for idiom in self._rules.idioms:
            line = idiom.sub(BLANK, line)
        return line

    def _found(self, line: str, sentence: str, message: frozenset[str]) -> tuple[Screening, ...]:
        found = (
            self.in_context(_screening(phrase, sentence), line, about_oneself=bool(_ABOUT_ONESELF.search(said)))
            for phrase, said in self._matches(line, message)  # most urgent first
        )
        return tuple(f for f in found if f.level or f.about_information)

    def _matches(self, line: str, message: frozenset[str]) -> Iterator[tuple[Phrase, str]]:
        """Each phrase in `line`, with the words that it matched."""
        words = words_in(line)
        for phrase in self._rules.index.possible(words):
            if phrase.barred.isdisjoint(message):
                for place in phrase.finder.places(line, words):
                    if not self._denied(line, place):
                        yield phrase, place.said
                        break

    def _denied(self, line: str, place: Place) -> bool:
        """`hij slaat mij [echt] niet`, `geen … zelfmoordgedachten`."""
        following = [token.split("/") for token in line[place.last :].split(" ", 5)[:5]]
        if line[: place.first].endswith("geen/geen/n "):
            return True
        for i, (form, *rest) in enumerate(following):
            if form in self._rules.wording.denials:
                after = following[i + 1][0] if i + 1 < len(following) else ""
                return after not in self._rules.wording.not_denied
            if rest[1:] != ["f"] or form in _NEW_CLAUSE:
                return False
        return False

    def _past(self, found: Screening, line: str) -> bool:
        """Long ago and over, in a category where that makes a difference."""
        category = self._rules.categories.get(found.category or "")
        also_past = category is not None and category.also_past
        return found.level < _WORRY and not also_past and _any(self._rules.past, line)


def _screening(phrase: Phrase, sentence: str) -> Screening:
    safety_class = SafetyClass.CHECK if phrase.level == _WORRY else SafetyClass.ALARM
    return Screening(safety_class, phrase.level, phrase.category, phrase.text, sentence)


def _any(expressions: tuple[re.Pattern[str], ...], line: str) -> bool:
    return any(expression.search(line) for expression in expressions)
