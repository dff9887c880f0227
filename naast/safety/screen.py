"""Judge one message: sentence by sentence, the most urgent sentence decides.

Pure: rules and classifier in, a Screening out. Runs before anything else is done with a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from naast.safety.finders import Place
from naast.safety.phrases import BLANK, PAUSE, as_line, words_in
from naast.safety.rules import Phrase, SafetyRules
from naast.safety.screening import NOTHING, SafetyClass, Screening

_TAKEN_TOGETHER = 600
"""A message up to this length is also read as one sentence: "Ik wil. Niet meer. Leven."."""
_SERIOUS, _WORRY = 2, 3
_NEW_CLAUSE = ("maar", "en")
_ABOUT_ONESELF = re.compile(r"(?<!\S)(?:ik|mij|mijn|mezelf|mijzelf)/")


class IndirectClassifier(Protocol):
    """Recognises what is only said indirectly."""

    def judge(self, sentence: str) -> Screening: ...


class Screener:
    """Screens messages by `rules`, and by `classifier` for what no phrase catches."""

    def __init__(self, rules: SafetyRules, classifier: IndirectClassifier | None = None) -> None:
        self._rules = rules
        self._classifier = classifier

    def screen(self, text: str) -> Screening:
        """The most urgent finding in `text`; NOTHING for empty or harmless text."""
        worst = NOTHING
        sentences = self._rules.wording.sentences(text)
        lines = [self._line(sentence) for sentence in sentences]
        message = frozenset[str]().union(*(words_in(line) for line in lines))
        for sentence, line in zip(sentences, lines, strict=True):
            found = self._sentence(line, sentence, message)
            if found.outranks(worst) or (worst is NOTHING and found.about_information):
                worst = found
        if len(sentences) > 1 and len(text) <= _TAKEN_TOGETHER:
            worst = self._together(worst, PAUSE.join(lines), text, message)
        return worst

    def _together(self, worst: Screening, line: str, text: str, message: frozenset[str]) -> Screening:
        """A sentence may need its neighbours: the whole message, when no sentence raised an alarm."""
        if worst is NOTHING:
            worst = self._by_phrase(line, text, message)
        if worst.level in (0, _WORRY) and not worst.about_information:
            judged = self._by_classifier(text, line)
            if judged.outranks(worst):
                return judged
        return worst

    def _line(self, sentence: str) -> str:
        line = as_line(self._rules.wording.tokens(sentence))
        for idiom in self._rules.idioms:
            line = idiom.sub(BLANK, line)
        return line

    def _sentence(self, line: str, sentence: str, message: frozenset[str]) -> Screening:
        found = self._by_phrase(line, sentence, message)
        if found is NOTHING or found.level == _WORRY:
            judged = self._by_classifier(sentence, line)
            if judged.outranks(found) or found is NOTHING:
                return judged
        return found

    def _by_classifier(self, text: str, line: str) -> Screening:
        found = self._classifier.judge(text) if self._classifier else NOTHING
        return found if found is NOTHING else self._in_context(found, line, about_oneself=False)

    def _by_phrase(self, line: str, sentence: str, message: frozenset[str]) -> Screening:
        """The most urgent phrase that still means something in this context."""
        best = NOTHING
        for phrase, said in self._matches(line, message):  # most urgent first
            if best.level and phrase.level >= best.level:
                break
            found = self._in_context(
                _screening(phrase, sentence), line, about_oneself=bool(_ABOUT_ONESELF.search(said))
            )
            if found.outranks(best) or (best is NOTHING and found.about_information):
                best = found
        return best

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

    def _in_context(self, found: Screening, line: str, *, about_oneself: bool) -> Screening:
        if _any(self._rules.fiction, line):
            return NOTHING
        if not about_oneself and _any(self._rules.information, line):
            return replace(found, safety_class=SafetyClass.NONE, level=0, about_information=True)
        if self._past(found, line) or (
            not about_oneself and found.level == _SERIOUS and _any(self._rules.setting, line)
        ):
            return replace(found, safety_class=SafetyClass.CHECK, level=_WORRY)
        return found

    def _past(self, found: Screening, line: str) -> bool:
        """Long ago and over, in a category where that makes a difference."""
        category = self._rules.categories.get(found.category or "")
        also_past = category is not None and category.also_past
        return found.level < _WORRY and not also_past and _any(self._rules.past, line)


def _screening(phrase: Phrase, sentence: str) -> Screening:
    safety_class = SafetyClass.CHECK if phrase.level == 3 else SafetyClass.ALARM
    return Screening(safety_class, phrase.level, phrase.category, phrase.text, sentence)


def _any(expressions: tuple[re.Pattern[str], ...], line: str) -> bool:
    return any(expression.search(line) for expression in expressions)
