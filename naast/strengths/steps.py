"""The questions of the conversation about strengths, in the order of domain.md 1.3."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from naast.conversation.content import Choice, Content
from naast.flows.guide import TENDER
from naast.flows.phrases import any_of, starts
from naast.flows.reader import Reply
from naast.flows.step import Step, Taken
from naast.flows.talk import Talk
from naast.flows.words import Words
from naast.knowledge.topics import Topic
from naast.strengths.compliments import Compliments
from naast.strengths.message import draft
from naast.strengths.plan import Plan, plan_card, plan_of

MOST = 8
"""About so many questions; what isn't needed is left out rather than pass this (domain.md 1.3)."""
_TOLD = 18
"""A first message of so many words has told what happened already."""
_LOW, _UNSURE = 2, 6
_NOBODY = "nobody"
_HARD = "hard_to_ask"
_CHANGING = "changing"
_SAID_WHY = "said_why"
_MENTIONED = "mentioned"
_A_NAME = 3
"""So few words may be a name."""
UNSAFE = "onveilig_gezegd"
"""The safety category of somebody who answers that it is not safe."""


class Concrete(Step):
    """What happened, the last time?"""

    name = "concrete"
    story = True

    def due(self, talk: Talk) -> bool:
        return len(talk.text("question").split()) < _TOLD

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.empty:
            return None
        talk.answers[self.name] = reply.text
        return Taken(_quoted(reply, talk, words, "concrete.quoted", "concrete.thanks"))


@dataclass(frozen=True)
class Exception_(Step):  # noqa: N801  (the field's word; Exception is Python's)
    """When does it go a little better, and what do you do then? "Nooit" is a valid answer."""

    topics: dict[str, Topic]
    compliments: Compliments
    name = "exception"

    def ask(self, talk: Talk, words: Words) -> Content:
        topic = self.topics.get(talk.text("topic"))
        question = topic and (topic.strengths_question_youth if talk.youth else topic.strengths_question)
        if not question:
            return Content(words.say("exception.ask"))
        return Content(words.say("exception.topic", question=question))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.never or (reply.no and reply.words <= 3):
            talk.marks |= {TENDER, "never"}
            return Taken(words.say("exception.never"), choices=(words.person,))
        if reply.empty:
            return None
        if not self.compliments.a_strength(reply):
            return Taken(words.say("exception.thanks"))
        talk.answers[self.name] = reply.text
        talk.answers[_MENTIONED] = _roles(reply)
        if talk.has(TENDER):
            return Taken(words.say("exception.thanks"))
        earned = self.compliments.about(reply, youth=talk.youth)
        if not earned and not self.compliments.repeatable(reply):
            return Taken(words.say("exception.thanks"))
        return Taken(earned or _quoted(reply, talk, words, "exception.noted", "exception.thanks"))


class _Number(Step):
    free = False

    def fits(self, reply: Reply, talk: Talk) -> bool:
        return reply.number is not None and reply.words <= 10 and not reply.asks


class Scale(_Number):
    """From 0 to 10. At 0, 1 or 2 the road changes."""

    name = "scale"

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.number is None:
            return None
        talk.answers[self.name] = reply.number
        if reply.number <= _LOW:
            talk.marks.add(TENDER)
            said = words.say("scale.low", number=str(reply.number))
            return Taken(said, choices=(words.person,))
        return Taken(words.say("scale.noted", number=str(reply.number)))


