"""What a message says: text, choices to tap and a card. The text alone always says enough."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

Card = dict[str, Any]
"""`{"type": "answer" | "helplines" | "handover" | "plan" | "request" | …}`; see design, section 6."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. The visitor sees `title` and sends `id`; what it means to the engine stays on our side."""

    id: str
    title: str
    intent: str = ""
    entities: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Content:
    text: str
    choices: tuple[Choice, ...] = ()
    card: Card | None = None

    def then(self, text: str) -> Content:
        """The same message with `text` as its last paragraph."""
        return replace(self, text=f"{self.text}\n\n{text}")

    def to_json(self) -> dict[str, Any]:
        """The form that is sealed and stored."""
        return {
            "text": self.text,
            "choices": [
                {"id": c.id, "title": c.title, "intent": c.intent, "entities": c.entities} for c in self.choices
            ],
            "card": self.card,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Content:
        return cls(
            text=value["text"],
            choices=tuple(Choice(**choice) for choice in value.get("choices", [])),
            card=value.get("card"),
        )
