"""Lead a guided conversation: hear a turn, decide whose it is, take the answer, ask the next question.

The order is the order of importance: danger, the visitor's wish to stop or to have a person, another question,
a heavy feeling, and only then the answer.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import ClassVar

from naast.conversation.content import Choice, Content
from naast.flows.flow import ALARM_INTENT, ANSWER_INTENT, START_INTENT, Heard, Said, State
from naast.flows.reader import Reader, Reply
from naast.flows.step import Step, Taken
from naast.flows.talk import OFFERED, Talk
from naast.flows.words import SKIP, STOP, Words
from naast.knowledge.texts import Texts

TENDER = "tender"
"""The road for who has it hard: no wonder question, no compliment, a person is offered."""
PAUSED = "paused"
_HELPED = "helped"
"""One question was put in other words already; to say "weet niet" again is an answer."""
_ANSWERED = "answered"
"""Paused after the answer to the open question, so going on means the next one."""
PERSON_INTENTS = frozenset({"ask_person", "ask_appointment", "ask_callback"})
_SUPPORT = frozenset({"find_jim", "find_maatje", "find_steungezin", "offer_help"})
_ASIDES = frozenset(
    {
        "are_you_a_robot", "about_assistant", "privacy", "opening_hours", "complaint", "insult",
        "chitchat", "other_language", "thanks", "greeting",
    }
)  # fmt: skip
_QUESTIONS = frozenset({"parenting_question", "follow_up", "out_of_scope", "vague_question"})
_SURE_OF_PERSON = 0.97
_LIKELY = 0.5
_YOUNGEST = 12
_WORRY = 3


class Guide(ABC):
    """A flow made of steps. Subclasses give the steps, the offer and the end."""

    name: ClassVar[str]
    begins_with: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, texts: Texts, common: Texts, reader: Reader, steps: tuple[Step, ...]) -> None:
        self._texts = texts
        self._common = common
        self._reader = reader
        self._steps = {step.name: step for step in steps}

    @abstractmethod
    def offer(self, heard: Heard) -> tuple[str, Choice, State] | None:
        """See Flow."""

    @abstractmethod
    def finish(self, talk: Talk, words: Words) -> Said:
        """All questions were asked."""

    def opening(self, talk: Talk, heard: Heard, words: Words) -> str:
        """What is said before the first question."""
        return words.say("opening")

    def begin(self, heard: Heard, state: State | None = None) -> Said:
        talk = Talk.from_json(state) if state else Talk(self.name, OFFERED, heard.youth)
        talk.level = heard.level
        if heard.level == _WORRY:
            talk.marks.add(TENDER)
        words = self._words(heard)
        if too_young := self._too_young(self._reader.read(heard.text), words):
            return too_young
        return self._next(talk, words, Taken(self.opening(talk, heard, words)))

    def hear(self, state: State, heard: Heard) -> Said | None:
        talk, words = Talk.from_json(state), self._words(heard)
        if heard.intent == ALARM_INTENT or heard.level in (1, 2):
            return None
        reply = self._reader.read(heard.text)
        if talk.step == OFFERED:
            return self._offered(talk, heard, reply, state)
        if heard.intent == START_INTENT:
            return self._go_on(talk, words) if heard.entities.get("flow") == self.name else None
        if heard.tapped and heard.intent != ANSWER_INTENT:
            return None
        if heard.entities.get("answer") == STOP or (reply.stop and not heard.tapped):
            return self._stopped(talk, words)
        if not heard.tapped and self._asks_for_person(heard, reply, talk):
            return None
        if too_young := self._too_young(reply, words):
            return too_young
        if heard.level == _WORRY and talk.level != _WORRY:
            return self._after_check(talk, words)
        if heard.tapped:
            return self._tapped(talk, heard, reply, words)
        if self._strays(talk, heard, reply):
            return None
        if talk.has(PAUSED):
            return self._while_paused(talk, reply, words)
        return self._answered(talk, reply, words)

    def resume(self, state: State, heard: Heard) -> Said | None:
        """Nothing is asked again by itself: the visitor says whether to go on."""
        talk = Talk.from_json(state)
        talk.strayed += 1
        if talk.step == OFFERED or talk.strayed > 2 or heard.intent == ALARM_INTENT or heard.level in (1, 2):
            return None
        talk.marks.add(PAUSED)
        if heard.intent in PERSON_INTENTS or heard.intent in _SUPPORT:
            return Said((), talk.to_json())
        return Said((self._pause_question(self._words(heard)),), talk.to_json())

    # Whose turn is it?

    def _asks_for_person(self, heard: Heard, reply: Reply, talk: Talk) -> bool:
        if heard.intent not in PERSON_INTENTS:
            return False
        if self._steps[talk.step].fits(reply, talk) and not reply.wants_person:
            return False
        return heard.confidence >= _SURE_OF_PERSON or reply.wants_person

    def _strays(self, talk: Talk, heard: Heard, reply: Reply) -> bool:
        """Something else than an answer: a question to us, small talk, a wish for support."""
        step = self._steps[talk.step]
        if reply.again or reply.why_asked or reply.privacy or reply.correcting or step.fits(reply, talk):
            return False
        if reply.asks:
            return heard.intent in _ASIDES | _SUPPORT | _QUESTIONS
        sure = heard.confidence >= _LIKELY and not (reply.unsure or reply.skip)
        return sure and heard.intent in _ASIDES | _SUPPORT

    # The ways a turn can go

    def _offered(self, talk: Talk, heard: Heard, reply: Reply, state: State) -> Said | None:
        if heard.intent == START_INTENT:
            return self.begin(heard, state) if heard.entities.get("flow") == self.name else None
        if heard.tapped or (reply.asks and not reply.about_questions):
            return None
        words = self._words(heard)
        if reply.about_questions:
            return Said((Content(words.say("about"), (self._start(words), words.person)),), talk.to_json())
        if reply.words <= 6 and (reply.stop or reply.no or heard.intent == "deny"):
            return Said((Content(words.say("declined"), (words.person,)),), None, done=True)
        if reply.words <= 6 and (reply.yes or heard.intent == "affirm"):
            return self.begin(heard, state)
        return None

    def _tapped(self, talk: Talk, heard: Heard, reply: Reply, words: Words) -> Said | None:
        """A button of this question, or of an earlier one: then that answer is changed."""
        name, answer = heard.entities.get("step", ""), heard.entities.get("answer", "")
        if heard.entities.get("flow") != self.name:
            return None
        if name == "pause":
            return self._go_on(talk, words)
        step = self._steps.get(name)
        if step is None or (name != talk.step and name not in talk.asked):
            return self._go_on(talk, words)
        earlier = name != talk.step
        talk.marks.discard(PAUSED)
        taken = step.skip(talk, words) if answer == SKIP else step.tap(talk, answer, reply, words)
        if taken is None:
            return self._ask(talk, words, again=True)
        if earlier:
            changed = Taken(words.say("changed"))
            still = self._steps[talk.step].due(talk)
            return self._ask(talk, words, changed) if still else self._next(talk, words, changed)
        return self._next(talk, words, taken)

    def _while_paused(self, talk: Talk, reply: Reply, words: Words) -> Said | None:
        """We asked whether to go on. A clear answer to the question that was open counts as well."""
        step = self._steps[talk.step]
        answered = talk.has(_ANSWERED)
        if step.fits(reply, talk) and not answered:
            return self._answered(talk, reply, words)
        if reply.no or reply.unsure:
            return self._stopped(talk, words)
        if reply.privacy:
            return _lead(Taken(words.say("privacy")), Said((self._pause_question(words),), talk.to_json()))
        if reply.yes or reply.back or reply.again:
            return self._go_on(talk, words)
        if answered:
            return self._go_on(talk, words) if reply.words > 2 else None
        if step.free and not reply.empty and reply.words > 2:
            return self._answered(talk, reply, words)
        return None

    def _answered(self, talk: Talk, reply: Reply, words: Words) -> Said:
        talk.marks.discard(PAUSED)
        talk.strayed = 0
        step = self._steps[talk.step]
        if reply.back:
            return self._back(talk, words)
        if reply.privacy and not step.fits(reply, talk):
            return self._ask(talk, words, Taken(words.say("privacy")))
        if reply.why_asked:
            return self._ask(talk, words, Taken(words.say("why_asked")))
        if reply.again:
            return self._ask(talk, words, again=True)
        if reply.correcting and (corrected := self._corrected(talk, reply, words)):
            return corrected
        feeling = self._feeling(talk, reply, words)
        if feeling.pause and not step.story:  # heard first; the question stays open
            return self._pause(talk, words, feeling)
        taken = self._take(step, talk, reply, words)
        if taken is None and feeling.pause:
            return self._pause(talk, words, feeling)
        if taken is None and (talk.tries or (reply.unsure and talk.has(_HELPED) and not step.helps)):
            taken = step.skip(talk, words)  # asked twice is enough
        if taken is None:
            return self._ask(talk, words, feeling, again=True)
        return self._next(talk, words, _both(feeling, taken))

    def _take(self, step: Step, talk: Talk, reply: Reply, words: Words) -> Taken | None:
        if reply.skip and step.skippable:
            return step.skip(talk, words)
        taken = step.take(talk, reply, words)
        if taken is None and reply.unsure and step.skippable and talk.tries:
            return step.skip(talk, words)
        return taken

    def _feeling(self, talk: Talk, reply: Reply, words: Words) -> Taken:
        """A feeling is heard before anything else; a heavy one, or a loss, changes the road."""
        if reply.loss and not talk.has("loss"):
            talk.marks |= {TENDER, "loss"}
            return Taken(words.say("loss"), choices=(words.person,), pause=True)
        if reply.feeling is None or (not reply.feeling.heavy and (reply.unsure or reply.hard_to_ask)):
            return Taken()
        said = reply.feeling.say_youth if words.youth else reply.feeling.say
        if reply.feeling.heavy:
            talk.marks |= {TENDER, "heavy"}
            return Taken(f"{said} {words.say('not_alone')}", choices=(words.person,), pause=True)
        if said in talk.answers.get("heard", []):
            return Taken()  # said once is heard; twice is a trick
        talk.answers["heard"] = [*talk.answers.get("heard", []), said]
        return Taken(said)

    def _corrected(self, talk: Talk, reply: Reply, words: Words) -> Said | None:
        """ "Ik bedoelde een 5": the last answer changes when the words fit that question."""
        earlier = [name for name in talk.asked if name != talk.step]
        if not earlier:
            return None
        last = self._steps[earlier[-1]]
        if not last.fits(reply, talk) or last.take(talk, reply, words) is None:
            return None
        return self._ask(talk, words, Taken(words.say("changed")))

    def _back(self, talk: Talk, words: Words) -> Said:
        if talk.step in talk.asked:
            talk.asked.remove(talk.step)
        if talk.asked:
            talk.step = talk.asked.pop()
            talk.answers.pop(talk.step, None)
        return self._ask(talk, words)

    def _go_on(self, talk: Talk, words: Words) -> Said:
        """Back to the question that was open, or to the next when that one was answered."""
        talk.marks.discard(PAUSED)
        talk.strayed = 0
        if talk.has(_ANSWERED):
            talk.marks.discard(_ANSWERED)
            return self._next(talk, words, Taken())
        return self._ask(talk, words)

    def _after_check(self, talk: Talk, words: Words) -> Said:
        """The gateway asked a calm safety question in between. Careful from here on."""
        talk.level = _WORRY
        talk.marks.add(TENDER)
        return self._pause(talk, words, Taken(words.say("after_check")))

    def _stopped(self, talk: Talk, words: Words) -> Said:
        if self._steps[talk.step].closing:
            return self.finish(talk, words)
        again = replace(self._start(words), title=words.say("start_again"))
        return Said((Content(words.say("stopped"), (again, words.person)),), None, done=True)

    def _start(self, words: Words) -> Choice:
        return Choice(f"start:{self.name}", words.say("offer_title"), START_INTENT, {"flow": self.name})

    def _too_young(self, reply: Reply, words: Words) -> Said | None:
        if reply.own_age is None or reply.own_age >= _YOUNGEST:
            return None
        return Said((Content(words.say("too_young"), (words.person,)),), None, done=True)

    # Asking

    def _next(self, talk: Talk, words: Words, taken: Taken) -> Said:
        if taken.pause:
            talk.marks.add(_ANSWERED)
            return self._pause(talk, words, taken)
        if taken.end:
            return _lead(taken, self.finish(talk, words))
        following = next((s for s in self._steps.values() if s.name not in talk.asked and s.due(talk)), None)
        if following is None:
            return _lead(taken, self.finish(talk, words))
        talk.step = following.name
        return self._ask(talk, words, taken)

    def _ask(self, talk: Talk, words: Words, lead: Taken | None = None, *, again: bool = False) -> Said:
        lead = lead or Taken()
        step = self._steps[talk.step]
        talk.tries = talk.tries + 1 if again else 0
        if step.name not in talk.asked:
            talk.asked.append(step.name)
        if again and not step.helps:
            talk.marks.add(_HELPED)
        question = step.again(talk, words) if again else step.ask(talk, words)
        if step.skippable:
            question = _with(question, words.button(step.name, SKIP, words.say("skip_title")))
        if not step.closing:
            question = _with(question, words.button(step.name, STOP, words.say("stop_title")))
        if talk.has(TENDER):
            question = _with(question, words.person)
        return _lead(lead, Said((question,), talk.to_json()))

    def _pause(self, talk: Talk, words: Words, lead: Taken) -> Said:
        talk.marks.add(PAUSED)
        return _lead(lead, Said((self._pause_question(words),), talk.to_json()))

    def _pause_question(self, words: Words) -> Content:
        choices = (
            words.button("pause", "go_on", words.say("go_on_title")),
            words.button("pause", STOP, words.say("stop_title")),
            words.person,
        )
        return Content(words.say("go_on"), choices)

    def _words(self, heard: Heard) -> Words:
        return Words(self._texts, self._common, self.name, heard.youth, heard.desk)


def _both(feeling: Taken, taken: Taken) -> Taken:
    """A feeling first, then what is said about the answer. What weighs on somebody leaves no room for praise."""
    if feeling.pause and not taken.end:
        return replace(feeling, extra=taken.extra)
    text = " ".join(part for part in (feeling.text, taken.text) if part)
    return replace(taken, text=text, choices=(*feeling.choices, *taken.choices))


def _lead(taken: Taken, said: Said) -> Said:
    """Put what was said about the answer before the question, in the same message."""
    if not said.contents:
        return replace(said, contents=(Content(taken.text),) if taken.text else ())
    first, *rest = said.contents
    if taken.extra:  # a text to copy stands alone
        before = (*((Content(taken.text),) if taken.text else ()), *taken.extra)
        return replace(said, contents=(*before, first, *rest))
    text = "\n\n".join(part for part in (taken.text, first.text) if part)
    led = Content(text, first.choices, first.card)
    for choice in taken.choices:
        led = _with(led, choice)
    return replace(said, contents=(led, *rest))


def _with(content: Content, choice: Choice) -> Content:
    if any(choice.id == known.id for known in content.choices):
        return content
    return replace(content, choices=(*content.choices, choice))
