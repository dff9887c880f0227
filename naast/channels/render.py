"""Turn a message of the conversation into what a channel can show. The words alone always say enough."""

from __future__ import annotations

from collections.abc import Iterable

from naast.channels.channel import Capabilities, Form, Option, Outgoing
from naast.channels.shown import Shown
from naast.channels.split import length, shortened, split
from naast.channels.texts import ChannelTexts
from naast.conversation.content import Card, Choice, Content
from naast.flows.words import SKIP, STOP

_ASIDES = frozenset({SKIP, STOP})
_PERSON = "ask_person"


def render(content: Content, can: Capabilities, texts: ChannelTexts) -> tuple[list[Outgoing], Shown | None]:
    """The messages to send, in order; and what can be chosen under the last, to read the answer with."""
    text = "\n\n".join(part for part in (content.text.strip(), _lines(content.card, texts)) if part)
    choices = _different(content.choices)
    if not choices:
        return [Outgoing(piece) for piece in split(text, can.text_length)], None
    options = tuple(Option(choice.id, choice.title) for choice in choices)
    form = _form(options, can)
    if form is Form.TEXT:
        numbered = _numbers_help(choices)
        spelled = f"{text}\n\n{_spelled(choices, texts, numbered=numbered)}"
        pieces = split(spelled, can.text_length)
        sent = [*(Outgoing(piece) for piece in pieces[:-1]), Outgoing(pieces[-1], options)]
        return sent, Shown(options, numbered)
    pieces = split(text, can.text_length, can.choice_text_length)
    last = Outgoing(pieces[-1], options, form, texts.say("list_button"))
    return [*(Outgoing(piece) for piece in pieces[:-1]), last], Shown(options)


def _form(options: tuple[Option, ...], can: Capabilities) -> Form:
    """Buttons when they fit, else a list whose rows still differ when they are cut, else words."""
    titles = [length(option.title) for option in options]
    if len(options) <= can.buttons and max(titles) <= can.button_title:
        return Form.BUTTONS
    rows = {shortened(option.title, can.row_title) for option in options}
    if len(rows) == len(options) <= can.rows and max(titles) <= max(can.row_title, can.row_more):
        return Form.LIST
    return Form.TEXT


def _different(choices: Iterable[Choice]) -> list[Choice]:
    """Each id and each title once: apps refuse a message in which two buttons look the same."""
    kept: dict[str, Choice] = {}
    for choice in choices:
        if choice.id not in kept and choice.title not in {known.title for known in kept.values()}:
            kept[choice.id] = choice
    return list(kept.values())


def _numbers_help(choices: list[Choice]) -> bool:
    """Not under an open question, where "2" may be an age, and not when the answers are numbers themselves."""
    real = [choice for choice in choices if not _is_aside(choice)]
    return bool(real) and not any(choice.title.isdigit() for choice in real)


def _is_aside(choice: Choice) -> bool:
    """Skip, stop or a person: always possible, hardly ever the answer."""
    return choice.entities.get("answer") in _ASIDES or choice.id == _PERSON


def _spelled(choices: list[Choice], texts: ChannelTexts, *, numbered: bool) -> str:
    if numbered:
        lines = [f"{number}. {choice.title}" for number, choice in enumerate(choices, 1)]
        return "\n".join([texts.say("choose_number"), *lines])
    return "\n".join([texts.say("choose_word"), *(f"- {choice.title}" for choice in choices)])


def _lines(card: Card | None, texts: ChannelTexts) -> str:
    """Helplines below each other: a phone makes a number that stands alone tappable."""
    if not card or card.get("type") != "helplines":
        return ""
    shown = []
    for line in card["lines"]:
        name = "line" if line["number"] else "line_without_number"
        shown.append(texts.say(name, name=line["name"], number=line["number"], when=line["when"]))
    return "\n".join(shown)
