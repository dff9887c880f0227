"""A youth finds a JIM among the people they know: *wie* first, then fit, wishes, and asking (domain.md 2.3–2.5).

The youth chooses and asks. Nothing here judges a person: an answer that worries leads to somebody to talk with.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from naast.conversation.content import Choice, Content
from naast.flows.flow import ALARM_INTENT, START_INTENT, Heard, Said, State
from naast.flows.phrases import any_of
from naast.flows.reader import Reply
from naast.flows.step import Step, Taken
from naast.flows.talk import OFFERED, Talk
from naast.flows.words import Words
from naast.support.conversations.form import PERSON_FIRST, UNSAFE, Form
from naast.support.conversations.maatje import Safe, ending_by_age
from naast.support.conversations.reading import FormReader
from naast.support.conversations.steps import Pick, Story, keep_fact
from naast.support.kinds import Kind

_NAMED = "named"
_CHOSEN = "chosen"
_NOBODY = "nobody"
BANDS = ((12, 15), (16, 17), (18, 23))


class Age(Pick):
    """An age bracket, never a date of birth."""

    name = "age_band"
    skippable = False

    def __init__(self, reading: Mapping[str, list[str]], reader: FormReader) -> None:
        super().__init__(reading)
        self.reader = reader

    def named(self, reply: Reply) -> str | None:
        ages = self.reader.ages_in(reply.text)
        return _band(reply.own_age or ages[0]) if ages or reply.own_age else super().named(reply)

    def picked(self, talk: Talk, answer: str, text: str, words: Words) -> Taken:
        if answer in ("too_young", "too_old"):
            talk.marks.add(answer)
            return Taken(end=True)
        super().picked(talk, answer, text, words)
        talk.answers[self.name] = answer.replace("-", " tot en met ") + " jaar"
        return Taken()


class _Person(Step):
    """A question that may bring up somebody."""

    def __init__(self, unfit: Mapping[str, str]) -> None:
        self.unfit = unfit

    def fits(self, reply: Reply, talk: Talk) -> bool:
        return not reply.asks and (reply.nobody or bool(reply.roles))

    def candidate(self, talk: Talk, reply: Reply, words: Words) -> Taken:
        """Remember who was named; somebody who can't be a JIM is said so kindly, and we look on."""
        found = [role for role in reply.roles if role.id not in self.unfit]
        if reply.roles and not found:
            return Taken(words.say(f"unfit.{self.unfit[reply.roles[0].id]}"))
        talk.marks.add(_NAMED)
        talk.answers["who"] = reply.text
        talk.answers["label"] = found[0].label if found else words.say("this_person")
        keep_fact(talk, role=found[0].id if found else None)
        return Taken()


class _Prompt(_Person):
    """A *wie* question. Time to think: nobody is an answer, and then comes another way to look."""

    def due(self, talk: Talk) -> bool:
        return not talk.has(_NAMED)

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.nobody or reply.unsure or reply.skip or (reply.no and reply.words <= 3):
            return self.skip(talk, words)
        if reply.plain in ("ja", "ok", "oke"):
            return None
        return self.candidate(talk, reply, words)

    def skip(self, talk: Talk, words: Words) -> Taken:
        return Taken(words.say(f"{self.name}.nobody") if words.own.has(f"{self.name}.nobody") else "")


class GoodNews(_Prompt):
    name = "good_news"


class BadNews(_Prompt):
    name = "bad_news"


class NeverJudged(_Prompt):
    name = "never_judged"


class CameAlong(_Prompt):
    name = "came_along"


class Earlier(_Prompt):
    name = "earlier"


class ParentsTrust(_Prompt):
    name = "parents_trust"


class Choose(_Person):
    """Is this the one? Or shall we think on? Another name at once is fine too."""

    name = "choose"
    free = False

    def __init__(self, unfit: Mapping[str, str], other: list[str]) -> None:
        super().__init__(unfit)
        self.other = other

    def due(self, talk: Talk) -> bool:
        return talk.has(_NAMED) and not talk.has(_CHOSEN)

    def ask(self, talk: Talk, words: Words) -> Content:
        return Content(words.say("choose.ask", who=talk.text("label")), words.buttons(self.name))

    def fits(self, reply: Reply, talk: Talk) -> bool:
        return not reply.asks and (reply.yes or reply.no or bool(reply.roles))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        other = reply.no or any_of(reply.plain, self.other)
        if reply.yes and not other:
            return self.tap(talk, "ja", reply, words)
        if reply.roles:
            self.skip(talk, words)
            return self.candidate(talk, reply, words)
        return self.skip(talk, words) if other or reply.unsure else None

    def tap(self, talk: Talk, answer: str, reply: Reply, words: Words) -> Taken | None:
        if answer != "ja":
            return self.skip(talk, words)
        talk.marks.add(_CHOSEN)
        return Taken()

    def skip(self, talk: Talk, words: Words) -> Taken:
        """Another one, then: the questions go on where they were."""
        talk.marks.discard(_NAMED)
        talk.answers.pop("who", None)
        talk.asked.remove(self.name)
        return Taken(words.say("choose.other"))


class Nobody(_Person):
    """Nobody came to mind. Later is fine; a maatje or a person is there. A name after all goes on."""

    name = "nobody"
    skippable = False

    def due(self, talk: Talk) -> bool:
        return not talk.has(_NAMED)

    def ask(self, talk: Talk, words: Words) -> Content:
        maatje = Choice("start:maatje", words.say("maatje_title"), START_INTENT, {"flow": "maatje"})
        return Content(words.say("nobody.ask"), (*words.buttons(self.name), maatje, words.person))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.roles:
            return self.candidate(talk, reply, words)
        return self.skip(talk, words)

    def tap(self, talk: Talk, answer: str, reply: Reply, words: Words) -> Taken | None:
        return self.skip(talk, words)

    def skip(self, talk: Talk, words: Words) -> Taken:
        talk.marks.add(_NOBODY)
        return Taken(end=True)


