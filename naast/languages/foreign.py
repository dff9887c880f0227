"""A line in another language, and what is said to it: what the assistant needs of this folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from naast.conversation.content import Content
from naast.languages.recognise import Recogniser
from naast.languages.texts import Languages
from naast.safety.helplines import Helpline


@dataclass(frozen=True, slots=True)
class ForeignLines:
    """`desks` and `helplines`: the name of the desk, and the numbers, per municipality."""

    recogniser: Recogniser
    texts: Languages
    desks: Mapping[str, str]
    helplines: Mapping[str, Mapping[str, Helpline]]

    def recognise(self, text: str) -> str:
        """The code of the language; `nl` when it may be Dutch."""
        return self.recogniser.recognise(text)

    def message(self, code: str, municipality: str) -> Content:
        """The fixed text in this language, or in English."""
        return self.texts.message(code, self.desks[municipality], self.helplines[municipality])
