"""Bring a message to one spelling, so that a phrase needs writing down once.

`Wording` is read from `knowledge/safety/words.yaml`: street language, filler words, named sets, look-alikes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import simplemma

from naast.yaml_files import read_yaml

_LONGEST = 6000
"""Characters looked at; a message is shorter, what is longer is hostile."""
_SHORTEST_TYPO = 6
"""Shorter words are only respelled when words.yaml says so."""
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_LETTERS_SPELLED_OUT = re.compile(r"\b(?:[a-z][ .\-_*]){3,}[a-z]\b")
_REPEATED = re.compile(r"([a-z])\1{2,}")
_DOUBLED = re.compile(r"(.)\1")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_PAUSE = re.compile(r"[,;:.!?()\n]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_DIGITS_AS_LETTERS = str.maketrans("013457", "oieast")

Kind = Literal["word", "filler", "negation", "interjection"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is matched, with its lemma and its place in the text."""

    form: str
    lemma: str
    start: int
    end: int
    kind: Kind = "word"
    pause: bool = False
    """A comma or full stop stands before it."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How people write what they mean (data)."""

    spellings: dict[str, str]
    """One written word → one or more standard words."""
    fillers: frozenset[str]
    negations: frozenset[str]
    sets: dict[str, tuple[str, ...]]
    look_alikes: dict[int, str]
    denials: frozenset[str] = frozenset()
    """Words that take back what was said just before: "hij slaat mij niet"."""
    not_denied: frozenset[str] = frozenset()
    """After a denial: it was none ("niet alleen", "niet normaal")."""
    interjections: frozenset[str] = frozenset()
    """Words at the edge of a sentence that say nothing: "bro ik wil dood help"."""
    lemmas: dict[str, str] = field(default_factory=dict)
    """Word → dictionary form, where simplemma doesn't know or differs."""
    words: frozenset[str] = frozenset()
    """Words that carry danger: a word that is in no dictionary and looks like one of these is one."""
    near: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """A word with one letter left out → the words it may be."""
    spelled: dict[str, list[str]] = field(default_factory=dict, repr=False, compare=False)
    """`@set` → its words in standard spelling, from its first use on: a thousand phrases ask for it."""

    @classmethod
    def load(cls, file: Path) -> Wording:
        raw: dict[str, Any] = read_yaml(file)
        lemmas = {str(word): str(base) for base, words in raw["lemmas"].items() for word in [base, *words]}
        words = frozenset({*lemmas, *raw["words"], *(w for meant in raw["spellings"] for w in str(meant).split())})
        return cls(
            spellings={str(written): str(meant) for meant, forms in raw["spellings"].items() for written in forms},
            fillers=frozenset(raw["fillers"]),
            negations=frozenset(raw["negations"]),
            sets={name: tuple(map(str, words)) for name, words in raw["sets"].items()},
            look_alikes={ord(odd): plain for plain, odds in raw["look_alikes"].items() for odd in odds},
            denials=frozenset(raw["denials"]),
            not_denied=frozenset(raw["not_denied"]),
            interjections=frozenset(raw["interjections"]),
            lemmas=lemmas,
            words=words,
            near=_near_words(words),
        )

    def plain(self, text: str) -> str:
        """Lower case, without accents, invisible signs, look-alike letters and drawn-out vowels."""
        text = _INVISIBLE.sub("", text[:_LONGEST])
        text = unicodedata.normalize("NFKD", text).lower().translate(self.look_alikes)
        text = "".join(c for c in text if not unicodedata.combining(c))
        text = text.replace("’", "'").replace("‘", "'").replace("`", "'").replace("´", "'")
        text = _LETTERS_SPELLED_OUT.sub(lambda m: re.sub(r"[ .\-_*]", "", m[0]), text)
        return _REPEATED.sub(r"\1\1", text)

    def sentences(self, text: str) -> list[str]:
        """The sentences of a message, each judged by itself."""
        return [part.strip() for part in _SENTENCE_END.split(text[:_LONGEST]) if part.strip()]

    def tokens(self, text: str) -> list[Token]:
        """The words of `text` in standard spelling, fillers included."""
        plain = self.plain(text)
        found: list[tuple[str, int, int, bool]] = []
        before = 0
        for match in _WORD.finditer(plain):
            pause = bool(found) and bool(_PAUSE.search(plain, before, match.start()))
            before = match.end()
            for form in self.standard(match[0]).split():
                found.append((form, match.start(), match.end(), pause))
                pause = False
        forms = [(self._my_or_me(found, i), start, end, pause) for i, (_, start, end, pause) in enumerate(found)]
        return [
            Token(form, self.lemma(form), start, end, self._kind(form), pause) for form, start, end, pause in forms
        ]

    def standard(self, word: str) -> str:
        """One or more standard words for a written one."""
        if word in self.spellings:
            return self.spellings[word]
        if word in self.words or len(word) < 3:
            return word
        single = _DOUBLED.sub(r"\1", word)
        if single in self.spellings:
            return self.spellings[single]
        if _is_known(word):
            return word
        return self._respelled(word, single)

    def lemma(self, word: str) -> str:
        """The dictionary form of a word: `slaat` → `slaan`."""
        return self.lemmas.get(word) or lemma(word)

    def _respelled(self, word: str, single: str) -> str:
        """The dangerous word that an unknown word is probably meant to be, else the word itself."""
        letters = word.translate(_DIGITS_AS_LETTERS)
        if letters != word and not word.isdigit() and (letters in self.words or letters in self.spellings):
            return self.spellings.get(letters, letters)
        if single in self.words:
            return single
        if len(word) < _SHORTEST_TYPO:
            return word
        candidates = {c for shorter in _shorter(word) for c in self.near.get(shorter, ()) if _one_typo(word, c)}
        return min(candidates, default=word)

    def _my_or_me(self, words: list[tuple[str, int, int, bool]], i: int) -> str:
        """`me` means `mijn` before a relative or a part of the body, else `mij`; a last `mijn` means `mij`."""
        form = words[i][0]
        if form not in ("me", "mijn"):
            return form
        following, _, _, pause = words[i + 1] if i + 1 < len(words) else ("", 0, 0, True)
        if form == "me":
            return "mijn" if not pause and following in self.sets["van_mij"] else "mij"
        return "mij" if pause else "mijn"

    def _kind(self, form: str) -> Kind:
        if form in self.negations:
            return "negation"
        if form in self.fillers:
            return "filler"
        return "interjection" if form in self.interjections else "word"


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The dictionary form of a Dutch word: `slaat` → `slaan`."""
    return str(simplemma.lemmatize(word, lang="nl")).lower()


@lru_cache(maxsize=50_000)
def _is_known(word: str) -> bool:
    return bool(simplemma.is_known(word, lang="nl"))


def _shorter(word: str) -> list[str]:
    """The word itself and what is left when one letter is taken out; the first letter stays."""
    return [word, *(word[:i] + word[i + 1 :] for i in range(1, len(word)))]


def _near_words(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    near: dict[str, set[str]] = {}
    for word in words:
        if len(word) >= _SHORTEST_TYPO:
            for shorter in _shorter(word):
                near.setdefault(shorter, set()).add(word)
    return {shorter: tuple(sorted(found)) for shorter, found in near.items()}


def _one_typo(written: str, meant: str) -> bool:
    """True when one letter is missing, extra, wrong or swapped with its neighbour."""
    start = 0
    while start < min(len(written), len(meant)) and written[start] == meant[start]:
        start += 1
    left, right = written[start:], meant[start:]
    return (
        left[1:] == right
        or left == right[1:]
        or left[1:] == right[1:]
        or (left[:2] == right[1::-1] and left[2:] == right[2:])
    )
