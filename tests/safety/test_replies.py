"""What stands in an alarm's answer: the right lines, with hours that are true now, and honesty about the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from naast.content import KnowledgeContent
from naast.safety.reply import SafetyReplies, Situation
from naast.safety.screening import SafetyClass, Screening
from naast.settings import Settings

DUTCH = ZoneInfo("Europe/Amsterdam")
TUESDAY_AFTERNOON = Situation(datetime(2026, 11, 24, 15, 0, tzinfo=DUTCH), youth=True)
ELEVEN_AT_NIGHT = replace(TUESDAY_AFTERNOON, local=datetime(2026, 11, 24, 23, 0, tzinfo=DUTCH))


@pytest.fixture(scope="module")
def replies(content: KnowledgeContent) -> SafetyReplies:
    return content.safety_replies(Settings(), content.municipalities["voorbeeldgemeente"])


def lines_of(replies: SafetyReplies, category: str, situation: Situation) -> dict[str, str]:
    return {line["name"]: line["when"] for line in replies.card(category, situation)["lines"]}


def test_the_childrens_line_says_that_it_is_open_in_the_afternoon_and_closed_at_night(
    replies: SafetyReplies,
) -> None:
    by_day = lines_of(replies, "kind_meldt_geweld", TUESDAY_AFTERNOON)["Kindertelefoon"]
    at_night = lines_of(replies, "kind_meldt_geweld", ELEVEN_AT_NIGHT)["Kindertelefoon"]
    assert by_day.startswith("nu open")
    assert at_night.startswith("nu dicht")


def test_doctor_and_out_of_hours_doctor_are_never_open_at_the_same_time(replies: SafetyReplies) -> None:
    for hour in range(24):
        for day in (24, 28):  # a Tuesday and a Saturday
            moment = replace(TUESDAY_AFTERNOON, local=datetime(2026, 11, day, hour, 30, tzinfo=DUTCH))
            when = lines_of(replies, "acuut_medisch", moment)
            open_now = [when[name].startswith("nu open") for name in ("Je huisarts", "Huisartsenpost")]
            assert sum(open_now) == 1


@pytest.mark.parametrize(
    ("age", "line"), [(12, "Kindertelefoon"), (None, "Kindertelefoon"), (21, "Alles Oké? Supportlijn")]
)
def test_a_youth_gets_the_line_for_this_age(replies: SafetyReplies, age: float | None, line: str) -> None:
    young = {"Kindertelefoon", "Alles Oké? Supportlijn"}
    found = lines_of(replies, "suicidaliteit_zelf", replace(TUESDAY_AFTERNOON, age=age))
    assert young & set(found) == {line}


def test_a_parent_gets_no_line_for_youths(replies: SafetyReplies) -> None:
    found = lines_of(replies, "suicidaliteit_zelf", replace(TUESDAY_AFTERNOON, youth=False))
    assert "Kindertelefoon" not in found


def test_a_closed_desk_is_said_honestly_and_an_open_one_is_not_mentioned(replies: SafetyReplies) -> None:
    alarm = Screening(SafetyClass.ALARM, 2, "partnergeweld", "hij slaat mij", "Hij slaat mij.")
    closed = replies.alarm(alarm, replace(ELEVEN_AT_NIGHT, desk_opens="morgen om 9:00 uur"))
    assert "morgen om 9:00 uur" in closed.text
    assert "niet aan het werk" not in replies.alarm(alarm, TUESDAY_AFTERNOON).text