class Safe(Step):
    """After a 0, 1 or 2: is everybody safe? No and unsure end the questions; the desk gets to know."""

    name = "safe"
    free = False
    skippable = False

    def due(self, talk: Talk) -> bool:
        scale = talk.number("scale")
        return scale is not None and scale <= _LOW

    def fits(self, reply: Reply, talk: Talk) -> bool:
        return reply.words <= 8 and (reply.yes or reply.no or reply.unsure)

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        denied = any_of(reply.plain, ["niet", "nee", "onveilig", "bang", "soms"])
        if not denied and (reply.yes or any_of(reply.plain, ["veilig"])):
            talk.answers[self.name] = True
            return Taken(words.say("safe.fine"), pause=True)
        return self._unsafe(talk, words) if denied or reply.unsure else None

    def tap(self, talk: Talk, answer: str, reply: Reply, words: Words) -> Taken | None:
        if answer != "yes":
            return self._unsafe(talk, words)
        talk.answers[self.name] = True
        return Taken(words.say("safe.fine"), pause=True)

    def skip(self, talk: Talk, words: Words) -> Taken:
        """No answer is no danger and no safety: the numbers, and the visitor's choice."""
        return Taken(words.say("safe.no_answer"), choices=(words.person,), pause=True)

    def _unsafe(self, talk: Talk, words: Words) -> Taken:
        talk.marks.add("unsafe")
        return Taken(words.say("safe.not_sure"), end=True)


class Why(Step):
    """What makes it a 4 and not a 3? Only when the exception brought nothing, or there is time."""

    name = "why"

    def __init__(self, compliments: Compliments) -> None:
        self.compliments = compliments

    def due(self, talk: Talk) -> bool:
        scale = talk.number("scale")
        if scale is None or scale <= _LOW or talk.has("heavy") or talk.has("loss"):
            return False
        return not talk.text("exception") or _room(talk, 5)

    def ask(self, talk: Talk, words: Words) -> Content:
        scale = talk.number("scale") or 0
        return Content(words.say("why.ask", number=str(scale), lower=str(scale - 1)))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.empty:
            return None
        if not self.compliments.a_strength(reply):
            return Taken(words.say("exception.thanks"))
        talk.answers[self.name] = reply.text
        earned = None if talk.has(TENDER) else self.compliments.about(reply, youth=talk.youth)
        return Taken(earned or words.say("exception.thanks"))


class Wonder(Step):
    """A light wonder question. Not on the tender road."""

    name = "wonder"

    def due(self, talk: Talk) -> bool:
        scale = talk.number("scale")
        return not talk.has(TENDER) and (scale is None or scale < 10)

    def ask(self, talk: Talk, words: Words) -> Content:
        scale = talk.number("scale")
        if scale is None:
            return Content(words.say("wonder.ask_any"))
        return Content(words.say("wonder.ask", higher=str(scale + 1)))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.empty:
            return None
        talk.answers[self.name] = reply.text
        return Taken(words.say("wonder.thanks"))


