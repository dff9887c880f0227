"""Somebody looks for a maatje: for a youth who has nobody, or a parent for a child (domain.md 2.5, point 10)."""

from __future__ import annotations

from naast.conversation.content import Content
from naast.flows.flow import Said
from naast.flows.reader import Reply
from naast.flows.step import Step, Taken
from naast.flows.talk import Talk
from naast.flows.words import Words
from naast.support.conversations.form import UNSAFE, Form
from naast.support.conversations.steps import Ages, Pick, Postcode, Story, Times, keep_fact
from naast.support.kinds import Kind

YOUNGEST = 12


class Age(Ages):
    """How old? A youth under 12 is helped elsewhere; a parent may ask for a younger child."""

    name = "age"

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        found = self.reader.ages_in(reply.text)
        if found and talk.youth and found[0] < YOUNGEST:
            talk.marks.add("too_young")
            return Taken(end=True)
        if found and found[0] > self.oldest:
            talk.marks.add("too_old")
            return Taken(end=True)
        return super().take(talk, reply, words)


class Why(Story):
    name = "why"


class Interests(Story):
    """What do you like to do? Known words become what staff can look for."""

    name = "interests"

    def __init__(self, known: list[str]) -> None:
        self.known = known

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        taken = super().take(talk, reply, words)
        keep_fact(talk, interests=[word for word in self.known if word in reply.plain.split()])
        return taken


class Gender(Pick):
    """Rather with a man or a woman? No preference leaves nobody out."""

    name = "gender"

    def picked(self, talk: Talk, answer: str, text: str, words: Words) -> Taken:
        talk.answers[self.name] = text
        keep_fact(talk, gender=None if answer == "maakt_niet_uit" else answer)
        return Taken()


class Safe(Pick):
    """Is it safe at home? Asked of youths only. No and unsure: a person first."""

    name = "safe"
    skippable = False

    def due(self, talk: Talk) -> bool:
        return talk.youth

    def picked(self, talk: Talk, answer: str, text: str, words: Words) -> Taken:
        if answer == "ja":
            return Taken(words.say("safe.fine"))
        talk.marks.add(UNSAFE)
        return Taken(end=True)

    def skip(self, talk: Talk, words: Words) -> Taken:
        talk.marks.add(UNSAFE)
        return Taken(end=True)


class Worries(Story):
    """Anything to take into account?"""

    name = "worries"


class Maatje(Form):
    """Maatje: staff look for somebody together with you; no promise, no date."""

    name = "maatje"
    kind = Kind.MAATJE
    explained_by = "find_maatje"

    def questions(self) -> tuple[Step, ...]:
        return (
            Age(self.form_reader),
            Safe(self.read["safe"]),
            Why(),
            Interests(self.read["interests"]),
            Times(self.form_reader),
            Gender(self.read["gender"]),
            Worries(),
            Postcode(),
        )

    def finish(self, talk: Talk, words: Words) -> Said:
        return ending_by_age(talk, words) or super().finish(talk, words)


def ending_by_age(talk: Talk, words: Words) -> Said | None:
    """Under 12 and over 23 are helped elsewhere; None for everybody else."""
    for mark in ("too_young", "too_old"):
        if talk.has(mark):
            return Said((Content(words.say(mark), (words.person,)),), None, done=True)
    return None
