"""Answer what visitors said: one conversation at a time in order, a burst as one turn, always within seconds.

A turn is read from the store and its replies, the engine's state and "answered" are written in one
transaction. So a crash at any moment leaves the messages either unanswered (and answered after the restart) or
answered once. Two processes that take the same turn both ask the engine, but under the conversation's lock only
the first finds the messages still unanswered; the other reads again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

import structlog
from prometheus_client import Counter, Histogram
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from naast.assistant.engine import Engine, EngineReply, EngineTurn
from naast.assistant.made import Maker
from naast.conversation import messages
from naast.conversation.content import Content
from naast.conversation.live import DESK, Hub
from naast.conversation.messages import StoredMessage
from naast.errors import ConversationNotFound, EngineUnavailable
from naast.insight import misses
from naast.languages.recognise import DUTCH
from naast.privacy.encryption import DataKey
from naast.safety import signals
from naast.safety.reply import PERSON_CHOICE
from naast.store.database import Database
from naast.store.keyring import Keyring
from naast.store.tables import Conversation, DialogueState, Message, Mode, Sender, Turn
from naast.support.made import keep_request
from naast.understanding.intents import Decision
from naast.understanding.understand import Understander

log = structlog.get_logger()
TURN_SECONDS = Histogram(
    "naast_turn_seconds", "From taking up a turn to its stored answer", buckets=(0.05, 0.1, 0.2, 0.5, 1, 2, 4, 8)
)
APOLOGIES = Counter("naast_apologies_total", "Turns that the engine did not answer, by reason", ["reason"])
T = TypeVar("T")
_STATE = "dialogue_state"
ALARM_INTENT = "safety_alarm"
OTHER_LANGUAGE = "other_language"


class Foreign(Protocol):
    """Recognises another language and knows the fixed text in it."""

    def recognise(self, text: str) -> str: ...

    def message(self, code: str, municipality: str) -> Content: ...


class _AnsweredElsewhere(Exception):
    """Another process answered some of these messages meanwhile, or one came free: nothing is stored."""


class Threads(Protocol):
    """Runs blocking work beside the event loop."""

    def __call__(self, work: Callable[[], T], /) -> Awaitable[T]: ...


@dataclass(frozen=True, slots=True)
class Owed:
    """What a conversation's visitor said that has no answer yet."""

    conversation_id: str
    audience: str
    municipality: str
    said: tuple[StoredMessage, ...]
    state: dict[str, Any] | None
    level: int = 0
    alarm: bool = False
    """What was said last raised an alarm, which is answered already."""

    @property
    def up_to(self) -> int:
        return self.said[-1].seq

    @property
    def text(self) -> str:
        return "\n".join(message.content.text for message in self.said)


