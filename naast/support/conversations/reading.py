"""Read times, ages and a postcode from what somebody typed. The words are data (`read` in form.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from naast.flows.phrases import any_of, contains, plain
from naast.support.availability import DAYS, PARTS, SLOTS, ordered

_POSTCODE = re.compile(r"(?<![\d-])([1-9]\d{3})(?!\d)")
_AGE = re.compile(r"\b(\d{1,2})\b(?!\s*(?:keer|x|uur|dagdel|middag|dagen))")
_MONTHS = re.compile(r"\b\d{1,2}\s*(?:maand|maanden|weken|week|mnd)\b")
_OLDEST = 120


@dataclass(frozen=True, slots=True)
class FormReader:
    """`days`, `parts` and `ages` map what people say to what we keep; `groups` are days together."""

    days: Mapping[str, list[str]]
    parts: Mapping[str, list[str]]
    groups: Mapping[str, Mapping[str, Any]]
    always: list[str]
    ages: Mapping[int, list[str]]

    @classmethod
    def from_data(cls, read: Mapping[str, Any]) -> FormReader:
        return cls(read["days"], read["parts"], read["groups"], read["always"], read["ages"])

    def slots(self, text: str) -> list[str]:
        """`["wo-middag"]` for "woensdagmiddag"; a day without a part means the whole day. Empty: none found."""
        said = plain(text)
        if any_of(said, self.always):
            return list(SLOTS)
        parts = [part for part in PARTS if any_of(said, self.parts[part])] or list(PARTS)
        found = {slot for day, own in self._days_in(said) for slot in (f"{day}-{p}" for p in own or parts)}
        for words in self.groups.values():
            if any_of(said, words["words"]):
                own = words.get("parts") or parts
                found |= {f"{day}-{part}" for day in words["days"] for part in own}
        if not found and len(parts) < len(PARTS):
            found = {f"{day}-{part}" for day in DAYS for part in parts}
        return ordered(found)

    def ages_in(self, text: str) -> list[int]:
        """Ages in years, in the order in which they stand; months and "baby" are 0."""
        said = plain(text)
        rest = _MONTHS.sub(" ", said)
        found = [0] if rest != said else []
        found += [int(n) for n in _AGE.findall(rest) if int(n) <= _OLDEST]
        named = [age for age, words in self.ages.items() for word in words if contains(rest, word)]
        return found + [age for age in named if age not in found]

    def _days_in(self, said: str) -> Iterator[tuple[str, list[str]]]:
        """Each day that is named and not denied, with the part that is glued to it ("woensdagmiddag")."""
        words = said.split()
        for place, word in enumerate(words):
            for day, names in self.days.items():
                tail = next((word[len(n) :] for n in names if word == n or self._glued(word, n)), None)
                if tail is None or {"niet", "behalve", "geen"} & set(words[max(0, place - 2) : place]):
                    continue
                following = words[place + 1] if place + 1 < len(words) else ""
                own = [p for p in PARTS if p in (tail, following)]
                yield day, own

    def _glued(self, word: str, name: str) -> bool:
        return len(name) > 2 and word.startswith(name) and word[len(name) :] in (*PARTS, "en", "s")


def postcode4(text: str) -> str | None:
    """The four digits of a postcode; None when there are none."""
    found = _POSTCODE.search(text)
    return found[1] if found else None
