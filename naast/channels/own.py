"""Choices and questions of a channel itself: what the web chat does with forms happens here in words."""

from __future__ import annotations

from enum import StrEnum

from naast.channels.shown import OWN
from naast.channels.texts import ChannelTexts
from naast.conversation.content import Choice


class Tap(StrEnum):
    SHARE = f"{OWN}share"
    CHANGE = f"{OWN}change"
    KEEP = f"{OWN}keep"
    LEAVE = f"{OWN}leave"
    CALL = f"{OWN}call"
    NO_CALL = f"{OWN}no_call"


class Asked(StrEnum):
    """Which typed answer we wait for."""

    EDIT = "edit"
    WHEN = "when"
    HOW = "how"
    CONTACT = "contact"


_TITLES = {
    Tap.SHARE: "summary.share_title",
    Tap.CHANGE: "summary.change_title",
    Tap.KEEP: "summary.no_title",
    Tap.LEAVE: "summary.leave_title",
    Tap.CALL: "callback.ask_title",
    Tap.NO_CALL: "callback.no_title",
}


def choices(texts: ChannelTexts, *taps: Tap) -> tuple[Choice, ...]:
    return tuple(Choice(tap.value, texts.say(_TITLES[tap])) for tap in taps)
