"""Mask what nobody should type in a chat, before it is stored.

Numbers are recognised by their own check digits (python-stdnum, phonenumbers), names only after a cue such
as "mijn naam is". The visitor sees the mask, so that it is clear what we did not keep.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import phonenumbers
from stdnum import iban, luhn
from stdnum.nl import bsn

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_IBAN = re.compile(r"\b[A-Za-z]{2}\d{2}(?:[ ]?[A-Za-z0-9]{2,4}){3,8}\b")
_NINE_DIGITS = re.compile(r"(?<![\d.])\d(?:[ .-]?\d){7,8}(?![\d])")
_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")
_POSTCODE = re.compile(
    r"\b[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}\b(?:[, ]+\d{1,5}[a-zA-Z]?\b)?"
    r"|\b[1-9]\d{3} ?(?!is|en|of|om|op|te|ze|we|in|er|ik|al|je|ja|nu|zo|na)[a-z]{2}[, ]+\d{1,5}[a-zA-Z]?\b"
)
_PLATE = re.compile(
    r"\b(?:[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-[A-Z]{2}"
    r"|[A-Z]{2}-[A-Z]{2}-\d{2}|\d{2}-[A-Z]{2}-[A-Z]{2}|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}"
    r"|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}|[A-Z]{3}-\d{2}-[A-Z]|[A-Z]-\d{2}-[A-Z]{3}"
    r"|\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d)\b"
)
_NAMED = re.compile(
    r"(?P<cue>\b(?i:mijn naam is|ik heet|(?:hij|zij|ze) heet|genaamd|mijn (?:zoon|dochter|kind) heet)\s+)"
    r"(?P<name>[A-Za-zÀ-ÿ][\w'’-]+(?:(?:\s+(?:van|de|der|den|el|al|ten|ter)\b)*\s+[A-ZÀ-Ý][\w'’-]+)*)"
)
_NOT_A_NAME = {"niet", "nu", "ook", "heel", "gewoon", "de", "het", "een", "dat", "zo", "en", "maar", "zoiets"}


@dataclass(frozen=True, slots=True)
class Redacted:
    """`text` with masks such as [e-mailadres]; `kinds` are what was masked, in Dutch, without repeats."""

    text: str
    kinds: tuple[str, ...]


def redact(text: str) -> Redacted:
    """Mask personal numbers, addresses and names that a cue announces."""
    kinds: list[str] = []

    def mask(kind: str) -> str:
        if kind not in kinds:
            kinds.append(kind)
        return f"[{kind}]"

    def where(check: Callable[[str], bool], kind: str) -> Callable[[re.Match[str]], str]:
        return lambda match: mask(kind) if check(match[0]) else match[0]

    text = _EMAIL.sub(lambda _: mask("e-mailadres"), text)
    text = _IBAN.sub(where(iban.is_valid, "rekeningnummer"), text)
    text = _CARD.sub(where(_is_card, "kaartnummer"), text)
    text = _phones(text, mask)
    text = _NINE_DIGITS.sub(where(_is_bsn, "burgerservicenummer"), text)
    text = _PLATE.sub(lambda _: mask("kenteken"), text)
    text = _POSTCODE.sub(lambda _: mask("postcode"), text)
    text = _NAMED.sub(lambda match: _name(match, mask), text)
    return Redacted(text, tuple(kinds))


def _phones(text: str, mask: Callable[[str], str]) -> str:
    found = phonenumbers.PhoneNumberMatcher(text, "NL")
    for match in reversed(list(found)):
        if _is_helpline(match.number) or _is_bsn(match.raw_string):
            continue
        text = text[: match.start] + mask("telefoonnummer") + text[match.end :]
    return text


def _is_helpline(number: phonenumbers.PhoneNumber) -> bool:
    """Free and paid service numbers belong to organisations, not to people."""
    kind = phonenumbers.number_type(number)
    return kind in (phonenumbers.PhoneNumberType.TOLL_FREE, phonenumbers.PhoneNumberType.PREMIUM_RATE)


def _is_bsn(digits: str) -> bool:
    compact = re.sub(r"\D", "", digits)
    return len(compact) == 9 and bool(bsn.is_valid(compact))


def _is_card(digits: str) -> bool:
    return bool(luhn.is_valid(re.sub(r"\D", "", digits)))


def _name(match: re.Match[str], mask: Callable[[str], str]) -> str:
    name = match["name"]
    if name.split()[0].lower() in _NOT_A_NAME:
        return match[0]
    return match["cue"] + mask("naam")


def name_recogniser() -> str:
    """Which way names are recognised here: by cue words only, so far."""
    return "cues"
