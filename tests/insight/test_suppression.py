from __future__ import annotations

import pytest

from naast.insight.suppression import cell, parts, share


@pytest.mark.parametrize(("count", "shown"), [(0, None), (9, None), (10, 10), (250, 250)])
def test_a_count_under_ten_is_hidden(count: int, shown: int | None) -> None:
    assert cell(count) == shown


def test_one_small_part_hides_another_so_that_it_can_not_be_calculated() -> None:
    assert parts({"a": 40, "b": 3, "c": 12}) == {"a": 40, "b": None, "c": None}


def test_two_small_parts_hide_each_other() -> None:
    assert parts({"a": 40, "b": 3, "c": 4}) == {"a": 40, "b": None, "c": None}


def test_large_parts_are_all_shown() -> None:
    assert parts({"a": 40, "b": 30}) == {"a": 40, "b": 30}


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(9, 100, None), (95, 100, None), (50, 100, 50), (20, 20, 100), (0, 0, None)]
)
def test_a_share_needs_ten_on_both_sides_or_everybody(part: int, whole: int, shown: int | None) -> None:
    assert share(part, whole) == shown
