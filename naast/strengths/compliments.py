"""A compliment that was earned: about something the visitor said they do (domain.md 1.3, step 5)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from naast.flows.phrases import contains, first_place
from naast.flows.reader import Reply
from naast.yaml_files import read_yaml

_DENIED_WITHIN = 4


@dataclass(frozen=True, slots=True)
class Compliments:
    """`cues`: what somebody does and what we say of it; `never_about`: what is no strength."""

    cues: list[dict[str, Any]]
    never_about: list[str]
    negations: list[str]
    not_repeated: list[str]

    @classmethod
    def load(cls, file: Path) -> Compliments:
        raw = read_yaml(file)
        return cls(raw["cues"], raw["never_about"], raw["negations"], raw["not_repeated"])

    def about(self, reply: Reply, *, youth: bool) -> str | None:
        """What to say, or None: nothing was said that we can safely name, or something that is no strength."""
        if not self.a_strength(reply):
            return None
        for cue in self.cues:
            if self._said(reply.plain, cue["words"]):
                said: dict[str, str] = cue["say"]
                return said.get("youth", said["text"]) if youth else said["text"]
        return None

    def a_strength(self, reply: Reply) -> bool:
        """False when it mentions what hurts or numbs: then we neither praise nor repeat it."""
        words = reply.plain.split()
        return not any(
            contains(reply.plain, word) or (len(word) > 4 and any(w.startswith(word) for w in words))
            for word in self.never_about
        )

    def repeatable(self, reply: Reply) -> bool:
        """May it be said back as something that goes better? Not "het is eigenlijk altijd ruzie"."""
        return not set(reply.plain.split()) & set(self.not_repeated)

    def _said(self, plain: str, words: list[str]) -> bool:
        """One of `words` is there, and is not denied ("voorlezen helpt niet")."""
        for word in words:
            place = first_place(plain, [word])
            if place is None:
                continue
            around = plain.split()[max(0, place - 2) : place + _DENIED_WITHIN]
            if not set(around) & set(self.negations):
                return True
        return False
