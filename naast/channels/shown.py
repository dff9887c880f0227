"""What could be chosen under the last message, and which of it a typed answer means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from naast.channels.channel import Option
from naast.channels.texts import plain

OWN = "channel:"
"""Choices that the channel itself handles begin with this; a short "ja" is enough for them."""
_NUMBER = re.compile(r"(?:optie |nummer |nr |keuze )?(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Shown:
    """`numbered`: the visitor saw the options as a numbered list."""

    options: tuple[Option, ...]
    numbered: bool = False

    def meant(self, text: str) -> Option | None:
        """The option that `text` names: by its title, or by its number where numbers were shown."""
        said = plain(text)
        if not said:
            return None
        titles = [(plain(option.title), option) for option in self.options]
        if exact := [option for title, option in titles if title == said]:
            return exact[0]
        number = _NUMBER.fullmatch(said)
        if number and self.numbered and 1 <= int(number[1]) <= len(self.options):
            return self.options[int(number[1]) - 1]
        begins = [option for title, option in titles if title.startswith(f"{said} ") and option.id.startswith(OWN)]
        return begins[0] if len(begins) == 1 else None

    def to_json(self) -> dict[str, Any]:
        return {"options": [[o.id, o.title] for o in self.options], "numbered": self.numbered}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Shown:
        return cls(tuple(Option(id, title) for id, title in value["options"]), value["numbered"])