class TurnTaker:
    """Gives every pending message its answer."""

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        engine: Engine,
        understander: Understander,
        hub: Hub,
        clock: Callable[[], datetime],
        in_thread: Threads,
        apology: str,
        burst_window_s: float,
        maker: Maker,
        foreign: Foreign,
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._engine = engine
        self._understander = understander
        self._hub = hub
        self._clock = clock
        self._in_thread = in_thread
        self._apology = Content(apology, (PERSON_CHOICE,))
        self._burst_window_s = burst_window_s
        self._maker = maker
        self._foreign = foreign
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()

    def wake(self, conversation_id: str) -> None:
        """See to it that the conversation's pending messages get answered. Call on the event loop."""
        if conversation_id in self._tasks:
            self._again.add(conversation_id)
            return
        self._tasks[conversation_id] = asyncio.create_task(self._work(conversation_id))

    async def wake_all_pending(self, older_than: timedelta = timedelta(0)) -> None:
        """After a start, or another process's end: what was stored and not answered gets its answer now."""
        before = self._clock() - older_than
        for conversation_id in await self._in_thread(lambda: self._pending_conversations(before)):
            self.wake(conversation_id)

    async def stop(self) -> None:
        """Let turns under way finish; they are short."""
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=9)

    async def _work(self, conversation_id: str) -> None:
        try:
            while True:
                await asyncio.sleep(self._burst_window_s)
                self._again.discard(conversation_id)
                if not await self._one_turn(conversation_id) and conversation_id not in self._again:
                    return
        except ConversationNotFound:
            pass  # deleted by the visitor in the meantime
        except Exception:
            log.exception("turn_failed", conversation=conversation_id)
        finally:
            del self._tasks[conversation_id]
            if conversation_id in self._again:
                self._again.discard(conversation_id)
                self.wake(conversation_id)

    async def _one_turn(self, conversation_id: str) -> bool:
        """Answer what is pending now, up to the first choice; False when there was nothing."""
        owed = await self._in_thread(lambda: self._read_owed(conversation_id))
        if owed is None:
            return False
        began = time.perf_counter()
        turn, reply = await self._ask_engine(owed)
        try:
            await self._in_thread(lambda: self._deliver(owed, turn, reply))
        except _AnsweredElsewhere:
            return True  # read again what is still owed
        TURN_SECONDS.observe(time.perf_counter() - began)
        self._hub.publish(conversation_id)
        self._hub.publish(DESK, {"type": "conversation", "id": conversation_id})
        if any(content.card and content.card["type"] == "request" for content in reply.contents):
            self._hub.publish(DESK, {"type": "requests"})
        return True

    async def _ask_engine(self, owed: Owed) -> tuple[EngineTurn, EngineReply]:
        turn = await self._in_thread(lambda: self._turn_for(owed))
        if language := turn.context.get("language"):  # a fixed text, which needs no engine
            return turn, EngineReply((self._foreign.message(language, owed.municipality),), owed.state)
        try:
            if turn.intent != ALARM_INTENT:  # the lines were given already; nothing more will come
                self._hub.publish(owed.conversation_id, {"type": "typing", "sender": Sender.BOT.value})
            reply = await self._engine.take(turn)
            if not reply.contents and turn.intent != ALARM_INTENT:
                raise EngineUnavailable("empty reply")
        except EngineUnavailable as error:
            log.warning("engine_unavailable", conversation=owed.conversation_id, reason=str(error))
            APOLOGIES.labels(str(error)).inc()
            return turn, EngineReply((self._apology,), owed.state)
        return turn, reply

    def _turn_for(self, owed: Owed) -> EngineTurn:
        """What the visitor said, with its meaning. A tapped choice means what we said it means."""
        context: dict[str, Any] = {
            "audience": owed.audience,
            "municipality": owed.municipality,
            "level": owed.level,
        }
        choice = owed.said[0].choice
        if choice:
            context["tapped"] = True
            return EngineTurn(
                owed.conversation_id, choice.title, choice.intent, 1.0, choice.entities, context, owed.state
            )
        if owed.alarm:
            return EngineTurn(owed.conversation_id, "", ALARM_INTENT, 1.0, {}, context, owed.state)
        language = self._foreign.recognise(owed.text)
        if language != DUTCH:
            context |= {"language": language, "decision": Decision.SMALLTALK.value}
            return EngineTurn(owed.conversation_id, owed.text, OTHER_LANGUAGE, 1.0, {}, context, owed.state)
        meaning = self._understander.understand(owed.text, owed.audience)
        context |= {
            "decision": meaning.decision.value,
            "topics": [{"id": topic.id, "score": topic.score} for topic in meaning.topics],
            "age": meaning.age,
        }
        return EngineTurn(
            owed.conversation_id, owed.text, meaning.intent, meaning.confidence, {}, context, owed.state
        )

    def _pending_conversations(self, before: datetime) -> list[str]:
        """A clock that was put back makes messages of the future; they wait no longer for it."""
        with self._database.read() as session:
            pending = select(Message.conversation_id, func.min(Message.at)).where(
                Message.turn == Turn.PENDING.value
            )
            rows = session.execute(pending.group_by(Message.conversation_id)).all()
        return [id for id, at in rows if at <= before or at > self._clock()]

    def _read_owed(self, conversation_id: str) -> Owed | None:
        key = self._keyring.get(conversation_id)
        with self._database.read() as session:
            conversation = session.get(Conversation, conversation_id)
            if conversation is None or conversation.mode != Mode.BOT:
                return None
            pending = messages.with_turn(session, key, conversation_id, Turn.PENDING)
            if not pending:
                return None
            alarms = signals.alarms(session, conversation_id)
            said = _burst(pending, alarms)
            return Owed(
                conversation_id,
                conversation.audience,
                conversation.municipality,
                said,
                _state(session, key, conversation_id),
                conversation.level,
                said[-1].seq in alarms,
            )

    def _deliver(self, owed: Owed, turn: EngineTurn, reply: EngineReply) -> None:
        """Store the replies if the assistant still has the conversation; a person may have taken it since."""
        key = self._keyring.get(owed.conversation_id)
        with self._database.write() as session:
            conversation = session.scalar(
                select(Conversation).where(Conversation.id == owed.conversation_id).with_for_update()
            )
            if conversation is None:
                raise ConversationNotFound
            answered = messages.set_turn(session, owed.conversation_id, Turn.PENDING, Turn.DONE, up_to=owed.up_to)
            if answered != len(owed.said):
                raise _AnsweredElsewhere
            if conversation.mode != Mode.BOT:
                return
            now = self._clock()
            _learn(session, key, conversation, turn, now)
            for made in reply.contents:
                kept = self._maker.keep(session, key, conversation, made, owed.text, owed.up_to, now)
                content = keep_request(session, self._keyring, conversation, kept, now)
                messages.append(session, key, owed.conversation_id, Sender.BOT, content, now)
                if content.card and content.card["type"] == "answer":
                    conversation.topic = content.card["topic"]
            _keep_state(session, key, owed.conversation_id, reply.state)


def _learn(session: Session, key: DataKey, conversation: Conversation, turn: EngineTurn, now: datetime) -> None:
    """What the editors can learn from: a line we did not know, an answer that did or did not help."""
    misses.vote(session, conversation.topic, turn.intent, now)
    topics = turn.context.get("topics") or []
    guess = topics[0]["id"] if topics else None
    misses.record(session, key, conversation, turn.text, turn.context.get("decision", ""), guess, now)


def _burst(pending: list[StoredMessage], alarms: frozenset[int]) -> tuple[StoredMessage, ...]:
    """Typed messages go together, up to the first tapped choice, which is a turn of its own, or the first alarm:
    the engine says nothing to that, and what is said after it must not share in the silence."""
    if pending[0].choice:
        return (pending[0],)
    typed = []
    for message in pending:
        if message.choice:
            break
        typed.append(message)
        if message.seq in alarms:
            break
    return tuple(typed)


def _state(session: Session, key: DataKey, conversation_id: str) -> dict[str, Any] | None:
    stored = session.get(DialogueState, conversation_id)
    state: dict[str, Any] | None = key.open(_STATE, stored.sealed) if stored else None
    return state


def _keep_state(session: Session, key: DataKey, conversation_id: str, state: dict[str, Any] | None) -> None:
    if state is None:
        return
    stored = session.get(DialogueState, conversation_id)
    sealed = key.seal(_STATE, state)
    if stored is None:
        session.add(DialogueState(conversation_id=conversation_id, sealed=sealed))
    else:
        stored.sealed = sealed
