"""One message of a visitor on a channel: what it is, and whom it is for.

Danger is screened before anything else that a typed message could be, also inside a question of the channel's
own. Only bare command words come first: they hold nothing to screen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from naast.channels import inbox, links, outbox, passes
from naast.channels.around import Around
from naast.channels.channel import Address, Heard, Kind, Outgoing
from naast.channels.follow import follow
from naast.channels.own import Tap
from naast.channels.shown import OWN
from naast.channels.split import split
from naast.channels.steps import Turn, answered, tapped, withdraw
from naast.channels.texts import ChannelTexts, Command, plain
from naast.conversation import lifecycle, messages
from naast.conversation.content import Choice, Content
from naast.conversation.receive import Incoming
from naast.errors import InvalidInput, UnknownChoice, UnknownCode
from naast.handover import experience, joining
from naast.handover.heard import changes_the_queue, hear
from naast.privacy.encryption import DataKey
from naast.privacy.forgetting import forget
from naast.privacy.redaction import redact
from naast.safety.reply import PERSON_CHOICE
from naast.safety.screening import SafetyClass
from naast.store.channel_tables import ChannelLink, LinkState
from naast.store.tables import Conversation, Mode, Sender

_CODE_WORDS = 2
_CODE_LENGTH = 24
_ANOTHER_OWNER = timedelta(days=14)
"""After so long a number may be somebody else's: what was said before is not theirs to open."""


@dataclass
class Effects:
    """What has to happen after the transaction."""

    owes_turn: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    queue_too: bool = False
    farewells: list[tuple[str, Address, str]] = field(default_factory=list)
    """Channel, address and text: the last word after everything was deleted."""
    read: dict[str, tuple[str, Address, str]] = field(default_factory=dict)
    """Conversation → channel, address and id of the newest message that the assistant read."""


