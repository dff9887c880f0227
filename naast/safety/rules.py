"""What `knowledge/safety/` says: categories with their phrases, and contexts in which a phrase means less."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from naast.errors import ContentError
from naast.safety.finders import AnyOrder, InOrder
from naast.safety.phrase_index import PhraseIndex
from naast.safety.phrases import barred_words, finder_of, needed_words, pattern_of
from naast.safety.wording import Wording
from naast.yaml_files import read_yaml

_LEVEL_OF_LIST = {"now": 1, "serious": 2, "worry": 3}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line an expert wrote, ready to match."""

    text: str
    category: str
    level: int
    finder: InOrder | AnyOrder
    needed: tuple[frozenset[str], ...] = ()
    """A line without a word of each of these groups can't match: tested first, because it is fast."""
    barred: frozenset[str] = frozenset()
    """With one of these words in the message the phrase means nothing."""

    def possible(self, words: frozenset[str]) -> bool:
        """False when a line with these words (see `words_in`) can't match."""
        return not any(group.isdisjoint(words) for group in self.needed)


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of danger. `reply` names the text in replies.yaml, `question` is the calm check question."""

    id: str
    title: str
    reply: str
    question: str
    also_past: bool = False
    """Long ago counts as much as today."""


@dataclass(frozen=True, slots=True)
class SafetyRules:
    wording: Wording
    categories: dict[str, Category]
    phrases: tuple[Phrase, ...]
    idioms: tuple[re.Pattern[str], ...]
    """Spans that mean nothing: they are taken out before anything is matched."""
    fiction: tuple[re.Pattern[str], ...]
    """A game, film or book: a phrase in the same sentence is no signal."""
    information: tuple[re.Pattern[str], ...]
    """For school or work: answered normally, with the line in small print."""
    past: tuple[re.Pattern[str], ...]
    """Long ago and over: an alarm becomes a check question."""
    setting: tuple[re.Pattern[str], ...]
    """Words of lessons, work or games: a serious signal becomes a check question, danger now stays an alarm."""
    index: PhraseIndex = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", PhraseIndex(self.phrases))

    def compile_all(self) -> None:
        """Make every expression ready, so that no visitor waits for it. Takes seconds: not on the event loop."""
        for phrase in self.phrases:
            phrase.finder.prepare()

    @classmethod
    def load(cls, folder: Path) -> SafetyRules:
        """Read every file. Raises ContentError naming the file when one is wrong."""
        wording = Wording.load(folder / "words.yaml")
        contexts: dict[str, list[str]] = read_yaml(folder / "contexts.yaml")

        def compiled(name: str) -> tuple[re.Pattern[str], ...]:
            return tuple(re.compile(pattern_of(p, wording, "contexts.yaml")) for p in contexts[name])

        categories, phrases = {}, []
        for file in sorted((folder / "categories").glob("*.yaml")):
            category, found = _read_category(file, wording)
            categories[category.id] = category
            phrases += found
        return cls(
            wording,
            categories,
            tuple(sorted(phrases, key=lambda p: p.level)),
            idioms=compiled("idioms"),
            fiction=compiled("fiction"),
            information=compiled("information"),
            past=compiled("past"),
            setting=compiled("setting"),
        )


def _read_category(file: Path, wording: Wording) -> tuple[Category, list[Phrase]]:
    raw: dict[str, Any] = read_yaml(file)
    if missing := {"id", "title", "reply", "question"} - raw.keys():
        raise ContentError(file.name, f"Deze velden ontbreken: {', '.join(sorted(missing))}.")
    category = Category(raw["id"], raw["title"], raw["reply"], raw["question"], raw.get("also_past", False))
    phrases = [
        Phrase(
            text,
            category.id,
            level,
            finder_of(text, wording, file.name),
            needed_words(text, wording, file.name),
            barred_words(text, wording, file.name),
        )
        for name, level in _LEVEL_OF_LIST.items()
        for text in raw.get(name) or []
    ]
    return category, phrases
