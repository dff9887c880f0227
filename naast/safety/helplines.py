"""The lines people can call, from one data file, with the municipality's own numbers filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from naast.errors import ContentError
from naast.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class Helpline:
    """`number` is None for a line everybody has their own number of, such as the family doctor."""

    id: str
    name: str
    number: str | None
    when: str
    ages: tuple[int, int]
    last_verified: date
    chat: str | None = None

    def to_json(self) -> dict[str, str]:
        shape = {"name": self.name, "number": self.number or "", "when": self.when}
        return shape | ({"chat": self.chat} if self.chat else {})


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
    )
