"""Proposals for one request: hard criteria, reasons in words, a fair order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naast.knowledge.texts import Texts
from naast.settings import Settings
from naast.support.availability import SLOTS
from naast.support.candidate import Candidate, vog_is_valid
from naast.support.criteria import judge, meets_all
from naast.support.kinds import Kind
from naast.support.needs import Needs, needs_of
from naast.support.order import order_key
from naast.support.proposals import just_not, propose
from naast.support.words import proposal_to_json
from tests.support.people import AREAS, NOW, POSTCODES, TODAY, all_needs, candidate, candidates, needs


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load(Settings().knowledge_dir / "support" / "words.yaml")


@pytest.mark.parametrize(
    ("wish", "volunteer", "said"),
    [
        ({}, {"vog_on": None}, "nog geen VOG"),
        ({}, {"vog_on": TODAY - timedelta(days=3 * 366)}, "te oud"),
        ({}, {"references_on": None}, "Referenties"),
        ({}, {"running": 1}, "geen plek"),
        ({}, {"active": False}, "doet nu even niet mee"),
        ({"kind": Kind.STEUNGEZIN}, {"roles": frozenset({Kind.MAATJE})}, "Doet dit niet"),
        ({"postcode4": POSTCODES[24]}, {"max_km": 1}, "te ver"),
        ({"postcode4": "9999"}, {}, "weten we niet hoe ver"),
        ({"postcode4": None}, {}, "ontbreekt de postcode"),
        ({"slots": frozenset({"wo-middag"})}, {"slots": frozenset({"za-ochtend"})}, "alleen op zaterdagochtend"),
        ({"ages": (5, 13)}, {"ages": (4, 12)}, "alleen voor 4 tot en met 12 jaar"),
        ({"languages": frozenset({"tr"})}, {}, "alleen nl"),
        ({"gender": "vrouw"}, {"gender": None}, "Gevraagd is: vrouw"),
    ],
)
def test_who_misses_a_hard_criterion_is_not_proposed_and_the_reason_says_which(
    wish: dict[str, Any], volunteer: dict[str, Any], said: str, texts: Texts
) -> None:
    request, person = needs(**wish), candidate(**volunteer)
    assert propose(request, [person], AREAS, TODAY) == []
    shown = proposal_to_json(texts, just_not(request, [person], AREAS, TODAY)[0])
    assert said in " ".join(shown["does_not_fit"])


def test_the_reasons_for_a_proposal_are_sentences_without_a_score(texts: Texts) -> None:
    request = needs(slots=frozenset({"wo-middag"}), ages=(14,), interests=frozenset({"voetbal"}))
    person = candidate(interests=frozenset({"voetbal", "koken"}))
    shown = proposal_to_json(texts, propose(request, [person], AREAS, TODAY)[0])
    assert "Kan op woensdagmiddag." in shown["fits"]
    assert "Allebei: voetbal." in shown["fits"]
    assert shown["does_not_fit"] == []
    assert set(shown) == {"volunteer", "number", "fits", "does_not_fit"}


def test_who_was_declined_for_this_family_is_not_proposed_again() -> None:
    assert propose(needs(), [candidate("v1")], AREAS, TODAY, declined={"v1"}) == []


@pytest.mark.parametrize(
    ("vog_on", "valid"),
    [
        (date(2023, 11, 24), True),
        (date(2023, 11, 23), False),
        (date(2026, 11, 25), False),
        (None, False),
    ],
)
def test_a_vog_counts_for_three_years(vog_on: date | None, valid: bool) -> None:
    assert vog_is_valid(vog_on, TODAY) is valid


def test_a_vog_of_the_29th_of_february_runs_until_the_28th() -> None:
    assert vog_is_valid(date(2024, 2, 29), date(2027, 2, 28))
    assert not vog_is_valid(date(2024, 2, 29), date(2027, 3, 1))


def test_saying_nothing_about_languages_or_gender_fits_nobody_who_asks_for_it() -> None:
    """An empty profile must not be the way to fit everywhere."""
    silent = candidate(languages=frozenset(), gender=None, slots=frozenset())
    for wish in ({"languages": frozenset({"nl"})}, {"gender": "man"}, {"slots": frozenset({"ma-avond"})}):
        assert propose(needs(**wish), [silent], AREAS, TODAY) == []


def test_the_one_with_the_least_going_on_comes_first() -> None:
    busy, free = candidate("a", capacity=2, running=1), candidate("b", capacity=2, running=0)
    assert [p.candidate.id for p in propose(needs(), [busy, free], AREAS, TODAY)] == ["b", "a"]


def test_long_lists_of_interests_do_not_lift_anybody() -> None:
    request = needs(interests=frozenset({"voetbal", "koken", "gamen"}))
    one = candidate("one", interests=frozenset({"voetbal"}))
    many = candidate("many", interests=request.interests)
    assert order_key(request, one)[:-1] == order_key(request, many)[:-1]


def test_asked_in_turn_everybody_who_fits_is_asked() -> None:
    """Nobody starves: the first of the list is asked and then goes to the end."""
    people = {f"v{n}": candidate(f"v{n}") for n in range(12)}
    asked = []
    for turn in range(12):
        first = propose(needs(f"r{turn}"), people.values(), AREAS, TODAY)[0].candidate
        asked.append(first.id)
        people[first.id] = candidate(first.id, last_proposed=NOW + timedelta(minutes=turn))
    assert sorted(asked) == sorted(people)


@given(all_needs(most=1), candidates())
def test_a_proposal_never_has_a_full_volunteer_or_an_old_vog(wishes: list[Needs], people: list[Candidate]) -> None:
    for request in wishes:
        for proposal in propose(request, people, AREAS, TODAY):
            assert proposal.candidate.free > 0
            assert vog_is_valid(proposal.candidate.vog_on, TODAY)


@given(all_needs(most=1), candidates(), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_the_list_came_in(
    wishes: list[Needs], people: list[Candidate], shuffler: random.Random
) -> None:
    for request in wishes:
        before = propose(request, people, AREAS, TODAY)
        shuffled = list(people)
        shuffler.shuffle(shuffled)
        assert propose(request, shuffled, AREAS, TODAY) == before


@given(all_needs(most=1), candidates(), st.frozensets(st.sampled_from(SLOTS)))
def test_more_free_time_never_costs_a_place(
    wishes: list[Needs], people: list[Candidate], more: frozenset[str]
) -> None:
    for request in wishes:
        for person in people:
            freer = with_slots(person, person.profile.slots | more)
            others = [p for p in people if p.id != person.id]
            assert place_of(freer, request, others) <= place_of(person, request, others)


@given(all_needs(most=1), candidates())
def test_the_reasons_and_the_verdict_agree(wishes: list[Needs], people: list[Candidate]) -> None:
    for request in wishes:
        fitting = {p.candidate.id for p in propose(request, people, AREAS, TODAY)}
        assert fitting == {p.id for p in people if meets_all(judge(request, p, AREAS, TODAY))}


def test_facts_that_are_no_facts_are_left_out_of_the_needs() -> None:
    found = needs_of("r1", Kind.MAATJE, NOW, {"postcode4": "1234AB", "slots": ["wo-middag", "ooit"]})
    assert found.postcode4 is None
    assert found.slots == {"wo-middag"}


def with_slots(person: Candidate, slots: frozenset[str]) -> Candidate:
    return replace(person, profile=replace(person.profile, slots=slots))


def place_of(person: Candidate, request: Needs, others: list[Candidate]) -> int:
    """Place in the list of proposals, from 0; after everybody when not on it."""
    shown = [p.candidate.id for p in propose(request, [*others, person], AREAS, TODAY)]
    return shown.index(person.id) if person.id in shown else len(others) + 1
