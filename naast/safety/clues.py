"""What the trained classifier looks at in a sentence: words, fields of meaning, and letters.

w  one to three words in a row, in standard spelling        "w naar huis"
l  the same in dictionary form                               "l slaan mij"
p  two words of a sentence with at most five between them    "p vader bang"
o  a field of meaning of `concepts.yaml`, or two of them      "o geheim + bang"
c  three to five letters in a row                            "c zelfm"
f  a phrase that was found, with its category and level       "f kind_meldt_geweld 2"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from naast.safety.screening import Screening
from naast.safety.wording import Token, Wording
from naast.yaml_files import read_yaml

GROUPS = ("w", "l", "p", "o", "c", "f")
_LONGEST_NGRAM = 3
_PAIR_REACH = 6
_FIELD_REACH = 9
_LETTERS = (3, 4, 5)
_MOST_WORDS = 120
"""Of a longer sentence only the beginning and the end are looked at."""


class Clues:
    """Reads the clues in a sentence. Pure: wording and fields in, names of clues out."""

    def __init__(self, wording: Wording, fields: dict[str, list[str]]) -> None:
        self._wording = wording
        self._fields: dict[str, set[str]] = {}
        self._beginnings: dict[str, set[str]] = {}
        for field, words in fields.items():
            for word in map(str, words):
                if word.endswith("~"):
                    self._beginnings.setdefault(word[:-1], set()).add(field)
                elif " " not in word:
                    for form in {word, wording.lemma(word), wording.standard(word)}:
                        self._fields.setdefault(form, set()).add(field)

    @classmethod
    def load(cls, wording: Wording, file: Path) -> Clues:
        return cls(wording, read_yaml(file))

    def of(self, sentence: str, phrases: Iterable[Screening] = ()) -> dict[str, list[str]]:
        """The clues in `sentence`, in which `phrases` were found, per group."""
        tokens = self._wording.tokens(sentence)
        if len(tokens) > _MOST_WORDS:
            tokens = tokens[: _MOST_WORDS // 2] + tokens[-_MOST_WORDS // 2 :]
        forms, lemmas = [t.form for t in tokens], [t.lemma for t in tokens]
        return {
            "w": list(_ngrams("w", forms)),
            "l": list(_ngrams("l", lemmas)),
            "p": list(_pairs(lemmas)),
            "o": self._meanings(tokens),
            "c": list(_letters(forms)),
            "f": sorted({clue for phrase in phrases if phrase.level for clue in _phrase(phrase)}),
        }

    def _meanings(self, tokens: list[Token]) -> list[str]:
        fields = [self._fields_of(token) for token in tokens]
        found = {f"o {field}" for here in fields for field in here}
        for i, here in enumerate(fields):
            for there in fields[i + 1 : i + _FIELD_REACH]:
                found.update(f"o {a} + {b}" for a in here for b in there if a != b)
        return sorted(found)

    def _fields_of(self, token: Token) -> set[str]:
        found = self._fields.get(token.form, set()) | self._fields.get(token.lemma, set())
        for beginning, fields in self._beginnings.items():
            if token.form.startswith(beginning):
                found = found | fields
        return found


def _ngrams(group: str, words: list[str]) -> Iterator[str]:
    edged = ["^", *words, "$"]
    for n in range(1, _LONGEST_NGRAM + 1):
        for i in range(len(edged) - n + 1):
            if n > 1 or edged[i] not in "^$":
                yield f"{group} {' '.join(edged[i : i + n])}"


def _pairs(words: list[str]) -> Iterator[str]:
    for i, first in enumerate(words):
        for second in words[i + 2 : i + _PAIR_REACH]:
            yield f"p {first} {second}"


def phrase_clue(found: Screening) -> str:
    """The clue of one phrase, whatever its level in this context."""
    return f"f {found.category} {found.words}"


def _phrase(found: Screening) -> tuple[str, ...]:
    return f"f level {found.level}", f"f {found.category} {found.level}", phrase_clue(found)


def _letters(words: list[str]) -> Iterator[str]:
    text = f" {' '.join(words)} "
    for n in _LETTERS:
        for i in range(len(text) - n + 1):
            yield f"c {text[i : i + n]}"
