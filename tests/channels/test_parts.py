"""The small parts: cutting a text, showing choices, reading an answer, pauses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naast.channels.channel import Capabilities, Form, Option
from naast.channels.outbox import MOST_ATTEMPTS, pause_s
from naast.channels.render import render
from naast.channels.shown import Shown
from naast.channels.split import length, shortened, split
from naast.channels.texts import ChannelTexts, Command
from naast.conversation.content import Choice, Content
from naast.flows.words import SKIP, STOP
from naast.settings import Settings

WORDS = Capabilities(text_length=400)


@pytest.fixture(scope="module")
def texts() -> ChannelTexts:
    return ChannelTexts.load(Settings().knowledge_dir / "channels", "whatsapp")


@given(st.text(max_size=400), st.integers(4, 90))
def test_no_character_is_lost_and_no_piece_is_too_long(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(0 < length(piece) <= limit for piece in pieces)


@given(st.text(max_size=60), st.integers(2, 30))
def test_a_shortened_title_fits(title: str, longest: int) -> None:
    assert length(shortened(title, longest)) <= longest


def test_a_text_is_cut_between_paragraphs_first_and_then_between_sentences() -> None:
    assert split("Een zin. Nog een zin.\n\nDe tweede alinea.", 30) == [
        "Een zin. Nog een zin.",
        "De tweede alinea.",
    ]
    assert split("Een zin. Nog een zin.", 15) == ["Een zin.", "Nog een zin."]


def test_numbers_mean_choices_only_where_numbers_were_shown(texts: ChannelTexts) -> None:
    choices = (Choice("a", "Ja"), Choice("b", "Nee"), Choice("c", "Weet ik niet"))
    (sent,), shown = render(Content("Is het veilig?", choices), WORDS, texts)
    assert "1. Ja\n2. Nee\n3. Weet ik niet" in sent.text
    assert shown is not None
    for said in ("2", "2.", "optie 2", "2️⃣", "nee", "Nee!"):
        assert shown.meant(said) == Option("b", "Nee")
    assert shown.meant("4") is None
    (_,), tapped = render(Content("Is het veilig?", choices), Capabilities(buttons=3), texts)
    assert tapped is not None
    assert tapped.meant("2") is None


def test_below_an_open_question_a_number_is_an_answer(texts: ChannelTexts) -> None:
    asides = (
        Choice("q:skip", "Sla deze vraag over", entities={"answer": SKIP}),
        Choice("q:stop", "Stop met de vragen", entities={"answer": STOP}),
    )
    (sent,), shown = render(Content("Hoe oud ben je?", asides), WORDS, texts)
    assert "1." not in sent.text
    assert shown is not None
    assert shown.meant("2") is None
    assert shown.meant("sla deze vraag over") == Option("q:skip", "Sla deze vraag over")


def test_choices_that_are_numbers_are_not_numbered(texts: ChannelTexts) -> None:
    choices = tuple(Choice(f"n{n}", str(n)) for n in range(11))
    (_,), shown = render(Content("Welk cijfer geef je?", choices), WORDS, texts)
    assert shown is not None
    assert shown.meant("6") == Option("n6", "6")


def test_a_bare_yes_is_enough_only_for_the_channels_own_question() -> None:
    own = Shown((Option("channel:share", "Ja, deel dit"), Option("channel:keep", "Nee, nog niet")))
    theirs = Shown((Option("jim:approve:ja", "Ja, geef het door"),))
    assert own.meant("ja") == Option("channel:share", "Ja, deel dit")
    assert theirs.meant("ja") is None


def test_a_helplines_card_becomes_numbers_that_stand_alone(texts: ChannelTexts) -> None:
    lines = [
        {"name": "113", "number": "0800-0113", "when": "dag en nacht"},
        {"name": "Huisarts", "number": "", "when": "-"},
    ]
    (sent,), _ = render(Content("Bel nu.", (), {"type": "helplines", "lines": lines}), WORDS, texts)
    assert "113: 0800-0113 (dag en nacht)" in sent.text.splitlines()


def test_two_buttons_that_look_the_same_become_one(texts: ChannelTexts) -> None:
    choices = (Choice("a", "Ja"), Choice("b", "Ja"), Choice("a", "Nee"))
    (sent,), _ = render(Content("?", choices), Capabilities(buttons=3), texts)
    assert (sent.form, sent.options) == (Form.BUTTONS, (Option("a", "Ja"),))


@pytest.mark.parametrize(
    ("said", "meant"),
    [("STOP", Command.STOP), ("stop!!", Command.STOP), ("verwijder", Command.DELETE), ("Privé", Command.PRIVATE),
     ("stop daarmee zei ik tegen hem", None), ("ik wil dood", None), ("verwijder dat ene bericht", None)],
)  # fmt: skip
def test_only_a_bare_word_is_a_command(texts: ChannelTexts, said: str, meant: Command | None) -> None:
    assert texts.command(said) is meant


def test_pauses_grow_and_end(texts: ChannelTexts) -> None:
    pauses = [pause_s(attempt, 0.5) for attempt in range(1, MOST_ATTEMPTS)]
    assert pauses == sorted(pauses)
    assert pauses[0] < 3
    assert 3600 < sum(pauses) < 3 * 3600
