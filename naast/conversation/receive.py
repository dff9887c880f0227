"""A visitor's message comes in: redact, screen, store, and answer at once when there is danger.

All of it happens in one transaction and needs no dialogue engine. What the assistant still owes an answer is
left as PENDING; `naast.assistant` picks that up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from prometheus_client import Counter
from sqlalchemy.orm import Session

from naast.conversation import messages, modes
from naast.conversation.content import Choice, Content
from naast.conversation.messages import StoredMessage
from naast.errors import InvalidInput, MessageTooLong
from naast.handover.opening_hours import in_words, opens_at
from naast.knowledge.municipalities import Municipality
from naast.knowledge.texts import Texts
from naast.privacy.encryption import DataKey
from naast.privacy.redaction import redact
from naast.privacy.spans import Kind
from naast.safety import signals
from naast.safety.reply import CHECK_NO, CHECK_YES, CheckAnswer, SafetyReplies, Situation
from naast.safety.screen import Screener
from naast.safety.screening import NOTHING, SafetyClass, Screening
from naast.store.tables import Conversation, Mode, Sender, Turn
from naast.strengths.ordinary import OrdinaryAnswers
from naast.understanding.ages import age_in

SCREENED = Counter("naast_screened_total", "Messages screened, by what was found", ["found"])
MASKED = Counter("naast_masked_total", "Messages in which something was masked, by kind", ["kind"])
_ONE_BREATH = timedelta(minutes=1)
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Incoming:
    """What the client sent: a text or the id of a choice, under the client's own id."""

    client_message_id: str
    text: str | None = None
    choice: str | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """`message` as stored; `owes_turn` when the assistant must answer; `alarmed` when the desk must look."""

    message: StoredMessage
    owes_turn: bool = False
    alarmed: bool = False


