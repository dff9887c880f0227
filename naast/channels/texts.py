"""What is said on a channel and nowhere else: `knowledge/channels/common.yml`, and a file per channel over it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from naast.knowledge.texts import Texts
from naast.yaml_files import read_yaml

_NOT_WORDS = re.compile(r"[^\w\s]|_")


class Command(StrEnum):
    """A bare word that does something. Written among other words it is just a word."""

    STOP = "stop"
    DELETE = "delete"
    PRIVATE = "private"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class ChannelTexts:
    texts: Texts
    words: dict[str, frozenset[str]]
    """Lists of words by name, `plain`."""

    @classmethod
    def load(cls, folder: Path, channel: str) -> ChannelTexts:
        """A channel without a file of its own says what all channels say. Raises ContentError."""
        own = folder / f"{channel}.yml"
        raw = _over(read_yaml(folder / "common.yml"), read_yaml(own) if own.exists() else {})
        words = {name: frozenset(plain(str(word)) for word in lines) for name, lines in raw.pop("words").items()}
        return cls(Texts(raw), words)

    def say(self, name: str, /, *, youth: bool = True, **values: str) -> str:
        return self.texts.say(name, youth=youth, **values)

    def command(self, text: str) -> Command | None:
        said = plain(text)
        return next((command for command in Command if said in self.words[command.value]), None)

    def means(self, name: str, text: str) -> bool:
        return plain(text) in self.words[name]


def plain(text: str) -> str:
    """Lower case, without accents' variants, punctuation or pictures of digits; one space between words."""
    folded = unicodedata.normalize("NFKC", text).replace("\ufe0f", "").replace("\u20e3", "").casefold()
    return " ".join(_NOT_WORDS.sub(" ", folded).split())


def _over(common: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """`common` with what `own` says instead, at every depth."""
    merged = dict(common)
    for name, value in own.items():
        both = isinstance(value, dict) and isinstance(merged.get(name), dict)
        merged[name] = _over(merged[name], value) if both else value
    return merged
