"""The lines people can call, from one data file, with the municipality's own numbers filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from naast.errors import ContentError
from naast.yaml_files import read_yaml

_DAYS = {"werkdagen": (0, 5), "elke dag": (0, 7)}


@dataclass(frozen=True, slots=True)
class LineHours:
    """Open on `days` (Monday = 0) from `start` to `end`, Dutch time; `outside`: open at all other times."""

    days: frozenset[int]
    start: time
    end: time
    outside: bool = False

    def is_open(self, local: datetime) -> bool:
        within = local.weekday() in self.days and self.start <= local.time() < self.end
        return within is not self.outside


@dataclass(frozen=True, slots=True)
class Helpline:
    """`number` is None for a line everybody has their own number of, such as the family doctor.

    `when` says in words when somebody answers; `hours` is None for a line that is always open, or whose hours
    nobody could confirm.
    """

    id: str
    name: str
    number: str | None
    when: str
    ages: tuple[int, int]
    last_verified: date
    chat: str | None = None
    hours: LineHours | None = None

    def to_json(self, local: datetime) -> dict[str, str]:
        """What a card shows. `local`: the moment, in Dutch time."""
        shape = {"name": self.name, "number": self.number or "", "when": self.when_at(local)}
        return shape | ({"chat": self.chat} if self.chat else {})

    def when_at(self, local: datetime) -> str:
        """True at this moment: `nu open, 11.00 tot 21.00 uur`, `nu dicht, 11.00 tot 21.00 uur`."""
        if self.hours is None:
            return self.when
        return f"nu {'open' if self.hours.is_open(local) else 'dicht'}, {self.when}"

    def fits(self, age: float) -> bool:
        """Whether the line is for somebody of `age` (years)."""
        return self.ages[0] <= age < self.ages[1] + 1


def load_helplines(file: Path, municipal_numbers: dict[str, str | None]) -> dict[str, Helpline]:
    """All lines by id. Raises ContentError when a field is missing."""
    lines = {}
    for raw in read_yaml(file):
        try:
            lines[raw["id"]] = _line(raw, municipal_numbers)
        except KeyError as error:
            raise ContentError(file.name, f"Bij {raw.get('id', '?')} ontbreekt {error}.") from error
    return lines


def _line(raw: dict[str, Any], municipal_numbers: dict[str, str | None]) -> Helpline:
    own = raw.get("from_municipality")
    return Helpline(
        id=raw["id"],
        name=raw["name"],
        number=municipal_numbers.get(own) if own else raw["number"],
        when=raw["when"],
        ages=(raw["ages"][0], raw["ages"][1]),
        last_verified=raw["last_verified"],
        chat=raw.get("chat"),
        hours=read_hours(raw["hours"]) if "hours" in raw else None,
    )


def read_hours(raw: dict[str, Any]) -> LineHours:
    """`{days: werkdagen, from: "08:00", until: "17:00"}`. Raises KeyError, TypeError or ValueError."""
    return LineHours(
        days=frozenset(range(*_DAYS[raw["days"]])),
        start=time.fromisoformat(raw["from"]),
        end=time.fromisoformat(raw["until"]),
        outside=raw.get("outside", False),
    )
