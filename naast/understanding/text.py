"""One spelling for what is compared: lower case, no drawn-out letters, no accents, one kind of apostrophe."""

from __future__ import annotations

import re
import unicodedata

_REPEATED = re.compile(r"(\w)\1{2,}")
_GREETING = re.compile(
    r"^\s*(?:hoi+|hallo+|hey+|hai|goede?n?(?:morgen|middag|avond|dag)|dag|beste(?: \w+)?|yo+|hi)\b[\s,.!:]*"
    r"(?:(?:allemaal|daar|lezers?|mensen|cjg)\b[\s,.!:]*)?",
    re.IGNORECASE,
)
_SHORTEST_REST = 4
"""Words that must be left for a greeting in front to be taken off."""


def normalise(text: str) -> str:
    text = unicodedata.normalize("NFKD", text).lower()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return _REPEATED.sub(r"\1\1", text.replace("’", "'").replace("‘", "'").replace("`", "'"))


def without_greeting(text: str) -> str:
    """ "hoi, mijn dochter slaapt niet" is about sleeping; "hoi" stays a greeting."""
    rest = _GREETING.sub("", text, count=1)
    return rest if len(rest.split()) >= _SHORTEST_REST else text
