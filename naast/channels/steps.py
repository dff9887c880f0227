"""Ask for a person, a call back or a way to be reached, wholly in text.

Every answer was screened before it comes here (see talk.py). What is said is appended to the conversation, so
that the desk and the web chat see the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from naast.channels import links
from naast.channels.around import Around
from naast.channels.follow import summary_asked
from naast.channels.own import Asked, Tap, choices
from naast.channels.texts import ChannelTexts
from naast.conversation import messages
from naast.conversation.content import Content
from naast.errors import DeskClosed
from naast.handover import callback as callbacks
from naast.handover import joining, queue, summary
from naast.handover.opening_hours import in_words
from naast.privacy.encryption import DataKey
from naast.store.channel_tables import ChannelLink
from naast.store.tables import Conversation, Mode, Sender
from naast.support import requests

_REACHABLE = re.compile(r"\S+@\S+\.\S+|(?:\D*\d){8,}")
"""A mail address, or at least eight digits."""
_CALLABLE = re.compile(r"(?:\D*\d){8,}")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Turn:
    """One answer to the channel itself, with everything it needs."""

    session: Session
    around: Around
    key: DataKey
    conversation: Conversation
    link: ChannelLink
    texts: ChannelTexts
    now: datetime

    def say(self, name: str) -> None:
        self.append(Content(self.texts.say(name)))

    def append(self, content: Content) -> None:
        messages.append(self.session, self.key, self.conversation.id, Sender.SYSTEM, content, self.now)

    def ask(self, asked: Asked, text_name: str, detail: str = "") -> None:
        links.wait_for(self.key, self.link, asked, detail)
        self.say(text_name)

    def done(self) -> None:
        """Nothing of the channel's own is open any more."""
        links.wait_for(self.key, self.link, None)


def tapped(turn: Turn, tap: Tap) -> None:
    """A choice of the channel's own, perhaps of an old message: it does what it says or nothing."""
    turn.done()
    if tap is Tap.SHARE:
        _share(turn)
    elif tap is Tap.CHANGE:
        turn.ask(Asked.EDIT, "summary.edit")
    elif tap is Tap.KEEP:
        turn.say("summary.not_shared")
    elif tap is Tap.LEAVE and turn.conversation.mode == Mode.HUMAN:
        turn.say("summary.already")
    elif tap is Tap.LEAVE:
        joining.leave_queue(turn.session, turn.key, turn.conversation, turn.around.content.texts, turn.now)
    elif tap is Tap.CALL:
        _call(turn)
    else:
        turn.say("callback.no")


def _share(turn: Turn) -> None:
    if turn.conversation.mode != Mode.BOT:
        return
    place, texts = turn.around.place(turn.conversation), turn.around.content.texts
    try:
        joining.join_queue(turn.session, turn.key, turn.conversation, place, texts, turn.now)
    except DeskClosed as closed:
        if not closed.callback:
            show_lines(turn)
            return
        opens = in_words(closed.opens_at, turn.now) if closed.opens_at else ""
        text = texts.say("handover.closed", desk=place.desk_name, opens=opens)
        turn.append(Content(text, choices(turn.texts, Tap.CALL, Tap.NO_CALL)))


def _call(turn: Turn) -> None:
    if callbacks.allowed(turn.conversation):
        turn.ask(Asked.WHEN, "callback.when")
    else:
        show_lines(turn)


def show_lines(turn: Turn) -> None:
    """A call later is no answer to a serious signal: the lines, now."""
    worst = queue.worst_categories(turn.session, [turn.conversation.id])
    receiver = turn.around.receivers[turn.conversation.municipality]
    category = worst.get(turn.conversation.id) or "suicidaliteit_zelf"
    card = receiver.replies.card(category, receiver.situation(turn.conversation, "", turn.now))
    turn.append(Content(turn.around.content.texts.say("handover.no_callback"), (), card))


def answered(turn: Turn, asked: str, detail: str, text: str) -> None:
    """What the visitor typed in answer to the channel's own question."""
    turn.done()
    if asked == Asked.EDIT:
        _edited(turn, text)
    elif asked == Asked.WHEN:
        turn.ask(Asked.HOW, "callback.how", detail=text[:_LONGEST])
    elif asked == Asked.HOW:
        _how(turn, detail, text)
    else:
        _contact(turn, detail, text)


def _edited(turn: Turn, text: str) -> None:
    """The visitor's own words take the place of all that was drafted."""
    parts = dict.fromkeys(("tried", "strengths", "network", "wish", "plan"), "")
    changes = {"question": text[:2000], **parts}
    summary.edit(turn.session, turn.key, turn.conversation, changes)
    turn.append(summary_asked(turn.session, turn.key, turn.conversation, turn.texts))


def _how(turn: Turn, when: str, text: str) -> None:
    if turn.texts.means("skip", text):
        turn.say("callback.no")
    elif not callbacks.allowed(turn.conversation):
        show_lines(turn)
    elif not _CALLABLE.search(text):
        turn.ask(Asked.HOW, "callback.not_a_number", detail=when)
    else:
        place, texts = turn.around.place(turn.conversation), turn.around.content.texts
        how = text.strip()[:_LONGEST]
        joining.ask_call(turn.session, turn.key, turn.conversation, when, how, place, texts, turn.now)


def _contact(turn: Turn, request_id: str, text: str) -> None:
    if turn.texts.means("skip", text):
        turn.say("contact.skipped")
        return
    mine = requests.of_conversation(turn.session, turn.conversation.id)
    request = next((row for row in mine if row.id == request_id), None)
    if request is None:
        turn.say("contact.skipped")
    elif not _REACHABLE.search(text):
        turn.ask(Asked.CONTACT, "contact.not_reachable", detail=request_id)
    else:
        requests.set_contact(turn.around.keyring.get(request.id), request, text.strip()[:_LONGEST], "")
        requests.add_plain(turn.session, request, "contact_given", None, turn.now)
        turn.append(Content(turn.around.content.texts.say("requests.contact_kept")))


def withdraw(turn: Turn) -> None:
    """The visitor takes back what was asked for, also in an earlier conversation."""
    turn.done()
    mine = links.conversations_of(turn.session, turn.link)
    if not any(requests.of_conversation(turn.session, one) for one in mine):
        turn.say("withdrawn_none")
        return
    for one in mine:
        requests.withdraw_all(turn.session, turn.around.keyring, one)
    turn.append(Content(turn.around.content.texts.say("requests.withdrawn")))
