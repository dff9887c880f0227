"""One small thing to try, when, how sure, and smaller when not sure."""

from __future__ import annotations

from naast.conversation.content import Content
from naast.flows.guide import TENDER
from naast.flows.phrases import starts
from naast.flows.reader import Reply
from naast.flows.step import Step, Taken
from naast.flows.talk import Talk
from naast.flows.words import Words
from naast.strengths.steps.numbers import NumberStep
from naast.strengths.steps.shared import A_NAME, UNSURE, has_room


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
        return bool(open_) and (talk.has("when") or ("sure" not in talk.asked and has_room(talk, 1)))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.empty:
            return None
        talk.answers[self.name] = reply.text
        return Taken()

    def tap(self, talk: Talk, answer: str, reply: Reply, words: Words) -> Taken | None:
        return Taken() if answer == "unknown" else self.take(talk, reply, words)


class Sure(NumberStep):
    """How sure are you? Below 6 the step gets smaller."""

    name = "sure"

    def due(self, talk: Talk) -> bool:
        return bool(talk.text("step"))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.number is None:
            return None
        talk.answers[self.name] = reply.number
        if reply.number < UNSURE:
            return Taken(words.say("sure.low", number=str(reply.number)))
        return Taken("" if talk.has(TENDER) else words.say("sure.enough", number=str(reply.number)))


class Smaller(Step):
    """The step made smaller: instead of the first one, or added to it ("als mijn zus meegaat")."""

    name = "smaller"

    def __init__(self, adds: tuple[str, ...]) -> None:
        self.adds = adds

    def due(self, talk: Talk) -> bool:
        sure = talk.number("sure")
        return sure is not None and sure < UNSURE

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.empty:
            return None
        before = talk.text("step")
        again = any(len(word) > 3 and word in before.lower() for word in reply.plain.split())
        added = starts(reply.plain, self.adds) or (reply.words <= A_NAME and not again)
        talk.answers[self.name] = f"{before}, {reply.text}" if added else reply.text
        if reply.moment:
            talk.answers["when"] = reply.moment
        return Taken()

    def skip(self, talk: Talk, words: Words) -> Taken:
        return Taken(words.say("smaller.ideas"), choices=(words.person,))


class SureAgain(NumberStep):
    name = "sure_again"

    def due(self, talk: Talk) -> bool:
        return bool(talk.text("smaller"))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.number is None:
            return None
        talk.answers[self.name] = reply.number
        if reply.number < UNSURE:
            return Taken(words.say("sure_again.low", number=str(reply.number)), choices=(words.person,))
        return Taken("" if talk.has(TENDER) else words.say("sure.enough", number=str(reply.number)))
