"""The plan shown, mended, and the other parts of life."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from naast.conversation.content import Choice, Content
from naast.flows.phrases import any_of
from naast.flows.reader import Reply
from naast.flows.step import Step, Taken
from naast.flows.talk import Talk
from naast.flows.words import Words
from naast.strengths.plan import Plan, plan_card, plan_of
from naast.support.conversations.who_can_help import ask_who_can_help

_CHANGING = "changing"


class Check(Step):
    """The plan in the visitor's words: is it right?"""

    name = "check"
    skippable = False
    free = False
    closing = True

    def due(self, talk: Talk) -> bool:
        return _has_plan(talk)

    def ask(self, talk: Talk, words: Words) -> Content:
        plan = plan_of(talk, words)
        parts = (words.say("check.intro"), _in_words(plan, words), words.say("check.ask"))
        return Content("\n\n".join(parts), words.buttons(self.name), plan_card(plan, youth=talk.youth))

    def fits(self, reply: Reply, talk: Talk) -> bool:
        return reply.words <= 4 and (reply.yes or reply.no)

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.no:
            talk.marks.add(_CHANGING)
            return Taken()
        return Taken(words.say("check.right")) if reply.yes else None

    def tap(self, talk: Talk, answer: str, reply: Reply, words: Words) -> Taken | None:
        if answer == "no":
            talk.marks.add(_CHANGING)
            return Taken()
        return Taken(words.say("check.right"))


class Change(Step):
    """Which part isn't right? That question is asked again, and then the plan is shown again."""

    name = "change"
    free = False
    closing = True
    _DEPENDENT: ClassVar[dict[str, tuple[str, ...]]] = {
        "works": ("exception",),
        "goal": ("wonder",),
        "helpers": ("who", "ask"),
        "step": ("step", "when", "sure", "smaller", "sure_again"),
        "when": ("when",),
        "sure": ("sure", "smaller", "sure_again"),
    }

    def __init__(self, parts: dict[str, list[str]]) -> None:
        self.parts = parts

    def due(self, talk: Talk) -> bool:
        return talk.has(_CHANGING)

    def fits(self, reply: Reply, talk: Talk) -> bool:
        return reply.words <= 6 and self._named(reply) is not None

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        part = self._named(reply)
        return self._reopen(talk, part) if part else None

    def tap(self, talk: Talk, answer: str, reply: Reply, words: Words) -> Taken | None:
        return self._reopen(talk, answer)

    def skip(self, talk: Talk, words: Words) -> Taken:
        talk.marks.discard(_CHANGING)
        return Taken(words.say("check.wrong"))

    def _named(self, reply: Reply) -> str | None:
        return next((part for part, said in self.parts.items() if any_of(reply.plain, said)), None)

    def _reopen(self, talk: Talk, part: str) -> Taken:
        talk.marks.discard(_CHANGING)
        if part == "when":
            talk.marks.add(part)
        again = (*self._DEPENDENT.get(part, ()), "check", self.name)
        talk.asked = [name for name in talk.asked if name not in again]
        for name in again:
            talk.answers.pop(name, None)
        return Taken()


@dataclass(frozen=True)
class Areas(Step):
    """All life areas, offered once, not forced (domain.md S1.10)."""

    areas: dict[str, dict[str, Any]]
    name = "areas"
    skippable = False
    free = False
    closing = True

    def fits(self, reply: Reply, talk: Talk) -> bool:
        return reply.words <= 6 and not reply.asks and (reply.no or self._named(reply) is not None)

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if area := self._named(reply):
            return self._opened(talk, area, words)
        return Taken() if reply.no or reply.unsure else None

    def tap(self, talk: Talk, answer: str, reply: Reply, words: Words) -> Taken | None:
        return self._opened(talk, answer, words) if answer in self.areas else Taken()

    def _named(self, reply: Reply) -> str | None:
        return next((name for name, area in self.areas.items() if any_of(reply.plain, area["words"])), None)

    def _opened(self, talk: Talk, area: str, words: Words) -> Taken:
        """The topic if we know one, the social map, and always a person, who brings in others."""
        talk.answers[self.name] = area
        topic = self.areas[area].get("youth_topic" if talk.youth else "topic")
        helpers = ask_who_can_help(area, words.say("areas.offers_title"))
        if topic is None:
            return Taken(words.say("areas.person"), choices=(helpers, words.person))
        tell = Choice(f"topic:{topic}", words.say("areas.topic_title"), "choose_topic", {"topic": topic})
        return Taken(words.say("areas.topic"), choices=(tell, helpers, words.person))


def _has_plan(talk: Talk) -> bool:
    return any(talk.answers.get(name) for name in ("exception", "why", "wonder", "who", "step"))


def _in_words(plan: Plan, words: Words) -> str:
    return plan.in_words(words.own, youth=words.youth)
