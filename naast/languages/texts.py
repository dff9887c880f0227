"""The fixed texts in other languages, from `knowledge/languages/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from naast.conversation.content import Choice, Content
from naast.errors import ContentError
from naast.safety.helplines import Helpline
from naast.yaml_files import read_yaml

FALLBACK = "en"
"""What somebody reads whose language we have no text in."""
DUTCH_WORDS = "dutch"
"""The one file in the folder that is no language."""
PERSON = "ask_person"
_LEFT_TO_RIGHT = "\u2066{}\u2069"
"""A number stays in its order between letters that run the other way."""


@dataclass(frozen=True, slots=True)
class Language:
    """`lines`: what each helpline is for, by its id. `reviewed_by` is None until somebody who speaks it looked."""

    code: str
    name: str
    dutch_name: str
    direction: str
    text: str
    person: str
    back: str
    call: str
    lines: Mapping[str, str]
    reviewed_by: str | None


@dataclass(frozen=True, slots=True)
class Languages:
    """All fixed texts by code, in the order in which a visitor may pick one."""

    by_code: dict[str, Language]

    @classmethod
    def load(cls, folder: Path) -> Languages:
        """Raises ContentError."""
        files = [file for file in sorted(folder.glob("*.yaml")) if file.stem != DUTCH_WORDS]
        known = {language.code: language for language in map(_language, files)}
        if FALLBACK not in known:
            raise ContentError(f"{folder.name}/{FALLBACK}.yaml", "De tekst in het Engels ontbreekt.")
        first = [code for code in (FALLBACK, "tr", "ar", "pl", "uk") if code in known]
        return cls({code: known[code] for code in dict.fromkeys([*first, *known])})

    def nearest(self, code: str) -> Language:
        return self.by_code.get(code) or self.by_code[FALLBACK]

    def words(self, code: str, desk: str) -> str:
        """The text itself. `desk`: the name of the municipality's desk."""
        language = self.by_code[code]
        others = " · ".join(other.name for other in self.by_code.values() if other is not language)
        return language.text.strip().replace("{desk}", desk).replace("{languages}", others)

    def numbers(self, code: str, helplines: Mapping[str, Helpline]) -> list[dict[str, str]]:
        """The helplines as a card shows them, in this language."""
        language = self.by_code[code]
        return [
            {
                "name": helplines[line].name,
                "number": helplines[line].number or "",
                "when": what_for,
                "call": language.call.replace("{number}", _LEFT_TO_RIGHT.format(helplines[line].number or "")),
            }
            for line, what_for in language.lines.items()
        ]

    def message(self, code: str, desk: str, helplines: Mapping[str, Helpline]) -> Content:
        """What the assistant says to somebody who writes in this language; the numbers are in the text as well."""
        language = self.nearest(code)
        numbers = self.numbers(language.code, helplines)
        listed = "\n".join(f"- {line['call']} ({line['name']}): {line['when']}" for line in numbers)
        text = self.words(language.code, desk)
        card = {
            "type": "language",
            "language": language.code,
            "name": language.name,
            "direction": language.direction,
            "text": text,
            "lines": numbers,
        }
        return Content(f"{text}\n\n{listed}", (Choice(PERSON, language.person, intent=PERSON),), card)


def _language(file: Path) -> Language:
    raw: Any = read_yaml(file)
    try:
        found = Language(**{name: raw[name] for name in Language.__dataclass_fields__})
    except (KeyError, TypeError) as error:
        raise ContentError(f"languages/{file.name}", f"Het veld {error} ontbreekt.") from error
    if found.code != file.stem or found.direction not in ("ltr", "rtl"):
        raise ContentError(f"languages/{file.name}", "code is de naam van het bestand; direction is ltr of rtl.")
    return found
