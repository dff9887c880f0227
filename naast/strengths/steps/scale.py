"""How it goes now, from 0 to 10, and whether everybody is safe when that is low."""

from __future__ import annotations

from naast.flows.guide import TENDER
from naast.flows.phrases import any_of
from naast.flows.reader import Reply
from naast.flows.step import Step, Taken
from naast.flows.talk import Talk
from naast.flows.words import Words
from naast.strengths.steps.numbers import NumberStep
from naast.strengths.steps.shared import LOW

UNSAFE = "onveilig_gezegd"
"""The safety category of somebody who answers that it is not safe."""


class Scale(NumberStep):
    """From 0 to 10. At 0, 1 or 2 the road changes."""

    name = "scale"

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.number is None:
            return None
        talk.answers[self.name] = reply.number
        if reply.number <= LOW:
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
        return scale is not None and scale <= LOW

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
