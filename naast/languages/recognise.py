"""In which language a line is written; when in doubt, Dutch.

Dutch is what nearly everybody writes here, with dialect, street language and slips of the pen. So another language
must be plain: enough words, far ahead of Dutch, and none of the words that give Dutch away.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder

from naast.languages.texts import DUTCH_WORDS, FALLBACK
from naast.yaml_files import read_yaml

DUTCH = "nl"
_CANDIDATES = (
    "nl",
    "af",
    "en",
    "de",
    "fr",
    "es",
    "tr",
    "pl",
    "ar",
    "fa",
    "uk",
    "ru",
    "so",
    "pt",
    "it",
    "ro",
    "bg",
)
_LIKE_DUTCH = ("nl", "af")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_MASK = re.compile(r"\[[^\]]*\]|https?://\S+|\S+@\S+")
_FEWEST_WORDS = {"en": 4}
"""Dutch youths use two or three English words without changing language."""
_FEWEST_WORDS_OTHERWISE = 3
_FEWEST_LETTERS = 2
_SURE = 0.8
_DUTCH_AT_MOST = 0.05
_OTHER_SCRIPT = 0.6
_LONGEST = 600
_SCRIPTS = ("ARABIC", "CYRILLIC")


@dataclass(frozen=True)
class Recogniser:
    """`dutch`: words, in small letters, that only Dutch has."""

    dutch: frozenset[str]

    @classmethod
    def load(cls, folder: Path) -> Recogniser:
        """From `knowledge/languages/`. The models come with the library; the first use takes a quarter second."""
        return cls(frozenset(read_yaml(folder / f"{DUTCH_WORDS}.yaml")["words"]))

    @cached_property
    def _detector(self) -> LanguageDetector:
        codes = [IsoCode639_1.from_str(code) for code in _CANDIDATES]
        return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()

    def recognise(self, text: str) -> str:
        """The code of the language (`tr`), `nl` when it may be Dutch; `en` for a script that we can't read."""
        words = _WORD.findall(_MASK.sub(" ", text[:_LONGEST]).casefold())
        letters = "".join(words)
        if len(letters) < _FEWEST_LETTERS:
            return DUTCH
        latin = sum(_script(letter) == "LATIN" for letter in letters)
        if 1 - latin / len(letters) >= _OTHER_SCRIPT:
            return self._other_script(" ".join(words), letters)
        if any(word in self.dutch for word in words):
            return DUTCH
        return self._latin(words)

    def _other_script(self, line: str, letters: str) -> str:
        if not any(_script(letter) in _SCRIPTS for letter in letters):
            return FALLBACK
        return self._ranked(line)[0][0]

    def _latin(self, words: list[str]) -> str:
        ranked = self._ranked(" ".join(words))
        code, sure = ranked[0]
        dutch = sum(share for other, share in ranked if other in _LIKE_DUTCH)
        enough = len(words) >= _FEWEST_WORDS.get(code, _FEWEST_WORDS_OTHERWISE)
        return code if enough and code not in _LIKE_DUTCH and sure >= _SURE and dutch <= _DUTCH_AT_MOST else DUTCH

    def _ranked(self, line: str) -> list[tuple[str, float]]:
        found = self._detector.compute_language_confidence_values(line)
        return [(each.language.iso_code_639_1.name.lower(), each.value) for each in found]


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split(" ")[0]
