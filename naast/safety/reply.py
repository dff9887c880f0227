"""What the visitor reads at once after an alarm, and the one calm question of a check."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from naast.conversation.content import Choice, Content
from naast.safety.helplines import Helpline
from naast.safety.rules import Category
from naast.safety.screening import Screening
from naast.yaml_files import read_yaml

PERSON_CHOICE = Choice("ask_person", "Praat met een medewerker", intent="ask_person")
CHECK_YES = "check_yes"
CHECK_NO = "check_no"


class CheckAnswer(StrEnum):
    """How the visitor answered the calm question."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Situation:
    """When and to whom an alarm is answered.

    `local`: the moment in Dutch time. `age` (years) as the visitor named it. `desk_opens`: when somebody of the
    desk is there again, in words; None while the desk is open.
    """

    local: datetime
    youth: bool
    age: float | None = None
    desk_opens: str | None = None


@dataclass(frozen=True, slots=True)
class SafetyReplies:
    """Texts from replies.yaml with the lines from helplines.yaml."""

    texts: dict[str, dict[str, Any]]
    check_texts: dict[str, Any]
    desk_closed: str
    helplines: dict[str, Helpline]
    categories: dict[str, Category]

    @classmethod
    def load(cls, file: Path, helplines: dict[str, Helpline], categories: dict[str, Category]) -> SafetyReplies:
        raw = read_yaml(file)
        return cls(raw["replies"], raw["check"], raw["desk_closed"], helplines, categories)

    def alarm(self, screening: Screening, situation: Situation) -> Content:
        """Acknowledge, the right line first, a person with priority. The words alone say it all."""
        assert screening.category is not None
        text = self.texts[self.categories[screening.category].reply]
        words: str = text["now"] if screening.level == 1 else text["serious"]
        if situation.desk_opens:
            words = f"{words} {self.desk_closed.format(opens=situation.desk_opens)}"
        return Content(words, (PERSON_CHOICE,), self.card(screening.category, situation))

    def card(self, category: str, situation: Situation) -> dict[str, Any]:
        """The helplines card for a category; lines without a known number keep their name."""
        text = self.texts[self.categories[category].reply]
        lines = [self.helplines[line] for line in text["lines"]]
        if situation.youth:
            lines += self._young_line(text.get("young_lines", []), situation.age)
        return {
            "type": "helplines",
            "category": category,
            "lines": [line.to_json(situation.local) for line in lines],
        }

    def _young_line(self, ids: list[str], age: float | None) -> list[Helpline]:
        """The line for youths of this age; the first when we don't know the age, none when nothing fits."""
        lines = [self.helplines[id_] for id_ in ids]
        return [line for line in lines if age is None or line.fits(age)][:1]

    def check(self, screening: Screening) -> Content:
        """Exactly one calm question."""
        assert screening.category is not None
        choices = (
            Choice(CHECK_YES, self.check_texts["yes_title"]),
            Choice(CHECK_NO, self.check_texts["no_title"]),
            PERSON_CHOICE,
        )
        return Content(self.categories[screening.category].question, choices)

    def read_check_answer(self, text: str) -> CheckAnswer:
        """A typed answer to the calm question. Unclear is UNSURE, never NO."""
        plain = re.sub(r"[^\w\s]", "", text.lower()).strip()
        if _starts_with(plain, self.check_texts["refuse"]):
            return CheckAnswer.NO
        if _starts_with(plain, self.check_texts["accept"]):
            return CheckAnswer.YES
        return CheckAnswer.UNSURE

    def after_no(self) -> Content:
        return Content(self.check_texts["after_no"], (PERSON_CHOICE,))

    def unsure(self) -> Content:
        return Content(self.check_texts["unsure"], (PERSON_CHOICE,))


def _starts_with(text: str, options: list[str]) -> bool:
    return any(text == option or text.startswith(option + " ") for option in options)