class _About(Pick):
    """A question about the person who was chosen."""

    person_first: ClassVar[frozenset[str]] = frozenset()
    unsafe: ClassVar[frozenset[str]] = frozenset()

    def ask(self, talk: Talk, words: Words) -> Content:
        return Content(words.say(f"{self.name}.ask", who=talk.text("label")), words.buttons(self.name))

    def picked(self, talk: Talk, answer: str, text: str, words: Words) -> Taken:
        taken = super().picked(talk, answer, text, words)
        if answer in self.unsafe:
            talk.marks.add(UNSAFE)
            return Taken(end=True)
        if answer in self.person_first:
            talk.marks.add(PERSON_FIRST)
            return Taken(end=True)
        return taken


class Known(_About):
    name = "known_for"
    person_first = frozenset({"kort", "online"})


class OwnIdea(_About):
    """Whose idea was it? Somebody who asks for the role needs a second look."""

    name = "own_idea"
    person_first = frozenset({"zij"})


class Felt(_About):
    """Did something ever feel wrong? A yes is believed, and goes to a person at once."""

    name = "felt"
    skippable = False
    unsafe = frozenset({"ja"})
    person_first = frozenset({"weet_niet"})

    def skip(self, talk: Talk, words: Words) -> Taken:
        talk.marks.add(PERSON_FIRST)
        return Taken(end=True)


class Adult(_About):
    name = "adult"


class Nearby(_About):
    name = "nearby"


class Parents(_About):
    """12–15: parents come in before a JIM begins, unless staff find that unsafe; 16+: the youth decides."""

    name = "parents"

    def ask(self, talk: Talk, words: Words) -> Content:
        band = talk.answers.get("facts", {}).get("age_band")
        rule = words.say("parents.young" if band == "12-15" else "parents.older")
        asked = words.say("parents.ask", who=talk.text("label"))
        return Content(f"{rule} {asked}", words.buttons(self.name))


class Wishes(Story):
    name = "wishes"


class NotWishes(Story):
    name = "not_wishes"


class Asking(Pick):
    """Help with the words, if wanted. A no is about time, not about you."""

    name = "asking"

    def ask(self, talk: Talk, words: Words) -> Content:
        return Content(words.say("asking.ask", who=talk.text("label")), words.buttons(self.name))

    def picked(self, talk: Talk, answer: str, text: str, words: Words) -> Taken:
        keep_fact(talk, asked=answer)
        if answer != "help":
            return Taken(words.say("asking.fine"))
        talk.answers["message"] = words.say("asking.message")
        return Taken(words.say("asking.intro"), extra=(Content(words.say("asking.message")),))


class Jim(Form):
    """JIM: Jouw Ingebrachte Mentor."""

    name = "jim"
    kind = Kind.JIM
    explained_by = "find_jim"

    def questions(self) -> tuple[Step, ...]:
        unfit: dict[str, str] = {role: kind for kind, roles in self.read["unfit"].items() for role in roles}
        return (
            Age(self.read["age_band"], self.form_reader),
            SafeAtHome(self.read["safe"]),
            Choose(unfit, self.read["other"]),
            *(prompt(unfit) for prompt in (GoodNews, BadNews, NeverJudged, CameAlong, Earlier, ParentsTrust)),
            Nobody(unfit),
            Known(self.read["known_for"]),
            OwnIdea(self.read["own_idea"]),
            Felt(self.read["felt"]),
            Adult(self.read["adult"]),
            Nearby(self.read["nearby"]),
            Parents(self.read["parents"]),
            Wishes(),
            NotWishes(),
            Asking(self.read["asking"]),
        )

    def offer(self, heard: Heard) -> tuple[str, Choice, State] | None:
        """Youths only: a parent hears that the child chooses, and where."""
        return super().offer(heard) if heard.youth else None

    def hear(self, state: State, heard: Heard) -> Said | None:
        """Secrecy, presents or pressure in any answer: a person first, without a verdict."""
        talk = Talk.from_json(state)
        ours = not heard.tapped and heard.intent != ALARM_INTENT and talk.step not in (OFFERED, NotWishes.name)
        if ours and any_of(self._reader.read(heard.text).plain, self.read["warning"]):
            talk.marks.add(UNSAFE)
            return self.finish(talk, self._words(heard))
        return super().hear(state, heard)

    def finish(self, talk: Talk, words: Words) -> Said:
        if ended := ending_by_age(talk, words):
            return ended
        if talk.has(_NOBODY):
            maatje = Choice("start:maatje", words.say("maatje_title"), START_INTENT, {"flow": "maatje"})
            return Said((Content(words.say("nobody.end"), (maatje, words.person)),), None, done=True)
        return super().finish(talk, words)

    def facts(self, talk: Talk) -> dict[str, Any]:
        """With a mark for staff when the person has a say over marks or selection (domain.md 2.4)."""
        facts = super().facts(talk)
        return facts | {"has_authority": facts.get("role") in self.read["authority"]}


class SafeAtHome(Safe):
    def due(self, talk: Talk) -> bool:
        return True


def _band(age: int) -> str:
    if age < BANDS[0][0]:
        return "too_young"
    return next((f"{low}-{high}" for low, high in BANDS if age <= high), "too_old")
