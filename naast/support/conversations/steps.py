"""Kinds of questions that the forms share: a story, a pick, times, ages, a postcode, and the approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from naast.conversation.content import Content
from naast.flows.phrases import any_of
from naast.flows.reader import Reply
from naast.flows.step import Step, Taken
from naast.flows.talk import Talk
from naast.flows.words import Words
from naast.support.areas import is_postcode4
from naast.support.availability import in_words
from naast.support.conversations.reading import FormReader, postcode4

APPROVED = "approved"
REFUSED = "refused"
CHANGING = "changing"
_ANSWER_WORDS = 5


def keep_fact(talk: Talk, **facts: Any) -> None:
    """What staff select on, beside the visitor's own words."""
    talk.answers["facts"] = {**talk.answers.get("facts", {}), **facts}


def noted(words: Words, name: str, **values: str) -> Taken:
    """What is said about an answer, if the data has something to say."""
    return Taken(words.say(f"{name}.noted", **values) if words.own.has(f"{name}.noted") else "")


class Story(Step):
    """In the visitor's own words; what weighs on somebody may stand in it."""

    story = True

    def fits(self, reply: Reply, talk: Talk) -> bool:
        return reply.words >= _ANSWER_WORDS and not reply.asks

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.unsure or reply.skip or not reply.plain:
            return None
        talk.answers[self.name] = reply.text
        return noted(words, self.name)


class Pick(Step):
    """One of a few answers, tapped or typed. `reading` maps each answer to what people say for it."""

    free = False

    def __init__(self, reading: Mapping[str, Sequence[str]]) -> None:
        self.reading = reading

    def fits(self, reply: Reply, talk: Talk) -> bool:
        return not reply.asks and self.named(reply) is not None

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        answer = self.named(reply)
        return self.picked(talk, answer, reply.text, words) if answer else None

    def tap(self, talk: Talk, answer: str, reply: Reply, words: Words) -> Taken | None:
        if answer not in self.reading:
            return None
        return self.picked(talk, answer, reply.text, words)

    def named(self, reply: Reply) -> str | None:
        return next((answer for answer, said in self.reading.items() if any_of(reply.plain, said)), None)

    def picked(self, talk: Talk, answer: str, text: str, words: Words) -> Taken:
        """Keep it. Subclasses say what follows from it."""
        talk.answers[self.name] = text
        keep_fact(talk, **{self.name: answer})
        return noted(words, f"{self.name}.{answer}")


class Times(Step):
    """When? Days and parts of the day; a correction replaces what was there."""

    name = "times"
    free = False

    def __init__(self, reader: FormReader) -> None:
        self.reader = reader

    def fits(self, reply: Reply, talk: Talk) -> bool:
        return not reply.asks and bool(self.reader.slots(reply.text))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        slots = self.reader.slots(reply.text)
        if not slots:
            return None
        talk.answers[self.name] = in_words(slots) if len(slots) <= 6 else reply.text
        keep_fact(talk, slots=slots)
        return noted(words, self.name)


class Ages(Step):
    """How old are the children? Years, in any words."""

    name = "children"
    free = False
    oldest: ClassVar[int] = 23

    def __init__(self, reader: FormReader) -> None:
        self.reader = reader

    def fits(self, reply: Reply, talk: Talk) -> bool:
        return not reply.asks and reply.words <= 12 and bool(self.reader.ages_in(reply.text))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        ages = [age for age in self.reader.ages_in(reply.text) if age <= self.oldest]
        if not ages:
            return None
        talk.answers[self.name] = reply.text
        keep_fact(talk, ages=ages)
        return noted(words, self.name)


class Postcode(Step):
    """Four digits, no more. A whole postcode was masked before it came here."""

    name = "postcode4"
    free = False

    def fits(self, reply: Reply, talk: Talk) -> bool:
        return not reply.asks and is_postcode4(postcode4(reply.text))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        found = postcode4(reply.text)
        if found is None:
            return None
        talk.answers[self.name] = found
        keep_fact(talk, postcode4=found)
        return noted(words, self.name)


class Approve(Step):
    """All answers together, in the visitor's words: may this be passed on?"""

    name = "approve"
    skippable = False
    free = False
    closing = True

    def __init__(self, reading: Mapping[str, Sequence[str]]) -> None:
        self.reading = reading

    def ask(self, talk: Talk, words: Words) -> Content:
        lines = [f"- {title}: {text}" for title, text in summary(talk, words)]
        parts = (words.say("approve.intro"), "\n".join(lines), words.say("approve.ask"))
        return Content("\n\n".join(parts), words.buttons(self.name))

    def fits(self, reply: Reply, talk: Talk) -> bool:
        return reply.words <= 8 and not reply.asks and (reply.yes or reply.no or self._change(reply))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if self._change(reply):
            return self.tap(talk, "change", reply, words)
        if reply.yes or reply.no:
            return self.tap(talk, "ja" if reply.yes else "nee", reply, words)
        return None

    def tap(self, talk: Talk, answer: str, reply: Reply, words: Words) -> Taken | None:
        if answer == "change":
            talk.marks.add(CHANGING)
            return Taken()
        talk.marks.add(APPROVED if answer == "ja" else REFUSED)
        return Taken(end=True)

    def skip(self, talk: Talk, words: Words) -> Taken:
        talk.marks.add(REFUSED)
        return Taken(end=True)

    def _change(self, reply: Reply) -> bool:
        return any_of(reply.plain, self.reading["change"])


class Change(Step):
    """Which answer must be different? It is asked again, and then everything is shown again."""

    name = "change"
    free = False
    closing = True
    skippable = False

    def due(self, talk: Talk) -> bool:
        return talk.has(CHANGING)

    def ask(self, talk: Talk, words: Words) -> Content:
        titles: dict[str, Any] = words.own.lookup("titles")
        shown = tuple(
            words.button(self.name, name, words.say(f"titles.{name}")) for name in titles if name in talk.answers
        )
        return Content(words.say("change.ask"), shown)

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        titles: dict[str, Any] = words.own.lookup("titles")
        named = [n for n in titles if words.say(f"titles.{n}").lower() in reply.plain and n in talk.answers]
        return self.tap(talk, named[0], reply, words) if named else None

    def tap(self, talk: Talk, answer: str, reply: Reply, words: Words) -> Taken | None:
        talk.marks.discard(CHANGING)
        again = (answer, Approve.name, self.name)
        talk.asked = [name for name in talk.asked if name not in again]
        talk.answers.pop(answer, None)
        return Taken()

    def skip(self, talk: Talk, words: Words) -> Taken:
        talk.marks.discard(CHANGING)
        talk.asked = [name for name in talk.asked if name not in (Approve.name, self.name)]
        return Taken()


def summary(talk: Talk, words: Words) -> list[tuple[str, str]]:
    """Title and answer of everything that was answered, in the order of the data."""
    titles: dict[str, Any] = words.own.lookup("titles")
    return [(words.say(f"titles.{name}"), talk.text(name)) for name in titles if talk.text(name)]
