"""Read a reply inside a guided conversation: what it could be, whatever was asked.

The words are data, in `knowledge/strengths/`; a question picks from `Reply` what it can use.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from naast.flows.numbers import NumberReader
from naast.flows.phrases import any_of, contains, first_place, plain, starts, whole, without_lead_in
from naast.yaml_files import read_yaml

_OWN_AGE = re.compile(
    r"\bik\s+(?:ben|word|bn)\s+(?:nu\s+|pas\s+|net\s+|al\s+|bijna\s+)?(\d{1,2})(?!\s*(?:weken|maanden|%))\b"
)
_STOPS_SOMETHING_ELSE = re.compile(r"\b(?:met|mee) (?!(?:de|deze|die|al die|dit) ?(?:vragen)?)")
_FILLER = 2
"""So many other words may stand around a short reply ("uh nee hoor", "ja doe maar even")."""
_QUOTED = 14


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody around a visitor, by role: `label` is how we say it back ("je oma")."""

    id: str
    label: str
    formal: bool


@dataclass(frozen=True, slots=True)
class Feeling:
    """A feeling word that was said; `say` and `say_youth` acknowledge it. Heavy ones change the road."""

    heavy: bool
    say: str
    say_youth: str


@dataclass(frozen=True, slots=True)
class Reply:
    """All that a short text could mean. Several may be true at once; the question decides what counts."""

    text: str
    plain: str
    number: int | None
    bare_number: bool
    yes: bool
    no: bool
    unsure: bool
    stop: bool
    skip: bool
    back: bool
    again: bool
    correcting: bool
    never: bool
    nobody: bool
    hard_to_ask: bool
    hard_reason: bool
    alone_by_choice: bool
    why_asked: bool
    privacy: bool
    about_questions: bool
    asks: bool
    wants_person: bool
    loss: bool
    roles: tuple[Role, ...]
    feeling: Feeling | None
    moment: str | None
    own_age: int | None

    @property
    def words(self) -> int:
        return len(self.plain.split())

    @property
    def empty(self) -> bool:
        """Nothing to hold on to: not a story, only "weet niet", a number, or a bare yes or no."""
        return self.unsure or self.skip or self.bare_number or (self.words <= 2 and (self.yes or self.no))

    def quote(self) -> str | None:
        """The visitor's own words, when they are short and safe enough to say back literally."""
        text = " ".join(self.text.split()).strip(" .!,;")
        safe = 2 <= self.words <= _QUOTED and "[" not in text and "?" not in text
        return text if safe and not (self.feeling and self.feeling.heavy) else None


