"""Is somebody at the desk now, and if not, when? Closed on public holidays, unless a municipality differs."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import holidays

from naast.knowledge.municipalities import WEEKDAYS, Municipality

_LOOK_AHEAD_DAYS = 30


def is_open(municipality: Municipality, now: datetime) -> bool:
    if municipality.hours is None:
        return True
    local = now.astimezone(ZoneInfo(municipality.time_zone))
    span = municipality.hours.get(local.weekday())
    return bool(span and not _is_closed_day(municipality, local) and span[0] <= local.time() < span[1])


def closes_at(municipality: Municipality, now: datetime) -> datetime | None:
    """When the desk closes today; None when it is closed now or never closes."""
    if municipality.hours is None or not is_open(municipality, now):
        return None
    local = now.astimezone(ZoneInfo(municipality.time_zone))
    until = municipality.hours[local.weekday()][1]
    return local.replace(hour=until.hour, minute=until.minute, second=0, microsecond=0)


def opens_at(municipality: Municipality, now: datetime) -> datetime | None:
    """The next opening after `now`, in local time; None when the desk is open or has no hours at all."""
    if municipality.hours is None or is_open(municipality, now):
        return None
    local = now.astimezone(ZoneInfo(municipality.time_zone))
    for ahead in range(_LOOK_AHEAD_DAYS):
        day = local + timedelta(days=ahead)
        span = municipality.hours.get(day.weekday())
        if span and not _is_closed_day(municipality, day):
            start = day.replace(hour=span[0].hour, minute=span[0].minute, second=0, microsecond=0)
            if start > local:
                return start
    return None


def in_words(moment: datetime, now: datetime) -> str:
    """`morgen om 9:00 uur`, `vrijdag om 13:30 uur`."""
    local_now = now.astimezone(moment.tzinfo)
    days = (moment.date() - local_now.date()).days
    day = {0: "vandaag", 1: "morgen"}.get(days, WEEKDAYS[moment.weekday()])
    if days > 6:
        day = f"{WEEKDAYS[moment.weekday()]} {moment.day}-{moment.month}"
    return f"{day} om {moment.hour}:{moment.minute:02d} uur"


def _is_closed_day(municipality: Municipality, local: datetime) -> bool:
    """A public holiday, unless this municipality is open then; or a day of its own."""
    day = local.date()
    if day in municipality.closed_days:
        return True
    return day not in municipality.open_holidays and day in holidays.country_holidays("NL", years=local.year)
