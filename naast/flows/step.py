"""One question of a guided conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from naast.conversation.content import Choice, Content
from naast.flows.reader import Reply
from naast.flows.talk import Talk
from naast.flows.words import Words


@dataclass(frozen=True, slots=True)
class Taken:
    """What we say about an answer before the next question.

    `extra` are messages of their own (a text to copy); `choices` are added to the next question's;
    `pause`: ask whether to go on at all; `end`: this was the last.
    """

    text: str = ""
    extra: tuple[Content, ...] = ()
    choices: tuple[Choice, ...] = ()
    pause: bool = False
    end: bool = False


class Step:
    """Subclasses say when they are asked, what they ask, and how they take an answer.

    An answer is kept in `talk.answers[name]`. The guide has already dealt with stopping, a person, digressions
    and danger before `take` sees a reply.
    """

    name: ClassVar[str]
    skippable: ClassVar[bool] = True
    free: ClassVar[bool] = True
    """Any sentence is an answer. When False, only what `take` can read is."""
    helps: ClassVar[bool] = False
    """`again` brings ideas, so it is worth a second question whenever somebody doesn't know."""
    story: ClassVar[bool] = False
    """What weighs on somebody belongs in the answer; elsewhere it is heard, and the question waits."""
    closing: ClassVar[bool] = False
    """Comes after the questions: stopping here means the ordinary end."""

    def due(self, talk: Talk) -> bool:
        """Whether this question belongs on the road as it is now."""
        return True

    def ask(self, talk: Talk, words: Words) -> Content:
        return Content(words.say(f"{self.name}.ask"), words.buttons(self.name))

    def again(self, talk: Talk, words: Words) -> Content:
        """The same question in other, simpler words."""
        return Content(words.say(f"{self.name}.again"), self.ask(talk, words).choices)

    def fits(self, reply: Reply, talk: Talk) -> bool:
        """Clearly an answer to this question, whatever else it looks like."""
        return False

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        """Keep the answer; None when it can't be read as one."""
        raise NotImplementedError

    def tap(self, talk: Talk, answer: str, reply: Reply, words: Words) -> Taken | None:
        """A tapped choice; by default its title counts as what was said."""
        return self.take(talk, reply, words)

    def skip(self, talk: Talk, words: Words) -> Taken:
        """Not answered, by choice or because the visitor doesn't know. No comment, no second try."""
        return Taken()
