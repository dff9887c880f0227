"""The four conversations without an engine: turns go in, what is said and passed on comes out."""

from __future__ import annotations

from typing import Any

import pytest

from naast.flows.flow import Flow, Heard
from naast.settings import Settings
from naast.support.conversations.reading import FormReader, postcode4
from naast.yaml_files import read_yaml
from tests.strengths.conftest import Conversation


def begun(flow: Flow, *, youth: bool) -> Conversation:
    offer = flow.offer(Heard("ik zoek iemand", "find_jim", youth=youth))
    assert offer is not None
    conversation = Conversation(flow, offer[2], youth)
    conversation.say("ja")
    return conversation


def card(conversation: Conversation) -> dict[str, Any] | None:
    """The card on the last message."""
    return conversation.said.contents[-1].card if conversation.said else None


@pytest.fixture
def jim(flows: dict[str, Flow]) -> Conversation:
    return begun(flows["jim"], youth=True)


def test_a_whole_conversation_about_a_jim_ends_in_a_nomination(jim: Conversation) -> None:
    jim.say("ik ben 14", "ja")
    assert "goed nieuws" in jim.text
    jim.say("niemand", "weet niet")
    assert jim.step == "never_judged"
    jim.say("mijn buurvrouw")
    assert "je buurvrouw" in jim.text
    jim.say("ja", "al jaren", "ik dacht er zelf aan", "nee", "ja", "ja")
    assert "Tot en met 15 jaar doen je ouders mee" in jim.text
    jim.say(
        "ze vinden het goed",
        "luisteren en mee naar school",
        "niet alles doorvertellen",
        "help me met een berichtje",
    )
    assert "Wil je erover nadenken?" in jim.text
    assert "- Wie: mijn buurvrouw" in jim.text
    jim.say("ja")
    shown = card(jim)
    assert shown is not None
    assert (shown["type"], shown["kind"]) == ("request", "jim")
    assert shown["answers"]["facts"]["age_band"] == "12-15"
    assert shown["answers"]["words"]["who"] == "mijn buurvrouw"


def test_the_whole_steungezin_conversation_carries_the_four_questions(flows: dict[str, Flow]) -> None:
    talk = begun(flows["steungezin"], youth=False)
    talk.say("een middag in de week spelen bij een ander gezin", "4 en 7", "woensdagmiddag")
    assert talk.step == "important"
    talk.say(
        "geen varkensvlees en op tijd naar bed", "dat ze rustig zijn", "ik kan goed koken", "alleen mijn zus soms"
    )
    talk.say("1000")
    assert "- Wanneer: woensdagmiddag" in talk.text
    talk.say("nee, zaterdag bedoel ik")
    assert "zaterdagochtend" in talk.text
    talk.say("ja hoor")
    shown = card(talk)
    assert shown is not None
    assert {"support", "important", "expect", "give_back"} <= shown["answers"]["words"].keys()
    assert shown["answers"]["facts"]["ages"] == [4, 7]
    assert shown["answers"]["facts"]["slots"] == ["za-ochtend", "za-middag", "za-avond"]
    assert shown["answers"]["facts"]["postcode4"] == "1000"


@pytest.fixture(scope="module")
def reader() -> FormReader:
    folder = Settings().knowledge_dir / "support" / "conversations"
    return FormReader.from_data(read_yaml(folder / "form.yaml")["read"])


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        ("woensdagmiddag", ["wo-middag"]),
        ("woensdag middag", ["wo-middag"]),
        ("op woensdag en zaterdag in de ochtend", ["wo-ochtend", "za-ochtend"]),
        ("za", ["za-ochtend", "za-middag", "za-avond"]),
        ("weekend", ["za-ochtend", "za-middag", "za-avond", "zo-ochtend", "zo-middag", "zo-avond"]),
        ("niet op maandag, wel dinsdagavond", ["di-avond"]),
        ("na school", ["ma-middag", "di-middag", "wo-middag", "do-middag", "vr-middag"]),
        ("'s avonds", ["ma-avond", "di-avond", "wo-avond", "do-avond", "vr-avond", "za-avond", "zo-avond"]),
        ("zo snel mogelijk", []),
        ("mijn ma vindt het goed", []),
    ],
)
def test_times_are_read_as_people_say_them(reader: FormReader, said: str, slots: list[str]) -> None:
    assert reader.slots(said) == slots


def test_all_times_when_it_makes_no_difference(reader: FormReader) -> None:
    assert len(reader.slots("maakt niet uit")) == 21


@pytest.mark.parametrize(
    ("said", "ages"),
    [
        ("4 en 7", [4, 7]),
        ("een dochter van 3 jaar en een baby van 5 maanden", [0, 3]),
        ("acht", [8]),
        ("2 keer per week", []),
        ("veertien", [14]),
    ],
)
def test_ages_are_read_as_people_say_them(reader: FormReader, said: str, ages: list[int]) -> None:
    assert sorted(reader.ages_in(said)) == sorted(ages)


@pytest.mark.parametrize(("said", "found"), [("1000", "1000"), ("1000 ab", "1000"), ("010", None)])
def test_only_four_digits_are_kept_of_a_postcode(said: str, found: str | None) -> None:
    assert postcode4(said) == found
