"""The assistant's own sentences, from `knowledge/texts/assistant.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from naast.errors import ContentError
from naast.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class Texts:
    """Sentences by dotted name, with the municipality's desk filled in."""

    raw: dict[str, Any]

    @classmethod
    def load(cls, file: Path) -> Texts:
        return cls(read_yaml(file))

    def say(self, name: str, /, *, youth: bool = False, **values: str) -> str:
        """The sentence `name`, e.g. `smalltalk.thanks`. Raises ContentError when there is none."""
        entry = self.lookup(name)
        if isinstance(entry, dict):
            entry = entry.get("youth", entry["text"]) if youth else entry["text"]
        if not isinstance(entry, str):
            raise ContentError("assistant.yaml", f"{name} is geen tekst.")
        for key, value in values.items():
            entry = entry.replace("{" + key + "}", value)
        return entry

    def lookup(self, name: str) -> Any:
        found: Any = self.raw
        for part in name.split("."):
            if not isinstance(found, dict) or part not in found:
                raise ContentError("assistant.yaml", f"De tekst {name} ontbreekt.")
            found = found[part]
        return found

    def has(self, name: str) -> bool:
        try:
            self.lookup(name)
        except ContentError:
            return False
        return True
