"""Put what was said in a conversation into the outbox of its channel, once, in order.

The link remembers up to which message that was done; both change in one transaction. What the web chat shows as
a form (the summary, a call back, how to reach somebody) becomes words and choices here.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from naast.channels import links, outbox
from naast.channels.around import Around
from naast.channels.own import Asked, Tap, choices
from naast.channels.render import render
from naast.channels.texts import ChannelTexts
from naast.conversation import messages
from naast.conversation.content import Content
from naast.conversation.messages import StoredMessage
from naast.errors import ConversationNotFound
from naast.handover import callback as callbacks
from naast.handover import summary
from naast.privacy.encryption import DataKey
from naast.store.channel_tables import ChannelLink, LinkState, OutState
from naast.store.tables import Conversation, Mode, Sender

_PARTS = ("question", "tried", "strengths", "network", "wish", "plan")


def behind(session: Session) -> list[str]:
    """Conversations in which more was said than the outbox has."""
    return list(
        session.scalars(
            select(ChannelLink.conversation_id)
            .join(Conversation, Conversation.id == ChannelLink.conversation_id)
            .where(Conversation.last_seq > ChannelLink.sent_seq)
        )
    )


def follow(session: Session, around: Around, conversation_id: str) -> None:
    """Bring the outbox up to date with the conversation."""
    link = links.locked(session, conversation_id)
    conversation = session.get(Conversation, conversation_id)
    if link is None or conversation is None or link.channel not in around.channels:
        return
    try:
        key = around.keyring.get(conversation_id)
    except ConversationNotFound:
        return  # being deleted
    for message in messages.after(session, key, conversation_id, link.sent_seq):
        link.sent_seq = message.seq
        if message.sender is not Sender.VISITOR and link.state != LinkState.ELSEWHERE:
            _put(session, around, key, conversation, link, message)


def _put(
    session: Session,
    around: Around,
    key: DataKey,
    conversation: Conversation,
    link: ChannelLink,
    message: StoredMessage,
) -> None:
    texts = around.texts[link.channel]
    content = _in_words(session, key, conversation, link, message, texts)
    outgoings, shown = render(content, around.channels[link.channel].capabilities, texts)
    links.show(key, link, shown)
    state = OutState.DEAD if link.state == LinkState.UNREACHABLE else OutState.QUEUED
    outbox.put(session, key, conversation.id, outgoings, around.clock(), seq=message.seq, state=state)


def _in_words(
    session: Session,
    key: DataKey,
    conversation: Conversation,
    link: ChannelLink,
    message: StoredMessage,
    texts: ChannelTexts,
) -> Content:
    """The message with what its card asks for, as words and choices."""
    content, card = message.content, message.content.card or {}
    if message.sender is Sender.STAFF:
        name = texts.say("staff", name=message.staff_name or "CJG")
        return replace(content, text=f"{name}\n{content.text}")
    kind, state = card.get("type"), card.get("state")
    if kind == "handover" and state == "offered" and conversation.mode == Mode.BOT:
        return summary_asked(session, key, conversation, texts, lead=content.text)
    if kind == "handover" and state == "waiting":
        return replace(content, choices=choices(texts, Tap.LEAVE))
    if kind == "handover" and card.get("opens") and callbacks.allowed(conversation):
        return replace(content, choices=choices(texts, Tap.CALL, Tap.NO_CALL))
    if kind == "request" and state == "new" and card.get("id"):
        links.wait_for(key, link, Asked.CONTACT, card["id"])
        return replace(content.then(texts.say("contact.ask")), choices=())
    return content


def summary_asked(
    session: Session, key: DataKey, conversation: Conversation, texts: ChannelTexts, lead: str = ""
) -> Content:
    """What a professional would read, and may they? Nothing is passed on before a yes."""
    fields = summary.read(session, key, conversation)
    filled = [(part, fields[part].strip()) for part in _PARTS if fields[part].strip()]
    lines = [f"{texts.say(f'summary.parts.{part}')}: {text}" for part, text in filled]
    lines += [f"{texts.say('summary.parts.signals')}: {line}" for line in fields["signals"]]
    words = "\n".join([texts.say("summary.intro"), *(lines or [texts.say("summary.empty")])])
    text = "\n\n".join(part for part in (lead, words, texts.say("summary.ask")) if part)
    return Content(text, choices(texts, Tap.SHARE, Tap.CHANGE, Tap.KEEP))