@dataclass(frozen=True, slots=True)
class Receiver:
    """Everything needed to receive a message; built once at start-up."""

    screener: Screener
    replies: SafetyReplies
    texts: Texts
    municipality: Municipality
    message_limit: int
    ordinary: OrdinaryAnswers

    def receive(
        self, session: Session, key: DataKey, conversation: Conversation, incoming: Incoming, now: datetime
    ) -> Received:
        """Store the message exactly once. The conversation's row is locked by the caller.

        Raises InvalidInput, MessageTooLong, UnknownChoice or ConversationClosed; then nothing is stored.
        """
        if known := messages.with_client_id(session, key, conversation.id, incoming.client_message_id):
            return Received(known, owes_turn=known.turn is Turn.PENDING)
        modes.require_open(conversation)
        text, choice = self._text_of(session, key, conversation, incoming)
        redacted = redact(text)
        screening = NOTHING if choice else self._screened(session, key, conversation, redacted.text, now)
        situation = self.situation(conversation, redacted.text, now)
        handling = self._handling(conversation, choice, redacted.text, screening, situation)
        message = messages.append(
            session,
            key,
            conversation.id,
            Sender.VISITOR,
            Content(redacted.text),
            now,
            turn=handling.turn,
            client_message_id=incoming.client_message_id,
            choice=choice,
        )
        self._tell_redacted(session, key, conversation, redacted.kinds, now)
        if handling.signal:
            signals.record(session, key, conversation, handling.signal, message.seq, now)
        if handling.reply:
            messages.append(session, key, conversation.id, Sender.BOT, handling.reply, now)
        conversation.open_check = handling.open_check
        owes_turn = handling.turn is Turn.PENDING
        if handling.release_held:
            owes_turn |= bool(messages.set_turn(session, conversation.id, Turn.HELD, handling.release_held))
        return Received(message, owes_turn, alarmed=bool(handling.signal and handling.signal.level < 3))

    def beside_the_chat(
        self, session: Session, key: DataKey, conversation: Conversation, texts: Iterable[str], now: datetime
    ) -> StoredMessage | None:
        """Screen what was typed in a plan, a summary or a form; an alarm is answered in the chat.

        A line that raised the alarm before is not answered again. None when there is nothing to say.
        """
        known = {signal.line for signal in signals.of(session, key, conversation.id)}
        found = [self.screener.screen(redact(text).text) for text in texts]
        alarms = [f for f in found if f.safety_class is SafetyClass.ALARM and f.line not in known]
        if not alarms:
            return None
        worst = min(alarms, key=lambda alarm: alarm.level)
        reply = self.replies.alarm(worst, self.situation(conversation, worst.line or "", now))
        message = messages.append(session, key, conversation.id, Sender.BOT, reply, now)
        signals.record(session, key, conversation, worst, message.seq, now)
        return message

    def _screened(
        self, session: Session, key: DataKey, conversation: Conversation, text: str, now: datetime
    ) -> Screening:
        """What the screening sees. A worry, never an alarm, is dropped for a bare answer that we asked for."""
        found = self.screener.screen(text)
        if found.safety_class is not SafetyClass.ALARM:
            found = self._in_one_breath(session, key, conversation, text, now) or found
        SCREENED.labels(found.safety_class.value).inc()
        if found.safety_class is not SafetyClass.CHECK:
            return found
        asked = messages.last_choices(session, key, conversation.id)
        return NOTHING if self.ordinary.covers(asked, text) else found

    def _in_one_breath(
        self, session: Session, key: DataKey, conversation: Conversation, text: str, now: datetime
    ) -> Screening | None:
        """An alarm that only the last few messages together give: "Ik wil", "niet meer", "leven"."""
        known = signals.last(session, conversation.id)
        since = now - _ONE_BREATH
        before = messages.last_said(session, key, conversation.id, since=since, after=known, most=_MOST_LINES)
        if not before:
            return None
        found = self.screener.screen("\n".join([*before, text]))
        return found if found.safety_class is SafetyClass.ALARM else None

    def _tell_redacted(
        self, session: Session, key: DataKey, conversation: Conversation, kinds: tuple[str, ...], now: datetime
    ) -> None:
        """Say what was masked, and why. Who writes a child's name again and again hears it once in a while."""
        if not kinds:
            return
        for kind in kinds:
            MASKED.labels(kind).inc()
        why = " ".join(dict.fromkeys(self.texts.say(f"redacted.why.{kind}") for kind in kinds))
        note = Content(self.texts.say("redacted.text", kinds=", ".join(kinds), why=why))
        if kinds == (Kind.NAME.value,) and messages.said_lately(session, key, conversation.id, note.text):
            return
        messages.append(session, key, conversation.id, Sender.SYSTEM, note, now)

    def situation(self, conversation: Conversation, text: str, now: datetime) -> Situation:
        """What an alarm's answer depends on besides the danger. An age in `text` is a youth's own."""
        opens = opens_at(self.municipality, now)
        return Situation(
            local=now.astimezone(ZoneInfo(self.municipality.time_zone)),
            youth=conversation.audience == "youth",
            age=age_in(text),
            desk_opens=in_words(opens, now) if opens else None,
        )

    def _text_of(
        self, session: Session, key: DataKey, conversation: Conversation, incoming: Incoming
    ) -> tuple[str, Choice | None]:
        if incoming.choice is not None:
            choice = messages.offered_choice(session, key, conversation.id, incoming.choice)
            return choice.title, choice
        text = (incoming.text or "").replace("\x00", "").strip()
        if not _has_content(text):
            raise InvalidInput("Je bericht is leeg. Typ wat je wilt vragen.", "text")
        if len(text) > self.message_limit:
            raise MessageTooLong(self.message_limit)
        return text, None

    def _handling(
        self,
        conversation: Conversation,
        choice: Choice | None,
        text: str,
        screening: Screening,
        situation: Situation,
    ) -> _Handling:
        """Decide what happens with a message. Danger goes before everything, in every mode."""
        normal = Turn.PENDING if conversation.mode == Mode.BOT else Turn.NONE
        if screening.safety_class is SafetyClass.ALARM:
            return _Handling(
                turn=normal,
                reply=self.replies.alarm(screening, situation),
                signal=screening,
                release_held=Turn.DONE,
            )
        if conversation.open_check:
            return self._check_answered(conversation.open_check, choice, text, situation, normal)
        if screening.safety_class is SafetyClass.CHECK:
            return _Handling(
                turn=Turn.HELD if conversation.mode == Mode.BOT else Turn.NONE,
                reply=self.replies.check(screening),
                signal=screening,
                open_check=screening.category,
            )
        return _Handling(turn=normal)

    def _check_answered(
        self, category: str, choice: Choice | None, text: str, situation: Situation, normal: Turn
    ) -> _Handling:
        """The visitor answered the calm question: yes is an alarm, no lets the held message be answered."""
        if choice and choice.id not in (CHECK_YES, CHECK_NO):
            return _Handling(turn=normal, release_held=normal)
        picked = {CHECK_YES: CheckAnswer.YES, CHECK_NO: CheckAnswer.NO}.get(choice.id if choice else "")
        answer = picked or self.replies.read_check_answer(text)
        if answer is CheckAnswer.YES:
            found = Screening(SafetyClass.ALARM, 2, category, "antwoord op de vraag", text)
            reply = self.replies.alarm(found, situation)
            return _Handling(turn=Turn.NONE, reply=reply, signal=found, release_held=Turn.DONE)
        if answer is CheckAnswer.NO:
            return _Handling(turn=Turn.NONE, reply=self.replies.after_no(), release_held=normal)
        return _Handling(turn=normal, reply=self.replies.unsure(), release_held=normal)


@dataclass(frozen=True, slots=True)
class _Handling:
    turn: Turn
    reply: Content | None = None
    signal: Screening | None = None
    open_check: str | None = None
    release_held: Turn | None = None
    """What becomes of messages that waited for the answer to a check question."""


def _has_content(text: str) -> bool:
    """False for text without any visible character."""
    return any(not c.isspace() and c.isprintable() for c in text)
