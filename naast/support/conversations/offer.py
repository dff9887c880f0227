"""Somebody wants to be a maatje or steungezin: a coordinator gets to know them first, then the checks."""

from __future__ import annotations

from naast.conversation.content import Content
from naast.flows.flow import Said
from naast.flows.reader import Reply
from naast.flows.step import Step, Taken
from naast.flows.talk import Talk
from naast.flows.words import Words
from naast.support.conversations.form import Form
from naast.support.conversations.steps import Pick, Postcode, Story, Times
from naast.support.kinds import Kind

_ADULT = 18


class Role(Pick):
    """Maatje, steungezin, or either."""

    name = "role"


class Adult(Pick):
    """Volunteers are 18 or older."""

    name = "adult"
    skippable = False

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.own_age is not None:
            return self.picked(talk, "ja" if reply.own_age >= _ADULT else "nee", reply.text, words)
        return super().take(talk, reply, words)

    def picked(self, talk: Talk, answer: str, text: str, words: Words) -> Taken:
        super().picked(talk, answer, text, words)
        if answer == "ja":
            return Taken()
        talk.marks.add("too_young")
        return Taken(end=True)


class Motive(Story):
    name = "motive"


class Experience(Story):
    name = "experience"


class ForAges(Story):
    """For which ages; the coordinator makes it precise."""

    name = "ages"


class Vog(Pick):
    """Is a VOG and a reference all right? A no is heard; the coordinator explains."""

    name = "vog"


class Offering(Form):
    """Wil helpen."""

    name = "offer"
    kind = Kind.OFFER
    explained_by = "offer_help"

    def questions(self) -> tuple[Step, ...]:
        return (
            Role(self.read["role"]),
            Adult(self.read["adult"]),
            Motive(),
            Experience(),
            ForAges(),
            Times(self.form_reader),
            Vog(self.read["vog"]),
            Postcode(),
        )

    def finish(self, talk: Talk, words: Words) -> Said:
        if talk.has("too_young"):
            return Said((Content(words.say("too_young"), (words.person,)),), None, done=True)
        return super().finish(talk, words)
