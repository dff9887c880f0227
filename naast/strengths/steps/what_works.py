"""What happened, when it goes better, and what that would look like."""

from __future__ import annotations

from dataclasses import dataclass

from naast.conversation.content import Content
from naast.flows.guide import TENDER
from naast.flows.reader import Reply
from naast.flows.step import Step, Taken
from naast.flows.talk import Talk
from naast.flows.words import Words
from naast.knowledge.topics import Topic
from naast.strengths.compliments import Compliments
from naast.strengths.steps.shared import LOW, MENTIONED, has_room, quoted, roles_in

_TOLD = 18
"""A first message of so many words has told what happened already."""


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
        return Taken(quoted(reply, talk, words, "concrete.quoted", "concrete.thanks"))


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
        talk.answers[MENTIONED] = roles_in(reply)
        if talk.has(TENDER):
            return Taken(words.say("exception.thanks"))
        earned = self.compliments.about(reply, youth=talk.youth)
        if not earned and not self.compliments.repeatable(reply):
            return Taken(words.say("exception.thanks"))
        return Taken(earned or quoted(reply, talk, words, "exception.noted", "exception.thanks"))


class Why(Step):
    """What makes it a 4 and not a 3? Only when the exception brought nothing, or there is time."""

    name = "why"

    def __init__(self, compliments: Compliments) -> None:
        self.compliments = compliments

    def due(self, talk: Talk) -> bool:
        scale = talk.number("scale")
        if scale is None or scale <= LOW or talk.has("heavy") or talk.has("loss"):
            return False
        return not talk.text("exception") or has_room(talk, 5)

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
