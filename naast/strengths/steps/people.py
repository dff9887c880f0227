"""Who is around you, what makes asking hard, and help to ask."""

from __future__ import annotations

from typing import Any

from naast.conversation.content import Choice, Content
from naast.flows.guide import TENDER
from naast.flows.reader import Reply
from naast.flows.step import Step, Taken
from naast.flows.talk import Talk
from naast.flows.words import Words
from naast.strengths.message import draft
from naast.strengths.steps.shared import A_NAME, HARD, MENTIONED, SAID_WHY, roles_in

_NOBODY = "nobody"


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
        if mentioned := talk.answers.get(MENTIONED):
            return Content(words.say("who.ask_more", who=mentioned[0]["label"]), self._nobody(words))
        return Content(words.say("who.ask"), self._nobody(words))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.alone_by_choice:
            return Taken(words.say("who.alone"))
        if reply.hard_to_ask:
            _mark_hard(talk, reply)
        if reply.roles:
            return self._named(talk, roles_in(reply), words)
        if reply.nobody or (reply.no and reply.words <= 3) or (reply.unsure and talk.has("ideas")):
            return self.skip(talk, words) if talk.answers.get(MENTIONED) else self._alone(talk, words)
        if reply.hard_to_ask:
            self.skip(talk, words)
            return self._reason(talk, words)
        if reply.unsure and talk.answers.get(MENTIONED):
            return self.skip(talk, words)
        if reply.unsure or reply.words > A_NAME:
            talk.marks.add("ideas")
        return None

    def skip(self, talk: Talk, words: Words) -> Taken:
        """Nobody else than who was mentioned, if somebody was."""
        if mentioned := talk.answers.get(MENTIONED):
            talk.answers[self.name] = mentioned
        return Taken()

    def _named(self, talk: Talk, roles: list[dict[str, Any]], words: Words) -> Taken:
        mentioned = talk.answers.get(MENTIONED) or []
        known = [role for role in mentioned if role not in roles]
        talk.answers[self.name] = [*roles, *known][:4]
        who = " en ".join(role["label"] for role in roles[:2])
        noted = words.say("who.named", who=who[:1].upper() + who[1:])
        return Taken(" ".join((noted, self._reason(talk, words).text)).strip())

    def _reason(self, talk: Talk, words: Words) -> Taken:
        """What makes asking hard was said in the same breath: it is heard, not asked."""
        return Taken(_heard_why(words) if talk.has(SAID_WHY) else "")

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
        return talk.has(HARD) and not talk.has(SAID_WHY)

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        return Taken(words.say("hard.fact") if reply.empty else _heard_why(words))


class Ask(Step):
    """What could that person do for you? We help to write the message."""

    name = "ask"

    def due(self, talk: Talk) -> bool:
        return bool(talk.answers.get("who")) and not talk.has(HARD)

    def ask(self, talk: Talk, words: Words) -> Content:
        return Content(words.say("ask.ask", who=talk.answers["who"][0]["label"]))

    def take(self, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.hard_to_ask:
            _mark_hard(talk, reply)
            return Taken(_heard_why(words) if talk.has(SAID_WHY) else "")
        if reply.empty or (reply.no and reply.words <= 3):
            return None if not reply.no else Taken()
        talk.answers[self.name] = reply.text
        message = draft(reply.text, words, formal=talk.answers["who"][0]["formal"])
        return Taken(words.say("ask.draft_intro"), extra=(Content(message),))


def _mark_hard(talk: Talk, reply: Reply) -> None:
    talk.marks.add(HARD)
    if reply.hard_reason:
        talk.marks.add(SAID_WHY)


def _heard_why(words: Words) -> str:
    return f"{words.say('hard.thanks')} {words.say('hard.fact')}"