@dataclass
class Talk:
    """A conversation on a channel, locked, while one message of it is handled."""

    session: Session
    around: Around
    link: ChannelLink
    conversation: Conversation
    key: DataKey
    effects: Effects

    @classmethod
    def of(cls, session: Session, around: Around, link: ChannelLink, effects: Effects) -> Talk:
        """The link is locked already. Raises ConversationNotFound when it was deleted meanwhile."""
        conversation = session.scalar(
            select(Conversation).where(Conversation.id == link.conversation_id).with_for_update()
        )
        assert conversation is not None  # the link would be gone with it
        return cls(session, around, link, conversation, around.keyring.get(conversation.id), effects)

    @property
    def texts(self) -> ChannelTexts:
        return self.around.texts[self.link.channel]

    def hear(self, heard: Heard) -> str:
        """Handle it; the id of the conversation in which later messages of this visitor are handled."""
        long_ago = self._long_ago(heard)
        self._present(heard)
        typed = heard.text if heard.kind is Kind.TEXT else ""
        if typed and self._comes_with_pass(heard):
            return self.conversation.id
        command = self.texts.command(typed) if typed else None
        if command is Command.DELETE:
            return self._forget(heard)
        closed = self.conversation.mode == Mode.CLOSED and not self._about_the_end(heard, command)
        if closed or long_ago:
            self._begin_again(heard)
        self.effects.changed.add(self.conversation.id)
        if command:
            self._command(command, heard)
        elif heard.kind not in (Kind.TEXT, Kind.CHOICE):
            self._not_read(heard)
        else:
            self._said(heard)
        self._show_that_it_was_read(heard)
        return self.conversation.id

    # Who and where

    def _long_ago(self, heard: Heard) -> bool:
        """Only of what the assistant talked about: a professional's conversation is the professional's to end."""
        last = self.link.heard_at
        return self.conversation.mode == Mode.BOT and last is not None and heard.at - last > _ANOTHER_OWNER

    def _present(self, heard: Heard) -> None:
        """The visitor is here: the window opens again, and what was held goes out."""
        link, now = self.link, self.around.clock()
        at = min(heard.at, now)
        link.heard_at = max(link.heard_at, at) if link.heard_at else at
        if link.state == LinkState.ELSEWHERE:
            link.sent_seq = self.conversation.last_seq  # read on the website already
        link.state = LinkState.ACTIVE
        links.learn_alias(self.around.keyring, self.key, link, heard.address)
        outbox.release_held(self.session, self.conversation.id, now)

    def _begin_again(self, heard: Heard) -> None:
        """After an end a new conversation, which a familiar face may recognise."""
        regular = self.conversation.regular_id or self.conversation.owner_id
        new = open_on(self.session, self.around, self.link.channel, heard)
        new_key = self.around.keyring.get(new.conversation_id)
        inbox.move(self.session, self.key, new_key, self.link.conversation_id, new.conversation_id)
        fresh = Talk.of(self.session, self.around, new, self.effects)
        self.link, self.conversation, self.key = fresh.link, fresh.conversation, fresh.key
        self.conversation.regular_id = regular

    def _comes_with_pass(self, heard: Heard) -> bool:
        """ "Terug <code>", from the private web chat: from now on that conversation is the one here."""
        words = plain(heard.text).split()
        if len(words) != _CODE_WORDS or len(words[1]) != _CODE_LENGTH or not self.texts.means("back", words[0]):
            return False
        try:
            wanted = passes.use(self.session, self.around.keyring, words[1], self.around.clock())
        except UnknownCode:
            self._system(self.texts.say("pass_unknown"))
        else:
            self._continue_in(wanted, heard)
        self.effects.changed.add(self.conversation.id)
        return True

    def _continue_in(self, wanted: Conversation, heard: Heard) -> None:
        if wanted.id != self.conversation.id:
            key, here = self.around.keyring.get(wanted.id), self.link.channel
            link = links.attach(
                self.session, self.around.keyring, key, wanted.id, here, heard.address,
                sent_seq=wanted.last_seq, heard_at=self.link.heard_at,
            )  # fmt: skip
            link.sent_seq = wanted.last_seq
            inbox.move(self.session, self.key, key, self.conversation.id, wanted.id)
            self._leave_unused()
            self.link, self.conversation, self.key = link, wanted, key
        self._system(self.texts.say("came_back"))

    def _leave_unused(self) -> None:
        """A conversation that only began because of the code."""
        if self.conversation.last_seq <= 1:
            lifecycle.delete_conversation(self.session, self.around.keyring, self.conversation.id)

    # Words that do something

    def _command(self, command: Command, heard: Heard) -> None:
        self._visitor(heard.text, heard)
        links.wait_for(self.key, self.link, None)
        if command is Command.STOP:
            self._stop()
        elif command is Command.PRIVATE:
            code = passes.make(self.session, self.around.keyring, self.conversation.id, self.around.clock())
            self._send_only(self.texts.say("private", link=self.around.pass_page(code)))
        else:
            withdraw(self._turn())

    def _stop(self) -> None:
        if self.conversation.mode == Mode.CLOSED:
            self._send_only(self.texts.say("nothing_to_stop"))
            return
        joining.end(self.session, self.conversation, self.around.clock())
        self.effects.queue_too = True
        self._send_only(self.texts.say("stopped"))

    def _forget(self, heard: Heard) -> str:
        """All conversations, at once. The confirmation goes out from memory: nothing is left to store it in."""
        gone = links.conversations_of(self.session, self.link)
        if inbox.newest_id(self.session, self.conversation.id):  # the visitor wrote on meanwhile
            self._begin_again(heard)
            self.conversation.regular_id = None
        for conversation_id in gone:
            forget(self.session, self.around.keyring, self.around.audit, conversation_id, self.around.clock())
        self.effects.changed.update(gone)
        self.effects.queue_too = True
        self.effects.farewells.append((self.link.channel, heard.address, self.texts.say("deleted")))
        return self.conversation.id

    # What was said

    def _said(self, heard: Heard) -> None:
        choice = heard.choice or self._meant(heard.text)
        asked = links.waits_for(self.key, self.link)
        if choice and choice.startswith(OWN):
            self._own_choice(choice, heard)
        elif asked and not choice and not self._in_danger(heard.text):
            self._visitor(heard.text, heard)
            answered(self._turn(), *asked, heard.text)
            self.effects.queue_too = True
        else:
            links.wait_for(self.key, self.link, None)
            self._receive(heard, choice)

    def _own_choice(self, choice: str, heard: Heard) -> None:
        self._visitor(heard.text, heard)
        if choice in set(Tap):
            tapped(self._turn(), Tap(choice))
            self.effects.queue_too = True

    def _receive(self, heard: Heard, choice: str | None) -> None:
        """Through the gateway, as from the web chat. A long story comes as several messages."""
        if choice == PERSON_CHOICE.id and self._engine_failed():
            self._visitor(heard.text, heard)
            self._offer_person()
            return
        if choice:
            try:
                self._hear(Incoming(self._client_id(heard), choice=choice))
            except UnknownChoice:  # an old button: what it says still counts
                choice = None
        if not choice:
            limit = self.around.receivers[self.conversation.municipality].message_limit
            for number, piece in enumerate(split(heard.text, limit)):
                self._hear(Incoming(self._client_id(heard, number), text=piece))

    def _engine_failed(self) -> bool:
        """The last thing said was the apology: then a person is reached without the engine as well."""
        recent = messages.after(self.session, self.key, self.conversation.id, self.conversation.last_seq - 3)
        said = [message.content.text for message in recent if message.sender is Sender.BOT]
        return self.conversation.mode == Mode.BOT and said[-1:] == [self.around.content.texts.say("apology")]

    def _offer_person(self) -> None:
        place, texts, now = self.around.place(self.conversation), self.around.content.texts, self.around.clock()
        content = Content(
            texts.say("handover.offer", desk=place.desk_name), (), {"type": "handover", "state": "offered"}
        )
        messages.append(self.session, self.key, self.conversation.id, Sender.BOT, content, now)

    def _hear(self, incoming: Incoming) -> None:
        receiver = self.around.receivers[self.conversation.municipality]
        texts, now = self.around.content.texts, self.around.clock()
        try:
            received = hear(self.session, self.key, self.conversation, incoming, receiver, texts, now)
        except UnknownChoice:
            raise
        except InvalidInput:
            return  # nothing that can be seen
        self.effects.queue_too |= changes_the_queue(incoming, received)
        if received.owes_turn:
            self.effects.owes_turn.add(self.conversation.id)

    def _not_read(self, heard: Heard) -> None:
        """Note that something came, never what; say kindly what is possible. A caption is read as text."""
        self._visitor(self.texts.say(f"note.{heard.kind}"), heard)
        if heard.text.strip():
            self._receive(heard, None)
        elif self.conversation.mode == Mode.BOT:
            self._system(self.texts.say(f"not_read.{heard.kind}"))
        elif heard.kind is not Kind.REACTION:
            self._system(self.texts.say("not_read_by_staff"))

    def _meant(self, text: str) -> str | None:
        shown = links.shown(self.key, self.link)
        option = shown.meant(text) if shown else None
        return option.id if option else None

    def _in_danger(self, text: str) -> bool:
        receiver = self.around.receivers[self.conversation.municipality]
        return receiver.screener.screen(redact(text).text).safety_class is not SafetyClass.NONE

    def _about_the_end(self, heard: Heard, command: Command | None) -> bool:
        """In a closed conversation: stop, take back, or how it went. Everything else begins a new one."""
        choice = heard.choice or (self._meant(heard.text) if heard.kind is Kind.TEXT else None)
        return command in (Command.STOP, Command.WITHDRAW) or choice in experience.SCORES

    # Small things

    def _show_that_it_was_read(self, heard: Heard) -> None:
        """Only what the assistant reads: a person reads when a person reads."""
        if self.conversation.mode == Mode.BOT:
            self.effects.read[self.conversation.id] = (self.link.channel, heard.address, heard.message_id)

    def _turn(self) -> Turn:
        return Turn(
            self.session, self.around, self.key, self.conversation, self.link, self.texts, self.around.clock()
        )

    def _visitor(self, text: str, heard: Heard) -> None:
        content, now = Content(redact(text).text), self.around.clock()
        choice = Choice(heard.choice, heard.text) if heard.choice else None
        messages.append(
            self.session, self.key, self.conversation.id, Sender.VISITOR, content, now,
            client_message_id=self._client_id(heard, "note"), choice=choice,
        )  # fmt: skip

    def _system(self, text: str) -> None:
        now = self.around.clock()
        messages.append(self.session, self.key, self.conversation.id, Sender.SYSTEM, Content(text), now)

    def _send_only(self, text: str) -> None:
        """Sent, but not kept in the conversation: a link that opens it, or a word after its end."""
        follow(self.session, self.around, self.conversation.id)  # what was said before goes first
        outbox.put(self.session, self.key, self.conversation.id, [Outgoing(text)], self.around.clock())

    def _client_id(self, heard: Heard, part: int | str = 0) -> str:
        hashed = inbox.message_hash(self.around.keyring, self.link.channel, heard.message_id)
        return f"channel:{hashed}:{part}"


def open_on(session: Session, around: Around, channel: str, heard: Heard) -> ChannelLink:
    """A new conversation for this address, with the channel's first message as its greeting."""
    place = around.content.municipalities[around.municipality]
    greeting = around.texts[channel].say(
        "first", youth=around.audience == "youth", desk=place.desk_name, link=around.private_page
    )
    opened = lifecycle.open_conversation(
        session,
        around.keyring,
        municipality=place.id,
        audience=around.audience,
        greeting=Content(greeting),
        now=around.clock(),
    )
    key = around.keyring.get(opened.id)
    return links.attach(
        session, around.keyring, key, opened.id, channel, heard.address, heard_at=min(heard.at, around.clock())
    )