class Reader:
    """Reads replies with the words in a folder: reading.yaml, roles.yaml and feelings.yaml."""

    def __init__(self, reading: Mapping[str, Any], roles: Mapping[str, Any], feelings: list[Any]) -> None:
        self._lists: dict[str, list[str]] = {k: v for k, v in reading.items() if isinstance(v, list)}
        self._numbers = NumberReader.from_data(reading)
        self._roles = [
            (Role(name, entry["label"], entry.get("formal", False)), tuple(entry["words"]))
            for name, entry in roles.items()
        ]
        self._feelings = feelings

    @classmethod
    def load(cls, folder: Path) -> Reader:
        return cls(*(read_yaml(folder / f"{name}.yaml") for name in ("reading", "roles", "feelings")))

    def read(self, text: str) -> Reply:
        said = plain(text)
        short = {name: self._nothing_but(said, self._lists[name]) for name in ("unsure", "skip")}
        core = without_lead_in(said, self._lists["lead_in"])
        no = starts(core, self._lists["no"]) or any_of(said, self._lists["no_anywhere"])
        return Reply(
            text=text,
            plain=said,
            number=self._numbers.read(text),
            bare_number=self._numbers.only(said),
            yes=starts(core, self._lists["yes"]) and not no,
            no=no,
            unsure=short["unsure"],
            stop=any(self._stops(plain(line)) for line in text.splitlines()),
            skip=short["skip"] and len(said.split()) <= 5,
            back=said in self._lists["back"],
            again=whole(said, self._lists["again"], 1) and len(said.split()) <= 6,
            correcting=any_of(said, self._lists["correcting"]),
            never=self._never(said),
            nobody=self._nobody(said),
            hard_to_ask=any_of(said, self._lists["hard_to_ask"]),
            hard_reason=any_of(said, self._lists["hard_reasons"]),
            alone_by_choice=any_of(said, self._lists["alone_by_choice"]),
            privacy=any_of(said, self._lists["privacy"]),
            why_asked=any_of(said, self._lists["why_asked"]),
            about_questions=any_of(said, self._lists["about_questions"]),
            asks=self._asks(text, said),
            wants_person=any_of(said, self._lists["person_words"]),
            loss=any_of(said, self._lists["loss"]),
            roles=self._roles_in(said),
            feeling=self._feeling_in(said),
            moment=self._moment_in(said),
            own_age=int(age[1]) if (age := _OWN_AGE.search(text.lower())) else None,
        )

    def _nothing_but(self, said: str, phrases: list[str]) -> bool:
        """Is `said` one of `phrases`, with only filler around it? "Geen idee, luisteren" says more."""
        filler = set(self._lists["filler"])
        for phrase in phrases:
            if phrase.startswith("="):
                if without_lead_in(said, self._lists["lead_in"]) == phrase[1:]:
                    return True
            elif contains(said, phrase) and set(f" {said} ".replace(f" {phrase} ", " ", 1).split()) <= filler:
                return True
        return False

    def _stops(self, said: str) -> bool:
        """A short "stop"; "stoppen met schreeuwen" is an answer."""
        short = len(said.split()) <= 6 and whole(said, self._lists["stop"], _FILLER)
        return short and not _STOPS_SOMETHING_ELSE.search(said)

    def _never(self, said: str) -> bool:
        return whole(said, self._lists["never"], 4) and not any_of(said, self._lists["never_but"])

    def _nobody(self, said: str) -> bool:
        """ "Niemand", unless a role is named after all ("niemand, of ja, mijn zus")."""
        named = self._roles_in(said)
        return whole(said, self._lists["nobody"], 8) and not named

    def _asks(self, text: str, said: str) -> bool:
        """A question to us, not an answer that happens to begin with "wat"."""
        if len(said.split()) < 3:
            return False
        return text.rstrip().endswith("?") or starts(said, self._lists["question_starts"])

    def _roles_in(self, said: str) -> tuple[Role, ...]:
        """Roles in the order in which they are named; "mijn moeder niet" doesn't count."""
        found: dict[int, tuple[int, Role]] = {}
        for role, words in self._roles:
            if (place := first_place(said, words)) is None or self._denied(said, place):
                continue
            longest = max(len(word.split()) for word in words if contains(said, word))
            if place not in found or found[place][0] < longest:
                found[place] = (longest, role)
        taken: list[Role] = []
        until = -1
        for place in sorted(found):
            longest, role = found[place]
            if place > until:
                taken.append(role)
                until = place + longest - 1
        return tuple(taken)

    def _denied(self, said: str, place: int) -> bool:
        words = said.split()
        before, after = words[max(0, place - 3) : place], words[place + 1 : place + 2]
        return bool({"niet", "geen", "zonder", "behalve"} & set(before)) or after == ["niet"]

    def _feeling_in(self, said: str) -> Feeling | None:
        for entry in self._feelings:
            if any_of(said, entry["words"]) and not any_of(said, entry.get("not_with", [])):
                text = entry["say"]["text"]
                return Feeling(entry.get("heavy", False), text, entry["say"].get("youth", text))
        return None

    def _moment_in(self, said: str) -> str | None:
        """The first time that is named, with what belongs to it ("morgen na het eten")."""
        found = [(first_place(said, [m]) or 0, -len(m), m) for m in self._lists["moments"] if contains(said, m)]
        return min(found)[2] if found else None
