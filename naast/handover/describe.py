"""What the queue may show of a family besides the topic: an age band and the language, never words."""

from __future__ import annotations

from sqlalchemy.orm import Session

from naast.handover import summary
from naast.privacy.encryption import DataKey
from naast.store.tables import Conversation
from naast.understanding.ages import age_in

_LANGUAGES = {
    "nl": ("nederlands", "nederlandse", "dutch"),
    "en": ("engels", "english"),
    "tr": ("turks", "türkçe", "turkce"),
    "ar": ("arabisch", "العربية"),
    "pl": ("pools", "polski"),
    "uk": ("oekraïens", "oekraiens", "українська"),
}
"""Code → how people write it. Anything else is OTHER in the queue: the visitor's words stay in the summary."""
OTHER = "andere taal"

_BANDS = ((0, 4, "0-3"), (4, 8, "4-7"), (8, 12, "8-11"), (12, 16, "12-15"), (16, 24, "16-23"))


def describe(session: Session, key: DataKey, conversation: Conversation) -> None:
    """Note the age band that the visitor named and the language they chose."""
    fields = summary.read(session, key, conversation)
    conversation.age_band = age_band(age_in(fields["question"]))
    conversation.language = language_code(fields["language"])


def age_band(age: float | None) -> str | None:
    return next((band for low, high, band in _BANDS if age is not None and low <= age < high), None)


def middle_of(band: str | None) -> float | None:
    """Years; None for no band."""
    return next(((low + high) / 2 for low, high, name in _BANDS if name == band), None)


def language_code(typed: str) -> str | None:
    """A code of the list, OTHER, or None for nothing typed."""
    words = typed.strip().lower().strip(".")
    known = (code for code, names in _LANGUAGES.items() if words == code or words in names)
    return next(known, OTHER if words else None)
