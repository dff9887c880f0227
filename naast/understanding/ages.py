"""The age that a line names: "van 14", "2,5 jaar", "peuter", "groep 8", "zit in de brugklas"."""

from __future__ import annotations

import re

_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "nul",
            "een",
            "twee",
            "drie",
            "vier",
            "vijf",
            "zes",
            "zeven",
            "acht",
            "negen",
            "tien",
            "elf",
            "twaalf",
            "dertien",
            "veertien",
            "vijftien",
            "zestien",
            "zeventien",
            "achttien",
            "negentien",
            "twintig",
            "eenentwintig",
            "tweeëntwintig",
            "drieëntwintig",
        ]
    )
    if number > 1
}
_N = rf"(?P<n>\d{{1,2}}(?:[.,]5)?|{'|'.join(_NUMBER_WORDS)})"
_PATTERNS = (
    (re.compile(rf"\b{_N}\s*(?:weken|weekjes|wk|weeks?)\b(?: oud)?"), 1 / 52),
    (re.compile(rf"\b{_N}\s*(?:maanden|maandjes|mnd|mndn|maand)\b"), 1 / 12),
    (re.compile(rf"\b{_N}\s*(?:jaar|jr|jarige?|jaartjes|-jarige?|j)\b"), 1.0),
    (
        re.compile(
            rf"\b(?:van|is(?: net| nu| bijna| al)?|word|wordt|ben(?: net| nu)?)\s+(?:net |nu |bijna |al )?{_N}\b"
            r"(?!\s*(?:uur|x|keer|euro|kg|kilo|weken|maanden|dagen|min|kinderen|van))"
        ),
        1.0,
    ),
)
_GROUP = re.compile(r"\bgroep\s*([1-8])\b")
_CLASS = re.compile(r"\b(?:(?:klas|havo|vwo|vmbo|mavo)\s*([1-6])|([1-6])e? (?:klas|havo|vwo|vmbo|mavo))\b")
_STAGES = (
    (re.compile(r"\b(?:pasgeboren\w*|newborn|zuigeling)\b"), 0.1),
    (re.compile(r"\bbaby\w*\b"), 0.5),
    (re.compile(r"\bdreumes\w*\b"), 1.5),
    (re.compile(r"\bpeuter\w*\b"), 2.5),
    (re.compile(r"\bkleuter\w*\b"), 5.0),
    (re.compile(r"\bbrugklas\w*\b|\bbrugger\w*\b"), 12.0),
    (re.compile(r"\b(?:puber|tiener)\w*\b"), 14.0),
)
_OLDEST = 25
_DURATION = re.compile(
    r"\b(?:al|sinds|over|na|binnen|afgelopen|laatste|elke|iedere|per|nog|duurt|ongeveer|komende|zo'n|ruim al)\s+$"
)


def age_in(text: str) -> float | None:
    """The first age in years that `text` names, or None. Never guesses from the topic."""
    lower = text.lower()
    for pattern, unit in _PATTERNS:
        for match in pattern.finditer(lower):
            years = _number(match["n"]) * unit
            if years <= _OLDEST and not _is_duration(lower, match):
                return round(years, 2)
    if group := _GROUP.search(lower):
        return float(group[1]) + 3.5
    if year := _CLASS.search(lower):
        return float(year[1] or year[2]) + 11.5
    return next((age for pattern, age in _STAGES if pattern.search(lower)), None)


def _is_duration(text: str, match: re.Match[str]) -> bool:
    """ "huilt al 3 weken" and "sinds 2 jaar" say how long, "al 3 jaar oud" how old."""
    return bool(_DURATION.search(text[: match.start()])) and not text[match.end() :].lstrip().startswith("oud")


def _number(text: str) -> float:
    return float(_NUMBER_WORDS.get(text, 0) or text.replace(",", "."))
