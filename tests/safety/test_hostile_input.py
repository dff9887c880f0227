"""Whatever is typed, the screening answers; nothing hides a disclosure by how it looks.

No clock: `timeout` only fails a test that would run for ever.
"""

from __future__ import annotations

import pytest

from naast.safety.screen import Screener
from naast.safety.screening import SafetyClass

pytestmark = pytest.mark.timeout(120)

DISCLOSURE = "ik wil dood"


@pytest.mark.parametrize(
    "text",
    [
        "\u200b".join(DISCLOSURE),
        "\u200b" * 3000 + DISCLOSURE,
        "ik w\u0456l d\u043e\u043ed",
        "ｉｋ ｗｉｌ ｄｏｏｄ",
        "IK WIL DOOD!!!!!!!!",
        "😭😭 ik wil dood 😭😭",
        "ïk wîl dóód",
    ],
    ids=["zero-width", "behind-zero-width", "homoglyphs", "full-width", "capitals", "emoji", "accents"],
)
def test_a_disclosure_is_found_however_it_is_dressed(screener: Screener, text: str) -> None:
    assert screener.screen(text).safety_class is SafetyClass.ALARM


@pytest.mark.parametrize(
    "text",
    [
        "\u200b" * 10_000,
        "😀" * 4000,
        "مرحبا привет 你好 " * 300,
        "a" * 10_000,
        "a b c d e f " * 1500,
        "niet " * 2000,
        "? " * 5000,
        "\u0301" * 5000,
        "{&}[]()|*^$~@<>\\/" * 400,
        "\x00\ud800",
    ],
    ids=["zero-width", "emoji", "scripts", "one-word", "letters", "words", "marks", "accents", "syntax", "broken"],
)
def test_nonsense_is_nothing_and_does_not_break(screener: Screener, text: str) -> None:
    assert screener.screen(text).safety_class is SafetyClass.NONE


def test_a_disclosure_at_the_end_of_a_long_message_is_found(screener: Screener) -> None:
    text = "Vandaag was het druk op school en daarna gingen we naar de markt. " * 28 + "Mijn vader slaat me."
    assert screener.screen(text).category == "kind_meldt_geweld"
