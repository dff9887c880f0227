"""The one plan of a family: goal, what works, who helps, one small step, in the visitor's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from naast.errors import InvalidInput
from naast.flows.talk import Talk
from naast.flows.words import Words
from naast.knowledge.texts import Texts
from naast.privacy.redaction import redact

LONGEST = 300
"""Characters in one part; all parts together then fit on one printed page."""
_HIGHEST = 10


@dataclass(frozen=True, slots=True)
class Plan:
    """`sure` and `scale` run from 0 to 10, None when not said; the other parts are text and may be empty."""

    goal: str = ""
    works: str = ""
    helpers: str = ""
    step: str = ""
    when: str = ""
    sure: int | None = None
    fallback: str = ""
    scale: int | None = None

    @property
    def empty(self) -> bool:
        return not any((self.goal, self.works, self.helpers, self.step))

    def to_json(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Plan:
        return cls(**{field.name: value[field.name] for field in fields(cls) if field.name in value})

    def updated(self, newer: Plan) -> Plan:
        """What `newer` says goes; what it leaves open stays."""
        said = {name: value for name, value in newer.to_json().items() if value not in ("", None)}
        return replace(self, **said)

    def edited(self, changes: Mapping[str, Any]) -> Plan:
        """The visitor's own changes, checked and redacted. Raises InvalidInput naming the part."""
        names = {field.name for field in fields(self)}
        checked: dict[str, Any] = {n: _checked(n, v) for n, v in changes.items() if n in names}
        return replace(self, **checked)

    def in_words(self, texts: Texts, *, youth: bool) -> str:
        """Each part that has something, on a line of its own."""
        lines = []
        for name in ("goal", "works", "helpers", "step", "when", "sure", "fallback"):
            value = getattr(self, name)
            if value not in ("", None):
                lines.append(f"- {texts.say(f'plan.{name}', youth=youth)}: {value}")
        return "\n".join(lines)


def plan_of(talk: Talk, words: Words) -> Plan:
    """What was said in the conversation, part by part."""
    step = talk.text("smaller") or talk.text("step")
    works = [talk.text("exception"), talk.text("why")]
    sure = talk.number("sure_again")
    return Plan(
        goal=_short(talk.text("wonder")),
        works=_short("; ".join(part for part in works if part)),
        helpers=", ".join(_role(role["label"]) for role in talk.answers.get("who", [])),
        step=_short(step),
        when=talk.text("when"),
        sure=talk.number("sure") if sure is None else sure,
        fallback=words.say("plan.fallback_default") if step else "",
        scale=talk.number("scale"),
    )


def plan_card(plan: Plan, *, youth: bool) -> dict[str, Any]:
    return {"type": "plan", "youth": youth, "plan": plan.to_json()}


def _role(label: str) -> str:
    """A role as it stands in somebody's own plan: "je zus" becomes "zus"."""
    return label.removeprefix("je ").removeprefix("de ").removeprefix("een ")


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST]


def _checked(name: str, value: Any) -> str | int | None:
    if name in ("sure", "scale"):
        if value in (None, ""):
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _HIGHEST:
            raise InvalidInput("Vul een heel getal in van 0 tot 10, of laat het leeg.", name)
        return value
    if not isinstance(value, str):
        raise InvalidInput("Vul hier tekst in, of laat het leeg.", name)
    if len(value) > LONGEST:
        raise InvalidInput(f"Deze tekst is te lang. Houd het onder {LONGEST} tekens.", name)
    return redact(value.strip()).text
