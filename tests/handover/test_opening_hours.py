from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from naast.errors import SetupError
from naast.handover.opening_hours import closes_at, in_words, is_open, opens_at
from naast.knowledge.municipalities import Municipality, check_ready_for_production

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFICE = {day: (time(9), time(17)) for day in range(5)}
PLACE = Municipality("x", "X", "CJG X", OFFICE)
ALWAYS = Municipality("y", "Y", "CJG Y", None)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-24 08:59", False),
        ("2026-11-24 09:00", True),
        ("2026-11-24 16:59", True),
        ("2026-11-24 17:00", False),
        ("2026-11-28 12:00", False),  # Saturday
        ("2026-12-25 12:00", False),  # Christmas, a Friday
        ("2027-04-27 12:00", False),  # King's Day, a Tuesday
    ],
)
def test_open_in_office_hours_and_never_on_a_holiday(moment: str, expected: bool) -> None:
    assert is_open(PLACE, at(moment)) is expected


@pytest.mark.parametrize(
    ("moment", "expected", "spoken"),
    [
        ("2026-11-24 07:00", "2026-11-24 09:00", "vandaag om 9:00 uur"),
        ("2026-11-24 23:00", "2026-11-25 09:00", "morgen om 9:00 uur"),
        ("2026-11-27 18:00", "2026-11-30 09:00", "maandag om 9:00 uur"),
        ("2026-12-24 18:00", "2026-12-28 09:00", "maandag om 9:00 uur"),
    ],
)
def test_the_next_opening_is_honest_and_spoken(moment: str, expected: str, spoken: str) -> None:
    opening = opens_at(PLACE, at(moment))
    assert opening == at(expected)
    assert in_words(opening, at(moment)) == spoken


def test_a_desk_that_never_closes_has_no_opening_time() -> None:
    assert is_open(ALWAYS, at("2026-12-25 03:00"))
    assert opens_at(ALWAYS, at("2026-12-25 03:00")) is None


def test_closing_time_is_todays() -> None:
    assert closes_at(PLACE, at("2026-11-24 10:00")) == at("2026-11-24 17:00")


def test_production_does_not_start_without_the_regional_numbers() -> None:
    with pytest.raises(SetupError, match="youth_crisis"):
        check_ready_for_production(PLACE)
