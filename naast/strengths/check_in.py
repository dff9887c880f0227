"""The next visit: how did it go, the number of then beside the number of now, and what next."""

from __future__ import annotations

from pathlib import Path

from naast.conversation.content import Choice, Content
from naast.flows.flow import START_INTENT, Heard, Said, State
from naast.flows.guide import TENDER, Guide
from naast.flows.phrases import any_of
from naast.flows.reader import Reader, Reply
from naast.flows.step import Step, Taken
from naast.flows.talk import Talk
from naast.flows.words import Words
from naast.knowledge.texts import Texts
from naast.strengths.coming_back import CHECK_IN
from naast.strengths.plan import Plan, plan_card
from naast.strengths.steps import Safe, Sure

_LOW = 2


class How(Step):
    """Did the step work out? Whatever the answer: no praise for obedience, no blame."""

    name = "how"

    def __init__(self, not_done: list[str]) -> None:
        self.not_done = not_done

    def ask(self, talk: Talk, words: Words) -> Content:
        step = talk.text("plan_step")
        text = words.say("how.ask", words=step) if step else words.say("how.ask_any")
        return Content(text, words.buttons(self.name) if step else ())

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.empty and not (reply.yes or reply.no):
            return None
        talk.answers[self.name] = reply.text
        failed = reply.no or any_of(reply.plain, self.not_done)
        return Taken(words.say("how.not_done" if failed else "how.thanks"))

    def tap(self, talk: Talk, answer: str, reply: Reply, words: Words) -> Taken | None:
        talk.answers[self.name] = reply.text
        return Taken(words.say("how.not_done" if answer in ("failed", "skipped") else "how.thanks"))


class Now(Step):
    """The number of today, next to the earlier one. Lower is heard, higher is asked about."""

    name = "scale"
    free = False

    def fits(self, reply: Reply, talk: Talk) -> bool:
        return reply.number is not None and reply.words <= 10 and not reply.asks

    def ask(self, talk: Talk, words: Words) -> Content:
        before = talk.text("plan_scale")
        return Content(words.say("scale.ask_then", number=before) if before else words.say("scale.ask"))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.number is None:
            return None
        talk.answers[self.name] = reply.number
        before = talk.text("plan_scale")
        if reply.number <= _LOW:
            talk.marks.add(TENDER)
            return Taken(words.say("scale.low", number=str(reply.number)), choices=(words.person,))
        if before and reply.number < int(before):
            talk.marks.add(TENDER)
            return Taken(words.say("scale.lower", number=str(reply.number)), choices=(words.person,))
        return Taken(words.say("scale.noted", number=str(reply.number)))


class Helped(Step):
    """What made the difference? Only when the number went up."""

    name = "helped"

    def due(self, talk: Talk) -> bool:
        now, before = talk.number("scale"), talk.text("plan_scale")
        return bool(before) and now is not None and now > int(before)

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.empty:
            return None
        talk.answers[self.name] = reply.text
        return Taken(words.say("helped.thanks"))


class Next(Step):
    """Keep the step, or another one?"""

    name = "next"
    free = False

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if any_of(reply.plain, ["ander", "andere", "nieuw", "nieuwe", "iets anders"]):
            talk.marks.add("another")
            return Taken()
        if reply.yes or reply.no or any_of(reply.plain, ["houden", "zelfde", "dezelfde", "zo laten"]):
            return Taken()
        return None

    def tap(self, talk: Talk, answer: str, reply: Reply, words: Words) -> Taken | None:
        if answer == "other":
            talk.marks.add("another")
        return Taken()


class NewStep(Step):
    name = "step"

    def due(self, talk: Talk) -> bool:
        return talk.has("another") or not talk.text("plan_step")

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.empty or (reply.no and reply.words <= 3):
            return None if reply.unsure else Taken()
        talk.answers[self.name] = reply.text
        if reply.moment:
            talk.answers["when"] = reply.moment
        return Taken()


class CheckIn(Guide):
    """Begins when somebody comes back with a code."""

    name = CHECK_IN

    def __init__(self, texts: Texts, common: Texts, reader: Reader) -> None:
        not_done: list[str] = texts.lookup("not_done")
        steps = (How(not_done), Now(), Safe(), Helped(), Next(), NewStep(), Sure())
        super().__init__(texts, common, reader, steps)

    @classmethod
    def load(cls, knowledge: Path, reader: Reader) -> CheckIn:
        texts = Texts.load(knowledge / "strengths" / "check_in.yaml")
        return cls(texts, Texts.load(knowledge / "texts" / "flows.yaml"), reader)

    def offer(self, heard: Heard) -> tuple[str, Choice, State] | None:
        return None

    def begin(self, heard: Heard, state: State | None = None) -> Said:
        talk = Talk(self.name, "how", heard.youth, level=heard.level)
        known = {k: v for k, v in heard.entities.items() if k.startswith("plan_")}
        talk.answers |= known
        return super().begin(heard, talk.to_json())

    def opening(self, talk: Talk, heard: Heard, words: Words) -> str:
        return words.say("opening")

    def finish(self, talk: Talk, words: Words) -> Said:
        if talk.has("unsafe"):
            signal = {"type": "signal", "category": "onveilig_gezegd"}
            return Said((Content("", (words.person,), signal),), None, done=True)
        plan = Plan(
            works=talk.text("helped"),
            step=talk.text("step"),
            when=talk.text("when"),
            sure=talk.number("sure"),
            scale=talk.number("scale"),
        )
        again = Choice("start:strengths", words.say("questions_title"), START_INTENT, {"flow": "strengths"})
        content = Content(words.say("closing"), (again, words.person), plan_card(plan, youth=talk.youth))
        return Said((content,), None, done=True)