class Who(Step):
    """People around you, by role. Ideas once, when nobody comes to mind; "niemand" is an answer."""

    name = "who"
    free = False
    helps = True

    def fits(self, reply: Reply, talk: Talk) -> bool:
        return reply.nobody or reply.hard_to_ask or bool(reply.roles and not reply.asks)

    def again(self, talk: Talk, words: Words) -> Content:
        return Content(words.say("who.ideas" if talk.has("ideas") else "who.again"), self._nobody(words))

    def ask(self, talk: Talk, words: Words) -> Content:
        """Somebody who was mentioned before is named: then the question is who else."""
        if mentioned := talk.answers.get(_MENTIONED):
            return Content(words.say("who.ask_more", who=mentioned[0]["label"]), self._nobody(words))
        return Content(words.say("who.ask"), self._nobody(words))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.alone_by_choice:
            return Taken(words.say("who.alone"))
        if reply.hard_to_ask:
            _hard(talk, reply)
        if reply.roles:
            return self._named(talk, _roles(reply), words)
        if reply.nobody or (reply.no and reply.words <= 3) or (reply.unsure and talk.has("ideas")):
            return self.skip(talk, words) if talk.answers.get(_MENTIONED) else self._alone(talk, words)
        if reply.hard_to_ask:
            self.skip(talk, words)
            return self._reason(talk, words)
        if reply.unsure and talk.answers.get(_MENTIONED):
            return self.skip(talk, words)
        if reply.unsure or reply.words > _A_NAME:
            talk.marks.add("ideas")
        return None

    def skip(self, talk: Talk, words: Words) -> Taken:
        """Nobody else than who was mentioned, if somebody was."""
        if mentioned := talk.answers.get(_MENTIONED):
            talk.answers[self.name] = mentioned
        return Taken()

    def _named(self, talk: Talk, roles: list[dict[str, Any]], words: Words) -> Taken:
        mentioned = talk.answers.get(_MENTIONED) or []
        known = [role for role in mentioned if role not in roles]
        talk.answers[self.name] = [*roles, *known][:4]
        who = " en ".join(role["label"] for role in roles[:2])
        noted = words.say("who.named", who=who[:1].upper() + who[1:])
        return Taken(" ".join((noted, self._reason(talk, words).text)).strip())

    def _reason(self, talk: Talk, words: Words) -> Taken:
        """What makes asking hard was said in the same breath: it is heard, not asked."""
        return Taken(_heard_why(words) if talk.has(_SAID_WHY) else "")

    def tap(self, talk: Talk, answer: str, reply: Reply, words: Words) -> Taken | None:
        return self._alone(talk, words) if answer == _NOBODY else self.take(talk, reply, words)

    def _alone(self, talk: Talk, words: Words) -> Taken:
        """No second try: informal support or a person, and the visitor chooses."""
        talk.marks |= {TENDER, _NOBODY}
        talk.answers.pop(self.name, None)
        intent = "find_maatje" if talk.youth else "find_steungezin"
        nearby = Choice("nearby", words.say("who.nearby_title"), intent)
        return Taken(words.say("who.nobody"), choices=(nearby,), pause=True)

    def _nobody(self, words: Words) -> tuple[Choice, ...]:
        return (words.button(self.name, _NOBODY, words.say("who.nobody_title")),)


class Hard(Step):
    """What makes asking hard? Heard, a fact, and on: no pressing (NJi, domain.md 1.2)."""

    name = "hard"
    story = True

    def due(self, talk: Talk) -> bool:
        return talk.has(_HARD) and not talk.has(_SAID_WHY)

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        return Taken(words.say("hard.fact") if reply.empty else _heard_why(words))


class Ask(Step):
    """What could that person do for you? We help to write the message."""

    name = "ask"

    def due(self, talk: Talk) -> bool:
        return bool(talk.answers.get("who")) and not talk.has(_HARD)

    def ask(self, talk: Talk, words: Words) -> Content:
        return Content(words.say("ask.ask", who=talk.answers["who"][0]["label"]))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.hard_to_ask:
            _hard(talk, reply)
            return Taken(_heard_why(words) if talk.has(_SAID_WHY) else "")
        if reply.empty or (reply.no and reply.words <= 3):
            return None if not reply.no else Taken()
        talk.answers[self.name] = reply.text
        message = draft(reply.text, words, formal=talk.answers["who"][0]["formal"])
        return Taken(words.say("ask.draft_intro"), extra=(Content(message),))


class SmallStep(Step):
    """One small thing to try, and when."""

    name = "step"
    helps = True

    def again(self, talk: Talk, words: Words) -> Content:
        """Ideas, from what was said before."""
        ideas = [words.button(self.name, "rest", words.say("step.rest"))]
        if talk.answers.get("who"):
            asking = words.say("step.ask_who", who=talk.answers["who"][0]["label"])
            ideas.insert(0, words.button(self.name, "ask_who", asking))
        if talk.text("exception"):
            ideas.insert(0, words.button(self.name, "repeat", words.say("step.repeat")))
        return Content(words.say("step.ideas"), tuple(ideas))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.unsure and not talk.tries:
            return None
        if reply.empty or (reply.no and reply.words <= 3):
            return self.skip(talk, words)
        talk.answers[self.name] = reply.text
        if reply.moment:
            talk.answers["when"] = reply.moment
        return Taken()


