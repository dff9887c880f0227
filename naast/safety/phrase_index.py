"""Which of two thousand phrases could be in a line at all? Looked up by word instead of tried one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from naast.safety.rules import Phrase


class PhraseIndex:
    """Phrases under the words of their most telling group: without one of these a phrase can't match."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._phrases = phrases
        common = Counter(word for phrase in phrases for group in phrase.needed for word in group)
        self._under: dict[str, list[int]] = defaultdict(list)
        self._always: list[int] = []
        for number, phrase in enumerate(phrases):
            if not phrase.needed:
                self._always.append(number)
                continue
            telling = min(phrase.needed, key=lambda group: sum(common[word] for word in group))
            for word in telling:
                self._under[word].append(number)

    def possible(self, words: frozenset[str]) -> Iterator[Phrase]:
        """Phrases that a line with these words (see `words_in`) may contain, in their own order."""
        found = set(self._always)
        for word in words:
            found.update(self._under.get(word, ()))
        for number in sorted(found):
            if self._phrases[number].possible(words):
                yield self._phrases[number]
