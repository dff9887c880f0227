"""Personal numbers and addresses: found by their form and, where they have one, their own check digits.

After a cue ("mijn bsn is …") a number with a slip of the pen is masked too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumberType
from stdnum import iban, luhn
from stdnum.nl import bsn

from naast.privacy.spans import Kind, Span

_SEPARATORS = r"[ ._/()\-]{0,3}"

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SPELLED_EMAIL = re.compile(
    r"[\w.+-]+\s*(?:@|[(\[]at[)\]]|\bat\b|\bapenstaartje\b)\s*[\w-]+"
    r"(?:\s*(?:\.|\bpunt\b|\bdot\b)\s*[\w-]+)*?\s*(?:\.|\bpunt\b|\bdot\b)\s*"
    r"(?:nl|com|be|de|eu|org|net|info|example)\b",
    re.IGNORECASE,
)


def emails(text: str) -> Iterator[Span]:
    for pattern in (_EMAIL, _SPELLED_EMAIL):
        for match in pattern.finditer(text):
            yield Span(*match.span(), Kind.EMAIL)


_DUTCH_IBAN = re.compile(r"\bNL[ .-]?\d{2}[ .-]?[A-Z]{4}(?:[ .-]?\d){10}(?!\d)", re.IGNORECASE)
_ANY_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){11,30}\b", re.IGNORECASE)
_SHORTEST_IBAN = 15


def ibans(text: str) -> Iterator[Span]:
    """A Dutch one also with wrong check digits: nothing else looks like it."""
    for match in _DUTCH_IBAN.finditer(text):
        yield Span(*match.span(), Kind.IBAN)
    for match in _ANY_IBAN.finditer(text):
        for length in range(len(match[0]), _SHORTEST_IBAN - 1, -1):  # words that follow look like more of it
            if iban.is_valid(re.sub(r"[ .-]", "", match[0][:length]), check_country=False):
                yield Span(match.start(), match.start() + length, Kind.IBAN)
                break


_CARD = re.compile(r"(?<!\d)[3-6](?:[ .-]?\d){12,18}(?!\d)")


def cards(text: str) -> Iterator[Span]:
    for match in _CARD.finditer(text):
        if luhn.is_valid(re.sub(r"\D", "", match[0])):
            yield Span(*match.span(), Kind.CARD)


_MOBILE = re.compile(
    rf"(?<![\d+])(?:(?:\+|00)31{_SEPARATORS}0?{_SEPARATORS}|31 ?|\(?0{_SEPARATORS})6"
    rf"(?:{_SEPARATORS}\d){{8}}(?!\d)"
)
_LANDLINE = re.compile(rf"(?<!\d)\(?0{_SEPARATORS}[1-57-9](?:{_SEPARATORS}\d){{8}}(?!\d)")
_DIGIT_WORD = r"(?:nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|\d)"
_SPELLED_MOBILE = re.compile(rf"\bnul[\s,-]+zes(?:[\s,-]+{_DIGIT_WORD}){{8}}\b", re.IGNORECASE)
_DATE = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d{2}")
_NOT_A_PERSONS = ("080", "088", "090")
"""Free, company and paid numbers: organisations, not people."""
_ORGANISATIONS = frozenset(
    {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
    }
)


def phones(text: str) -> Iterator[Span]:
    for pattern in (_MOBILE, _LANDLINE, _SPELLED_MOBILE):
        for match in pattern.finditer(text):
            digits = re.sub(r"\D", "", match[0])
            if not digits.startswith(_NOT_A_PERSONS) and not _DATE.match(match[0]):
                yield Span(*match.span(), Kind.PHONE)
    for found in phonenumbers.PhoneNumberMatcher(text, "NL"):
        if phonenumbers.number_type(found.number) not in _ORGANISATIONS and not is_bsn(found.raw_string):
            yield Span(found.start, found.end, Kind.PHONE)


_NINE_DIGITS = re.compile(r"(?<!\d)\d(?:[ .-]?\d){8}(?!\d)")
_AFTER_CUE = re.compile(
    r"(?<!\[)\b(?:bsn|b\.s\.n\.|burger ?service ?(?:nummer|nr)|sofi ?-?nummer)\D{0,20}?"
    r"(?P<number>\d(?:[ .-]?\d){7,8})(?!\d)",
    re.IGNORECASE,
)


def bsns(text: str) -> Iterator[Span]:
    for match in _NINE_DIGITS.finditer(text):
        if is_bsn(match[0]):
            yield Span(*match.span(), Kind.BSN)
    for match in _AFTER_CUE.finditer(text):
        yield Span(*match.span("number"), Kind.BSN)


def is_bsn(digits: str) -> bool:
    compact = re.sub(r"\D", "", digits)
    return len(compact) == 9 and bool(bsn.is_valid(compact))


_SIDE_CODES = [
    "XX-99-99",
    "99-99-XX",
    "99-XX-99",
    "XX-99-XX",
    "XX-XX-99",
    "99-XX-XX",
    "99-XXX-9",
    "9-XXX-99",
    "XX-999-X",
    "X-999-XX",
    "XXX-99-X",
    "X-99-XXX",
    "9-XX-999",
    "999-XX-9",
]
"""RDW, https://www.rdw.nl (sidecodes 1 to 14)."""