class When(Step):
    """Only when the step didn't say so and there is time; otherwise it stays open in the plan."""

    name = "when"

    def due(self, talk: Talk) -> bool:
        open_ = talk.text("step") and not talk.text("when")
        return bool(open_) and (talk.has("when") or ("sure" not in talk.asked and _room(talk, 1)))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.empty:
            return None
        talk.answers[self.name] = reply.text
        return Taken()

    def tap(self, talk: Talk, answer: str, reply: Reply, words: Words) -> Taken | None:
        return Taken() if answer == "unknown" else self.take(talk, reply, words)


class Sure(_Number):
    """How sure are you? Below 6 the step gets smaller."""

    name = "sure"

    def due(self, talk: Talk) -> bool:
        return bool(talk.text("step"))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.number is None:
            return None
        talk.answers[self.name] = reply.number
        if reply.number < _UNSURE:
            return Taken(words.say("sure.low", number=str(reply.number)))
        return Taken("" if talk.has(TENDER) else words.say("sure.enough", number=str(reply.number)))


class Smaller(Step):
    """The step made smaller: instead of the first one, or added to it ("als mijn zus meegaat")."""

    name = "smaller"

    def __init__(self, adds: tuple[str, ...]) -> None:
        self.adds = adds

    def due(self, talk: Talk) -> bool:
        sure = talk.number("sure")
        return sure is not None and sure < _UNSURE

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.empty:
            return None
        before = talk.text("step")
        again = any(len(word) > 3 and word in before.lower() for word in reply.plain.split())
        added = starts(reply.plain, self.adds) or (reply.words <= _A_NAME and not again)
        talk.answers[self.name] = f"{before}, {reply.text}" if added else reply.text
        if reply.moment:
            talk.answers["when"] = reply.moment
        return Taken()

    def skip(self, talk: Talk, words: Words) -> Taken:
        return Taken(words.say("smaller.ideas"), choices=(words.person,))


class SureAgain(_Number):
    name = "sure_again"

    def due(self, talk: Talk) -> bool:
        return bool(talk.text("smaller"))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.number is None:
            return None
        talk.answers[self.name] = reply.number
        if reply.number < _UNSURE:
            return Taken(words.say("sure_again.low", number=str(reply.number)), choices=(words.person,))
        return Taken("" if talk.has(TENDER) else words.say("sure.enough", number=str(reply.number)))


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
        """The topic if we know one; in any case a person, who brings in others."""
        talk.answers[self.name] = area
        topic = self.areas[area].get("youth_topic" if talk.youth else "topic")
        if topic is None:
            return Taken(words.say("areas.person"), choices=(words.person,))
        tell = Choice(f"topic:{topic}", words.say("areas.topic_title"), "choose_topic", {"topic": topic})
        return Taken(words.say("areas.topic"), choices=(tell, words.person))


def _roles(reply: Reply) -> list[dict[str, Any]]:
    return [{"label": role.label, "formal": role.formal} for role in reply.roles[:4]]


def _hard(talk: Talk, reply: Reply) -> None:
    talk.marks.add(_HARD)
    if reply.hard_reason:
        talk.marks.add(_SAID_WHY)


def _heard_why(words: Words) -> str:
    return f"{words.say('hard.thanks')} {words.say('hard.fact')}"


def _quoted(reply: Reply, talk: Talk, words: Words, with_words: str, without: str) -> str:
    """The visitor's own words back, when that is safe; else a plain thank-you."""
    quote = None if talk.has(TENDER) else reply.quote()
    return words.say(with_words, words=quote) if quote else words.say(without)


def _has_plan(talk: Talk) -> bool:
    return any(talk.answers.get(name) for name in ("exception", "why", "wonder", "who", "step"))


def _in_words(plan: Plan, words: Words) -> str:
    return plan.in_words(words.own, youth=words.youth)


def _room(talk: Talk, still_needed: int) -> bool:
    """Is there time for one more question beside those that are still needed?"""
    return len(talk.asked) + 1 + still_needed <= MOST
