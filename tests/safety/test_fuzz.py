"""Whatever somebody sends, the screening gives an answer; a disclosure among noise is still seen."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from naast.safety.screen import Screener
from naast.safety.screening import SafetyClass

DISCLOSURE = "Ik wil niet meer leven."
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
INVISIBLE = st.text(st.sampled_from("\u200b\u200d\u2060\ufeff"), max_size=5)
_fuzz = settings(max_examples=40, deadline=None)


@_fuzz
@given(text=ANYTHING)
def test_any_text_is_screened(screener: Screener, text: str) -> None:
    found = screener.screen(text)
    assert found.safety_class in SafetyClass


@_fuzz
@given(before=st.text(st.sampled_from("abcdefghij ,;:-\n\t🙂é"), max_size=200))
def test_a_disclosure_after_any_amount_of_talk_is_an_alarm(screener: Screener, before: str) -> None:
    found = screener.screen(f"{before}\n{DISCLOSURE}")
    assert found.safety_class is SafetyClass.ALARM


@_fuzz
@given(hidden=INVISIBLE, place=st.integers(0, len(DISCLOSURE)))
def test_invisible_letters_do_not_hide_a_disclosure(screener: Screener, hidden: str, place: int) -> None:
    found = screener.screen(DISCLOSURE[:place] + hidden + DISCLOSURE[place:])
    assert found.safety_class is SafetyClass.ALARM