def _side_codes(separator: str) -> str:
    parts = {"X": "[A-Z]", "9": r"\d", "-": separator}
    forms = ("".join(parts[character] for character in code) for code in _SIDE_CODES)
    return f"(?:{'|'.join(forms)})"


_PLATE = re.compile(rf"(?<![\w-]){_side_codes('-')}(?![\w-])", re.IGNORECASE)
_PLATE_AFTER_CUE = re.compile(
    rf"\b(?:kenteken|nummerbord|nummerplaat)\w*\W+(?:\w+\W+){{0,2}}?(?P<plate>{_side_codes('[ -]?')})(?![\w-])",
    re.IGNORECASE,
)
_IN_A_DATE = re.compile(
    r"\b(?:jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec|ma|di|wo|do|vr|za|zo)\b", re.IGNORECASE
)


def plates(text: str) -> Iterator[Span]:
    for match in _PLATE.finditer(text):
        if not _IN_A_DATE.search(match[0]):
            yield Span(*match.span(), Kind.PLATE)
    for match in _PLATE_AFTER_CUE.finditer(text):
        yield Span(*match.span("plate"), Kind.PLATE)


_HOUSE = r"(?:[, ]+(?:(?:nr\.?|nummer|huisnr\.?|huisnummer) )?\d{1,5}(?:[ -]?(?:hs|[a-z])\b|[a-z]\b)?)"
_POSTCODE = re.compile(
    rf"\b[1-9]\d{{3}}(?P<gap>[ -]?)(?!SA|SD|SS)(?P<letters>[A-Z]{{2}})\b(?P<house>{_HOUSE})?", re.I
)
_POSTCODE_CUE = re.compile(r"postcodes?\W+(?:\w+\W+){0,2}$", re.IGNORECASE)
_WORDS_OF_TWO = re.compile(
    r"(?:al|cm|da|de|en|er|ga|gb|gr|ha|he|ik|in|is|ja|je|kg|km|ma|mb|me|mg|ml|mm|mn|na|nl|nr|nu|of|ok|om|op|oz|pc|pk"
    r"|st|te|tv|uu|uw|we|wo|za|ze|zn|zo)",
    re.IGNORECASE,
)


def postcodes(text: str) -> Iterator[Span]:
    """In capitals; in small letters only with a house number, or after the word."""
    for match in _POSTCODE.finditer(text):
        letters, cued = match["letters"], bool(_POSTCODE_CUE.search(text[: match.start()]))
        word = _WORDS_OF_TWO.fullmatch(letters) and match["gap"]
        sure = letters.isupper() or match["house"] or not match["gap"]
        if cued or (sure and not word):
            yield Span(*match.span(), Kind.POSTCODE)


_STREET = re.compile(
    r"\b[A-Z][a-zà-ÿ]{2,}(?:[ -][A-Z]?[a-zà-ÿ]+){0,2}?"
    r"(?:straat|laan|kade|gracht|singel|dreef|plantsoen|steeg|weg|plein|hof|dijk)"
    r" \d{1,4}(?: ?[a-zA-Z])?\b(?! ?(?:uur|min|keer|kinder|jaar|dagen|weken|maanden|km|euro|x\b))"
)
_NOT_A_STREET = re.compile(
    r"(?:onder|half|snel|om|rond|spoor|school|speel|dorps|kerk)(?:weg|plein|hof)\b", re.IGNORECASE
)


def addresses(text: str) -> Iterator[Span]:
    """A street with a capital letter and its number."""
    for match in _STREET.finditer(text):
        if not _NOT_A_STREET.search(match[0]):
            yield Span(*match.span(), Kind.ADDRESS)
