from __future__ import annotations

import string
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.nl import bsn

from naast.privacy.measuring import measure, read_lines
from naast.privacy.redaction import NEVER, redact, spans
from naast.privacy.report import FILES, naast, patterned
from naast.settings import Settings

LINES = [line for file in FILES.values() for line in read_lines(Settings().training_dir / "privacy" / file)]
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
BETWEEN = st.lists(
    st.sampled_from(["", " ", ".", "-", "\u200b", "\u00a0", "\u2011", "\u200d"]), min_size=8, max_size=8
)
DIGITS = {"plain": string.digits, "wide": "０１２３４５６７８９", "arabic": "٠١٢٣٤٥٦٧٨٩", "bold": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"}


def _with_check_digit(number: int) -> str:
    """A number of nine digits that passes the eleven test, or nothing when none does with these eight."""
    return next((f"{number}{digit}" for digit in range(10) if bsn.is_valid(f"{number}{digit}")), "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mijn bsn is 111222333", "mijn bsn is [burgerservicenummer]"),
        ("bsn 1112.22.333 graag", "bsn [burgerservicenummer] graag"),
        ("mail me op ouder.van@example.nl", "mail me op [e-mailadres]"),
        ("bel 06-12345678 vanavond", "bel [telefoonnummer] vanavond"),
        ("bel +31 6 1234 5678", "bel [telefoonnummer]"),
        ("rekening NL91 ABNA 0417 1643 00", "rekening [rekeningnummer]"),
        ("kaart 4111 1111 1111 1111", "kaart [kaartnummer]"),
        ("auto 12-ABC-3", "auto [kenteken]"),
        ("wij wonen op 2312 AB 12", "wij wonen op [postcode]"),
        ("postcode 2312ab, 12", "postcode [postcode]"),
        ("mijn naam is Voornaam van Achternaam en ik", "mijn naam is [naam] en ik"),
        ("mijn zoon heet Voornaam", "mijn zoon heet [naam]"),
    ],
)
def test_what_nobody_should_type_is_masked(text: str, expected: str) -> None:
    assert redact(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "bel 112 of 113",
        "Veilig Thuis is 0800-2000",
        "hij is 3 en weegt 14 kilo",
        "in 2024 is hij 5 geworden",
        "om 19.30 uur gaat ze naar bed",
        "ik heet niet blij te zijn",
        "we hebben 1000 en 1 dingen geprobeerd",
        "groep 3 en groep 4",
        "123456789 is geen echt nummer",
    ],
)
def test_ordinary_numbers_and_words_stay(text: str) -> None:
    assert redact(text).text == text


def test_the_kinds_are_named_once_each() -> None:
    assert redact("a@b.nl en c@d.nl en 06-12345678").kinds == ("e-mailadres", "telefoonnummer")


def test_of_our_labelled_chat_lines_the_patterned_kinds_are_nearly_all_masked() -> None:
    measured = measure(LINES, naast)
    assert len(LINES) >= 400
    assert patterned(measured).share >= 0.98, measured.missed
    assert measured.false_masks.share <= 0.01, measured.false


def test_a_measurement_counts_a_half_masked_number_as_missed() -> None:
    measured = measure(LINES, lambda text: [(span.start + 2, span.end) for span in spans(text)])
    assert patterned(measured).share < 0.05


@pytest.mark.parametrize("digits", DIGITS.values(), ids=DIGITS)
def test_a_number_in_other_digits_is_masked_all_the_same(digits: str) -> None:
    assert redact(f"mijn bsn is {'111222333'.translate(str.maketrans(string.digits, digits))} hoor").text == (
        "mijn bsn is [burgerservicenummer] hoor"
    )


def test_a_professional_may_give_a_telephone_number_but_no_citizen_service_number() -> None:
    assert redact("bel 06-12345678 over 111222333", NEVER).text == "bel 06-12345678 over [burgerservicenummer]"


@given(st.integers(10_000_000, 99_999_999).map(_with_check_digit).filter(bool), BETWEEN)
def test_whatever_stands_between_its_digits_a_bsn_is_masked(number: str, between: list[str]) -> None:
    typed = "".join(digit + gap for digit, gap in zip(number, [*between, ""], strict=True))
    assert redact(f"het nummer: {typed} en verder").text.startswith("het nummer: [")


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
def test_whatever_is_typed_only_the_masked_parts_change(text: str) -> None:
    found = spans(text)
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    rest, end = "", 0
    for span in found:
        rest, end = rest + text[end : span.start] + f"[{span.kind.value}]", span.end
    assert redact(text).text == rest + text[end:]


@given(st.text(string.digits + " .-/+()@", max_size=60), ANYTHING)
@settings(max_examples=300, deadline=None)
def test_after_masking_no_number_that_checks_out_is_left(digits: str, tail: str) -> None:
    assert not redact(redact(f"{digits} {tail}").text, NEVER).kinds
