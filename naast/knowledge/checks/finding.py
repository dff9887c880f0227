"""One thing an editor can mend: where it is, what to do, and whether it stops a release."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """Short names, printed behind each message. `docs/redacteuren.md` explains every one of them."""

    UNREADABLE = "niet-te-lezen"
    REPEATED_FIELD = "dubbel-veld"
    MISSING_FIELD = "veld-ontbreekt"
    UNKNOWN_FIELD = "onbekend-veld"
    WRONG_SHAPE = "verkeerde-vorm"
    ID = "id"
    MISSING_TOPIC = "onderwerp-ontbreekt"
    FEW_TOPICS = "te-weinig-onderwerpen"
    REPEATED_TITLE = "dubbele-titel"
    RELATED = "verwijzing"
    FEW_SOURCES = "te-weinig-bronnen"
    SOURCE_DATE = "bron-datum"
    UNCHECKED_SOURCES = "bron-nakijken"
    SIGNATURE = "ondertekening"
    REVIEW_DUE = "nakijken"
    HEADING = "kopje"
    SHORT_ANSWER = "kort-antwoord"
    TIPS = "tips"
    YOUTHS = "jongeren"
    LONG_SENTENCE = "lange-zin"
    LONG_ON_AVERAGE = "gemiddelde-zin"
    WORD = "woord"
    ADDRESS = "je-vorm"
    PROMISE = "belofte"
    PHONE_NUMBER = "telefoonnummer"
    FEW_EXAMPLES = "te-weinig-voorbeelden"
    FEW_LONG_EXAMPLES = "te-weinig-lange-voorbeelden"
    REPEATED_EXAMPLE = "dubbel-voorbeeld"
    ALIKE = "lijkt-op"
    PERSONAL = "persoonsgegeven"
    HELPLINE_AGE = "hulplijn-nakijken"
    HELPLINE = "hulplijn"
    MUNICIPAL_NUMBER = "gemeente-nummer"
    MUNICIPAL_FACT = "gemeente-onbekend"
    OFFER_AGE = "aanbod-nakijken"
    OFFER_MISSING = "aanbod-onbekend"
    REPLY = "antwoord"
    ONE_QUESTION = "een-vraag"
    PHRASE = "patroon"
    PLACEHOLDER = "invulwoord"
    INTENT = "intent"


class Place(NamedTuple):
    """A line of a file; `file` as the editor sees it, such as `knowledge/topics/x.md`."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Finding:
    """`message` is Dutch and says what to do. Not severe: worth knowing, no reason to stop."""

    place: Place
    message: str
    kind: Kind
    severe: bool = True

    @property
    def where(self) -> str:
        """`file:line`."""
        return str(self.place)

    def __str__(self) -> str:
        note = "" if self.severe else "Let op: "
        return f"{self.where}: {note}{self.message} [{self.kind}]"
