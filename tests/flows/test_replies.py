"""Short replies as people type them (replies.yaml): each is read as what it is, and not as what it isn't."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from naast.flows.reader import Reader
from naast.yaml_files import read_yaml

REPLIES: dict[str, Any] = read_yaml(Path(__file__).with_name("replies.yaml"))
NUMBERS = [(text, number) for number, texts in REPLIES["numbers"].items() for text in texts]
ROLES = [(text, label) for label, texts in REPLIES["roles"].items() for text in texts]
KINDS = ("yes", "no", "unsure", "stop", "skip", "never", "nobody", "hard_to_ask", "again", "asks")
IS = [(text, kind) for kind in KINDS for text in REPLIES[kind]]
IS_NOT = [(text, kind) for kind in KINDS for text in REPLIES.get(f"not_{kind}", [])]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_a_number_is_read_however_it_is_typed(reader: Reader, text: str, number: int) -> None:
    assert reader.read(text).number == number


@pytest.mark.parametrize("text", REPLIES["no_number"])
def test_what_is_no_mark_from_0_to_10_is_not_read_as_one(reader: Reader, text: str) -> None:
    assert reader.read(text).number is None


@pytest.mark.parametrize(("text", "kind"), IS)
def test_a_short_reply_is_read_as_what_it_is(reader: Reader, text: str, kind: str) -> None:
    assert getattr(reader.read(text), kind)


@pytest.mark.parametrize(("text", "kind"), IS_NOT)
def test_a_reply_that_only_looks_like_it_is_not(reader: Reader, text: str, kind: str) -> None:
    assert not getattr(reader.read(text), kind)


@pytest.mark.parametrize(("text", "label"), ROLES)
def test_a_person_is_recognised_by_role(reader: Reader, text: str, label: str) -> None:
    assert [role.label for role in reader.read(text).roles][:1] == [label]


@pytest.mark.parametrize("text", REPLIES["no_role"])
def test_a_name_or_a_denied_person_is_no_role(reader: Reader, text: str) -> None:
    assert not reader.read(text).roles


def test_several_people_are_kept_in_the_order_in_which_they_were_named(reader: Reader) -> None:
    labels = [role.label for role in reader.read("mijn zus, de buurvrouw en iemand van de kerk").roles]
    assert labels == ["je zus", "je buurvrouw", "iemand van kerk of moskee"]


def test_there_are_at_least_150_different_replies() -> None:
    known = {text for group in REPLIES.values() for text in _texts(group)}
    assert len(known) >= 150


def _texts(group: Any) -> list[str]:
    return [t for texts in group.values() for t in texts] if isinstance(group, dict) else list(group)


@pytest.mark.parametrize(
    ("text", "heavy"),
    [
        ("ik ben doodmoe", True),
        ("ik zit hier te huilen", True),
        ("ik ben zo boos", True),
        ("het was een lange dag, beetje moe", False),
        ("ik voel me schuldig", False),
        ("ze huilt elke avond in bed", None),
        ("mijn baby huilt de hele nacht", None),
        ("hij was boos", False),
    ],
)
def test_feelings_of_the_visitor_are_heard_and_those_of_the_child_do_not_count_as_heavy(
    reader: Reader, text: str, heavy: bool | None
) -> None:
    feeling = reader.read(text).feeling
    assert (feeling.heavy if feeling else None) == heavy


def test_only_short_and_safe_words_are_said_back(reader: Reader) -> None:
    assert reader.read("gisteren stond hij naast mijn bed.").quote() == "gisteren stond hij naast mijn bed"
    assert reader.read("toen belde [naam] mij").quote() is None
    assert reader.read(" ".join(["woord"] * 20)).quote() is None
    assert reader.read("ik zit te huilen").quote() is None


@pytest.mark.parametrize(("text", "age"), [("ik ben 10", 10), ("ik ben pas 11 jaar", 11), ("mijn zus is 9", None)])
def test_only_the_visitors_own_age_counts(reader: Reader, text: str, age: int | None) -> None:
    assert reader.read(text).own_age == age
