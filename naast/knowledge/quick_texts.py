"""Texts a professional can start from: `knowledge/quick_texts/*.yaml`, for everybody or for one team."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from naast.errors import ContentError
from naast.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class QuickText:
    """`text` has {name}, {role} and {desk} to fill in; `shortcut` is typed after a slash."""

    shortcut: str
    title: str
    text: str
    team: str | None

    def to_json(self, **values: str) -> dict[str, str | None]:
        text = self.text
        for name, value in values.items():
            text = text.replace("{" + name + "}", value)
        return {"shortcut": self.shortcut, "title": self.title, "text": text, "team": self.team}


def load_quick_texts(folder: Path) -> tuple[QuickText, ...]:
    """Raises ContentError when a file misses something or a shortcut is used twice."""
    found: list[QuickText] = []
    for file in sorted(folder.glob("*.yaml")):
        raw = read_yaml(file)
        try:
            found += [
                QuickText(str(one["shortcut"]), one["title"], one["text"], raw.get("team")) for one in raw["texts"]
            ]
        except (KeyError, TypeError) as error:
            raise ContentError(file.name, f"Een sneltekst mist {error}.") from error
    shortcuts = [text.shortcut for text in found]
    if repeated := sorted({one for one in shortcuts if shortcuts.count(one) > 1}):
        raise ContentError(folder.name, f"Deze sneltoetsen staan er twee keer: {', '.join(repeated)}.")
    return tuple(found)


def for_team(texts: tuple[QuickText, ...], team: str | None) -> list[QuickText]:
    """A team's own texts first, then those for everybody."""
    return sorted((text for text in texts if text.team in (None, team)), key=lambda text: text.team is None)
