"""The plan for many requests at once."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from naast.support.assignment import Pair, plan
from naast.support.availability import SLOTS
from naast.support.candidate import Candidate, vog_is_valid
from naast.support.criteria import judge, meets_all
from naast.support.fits import fit_table
from naast.support.needs import Needs
from tests.support.people import AREAS, NOW, TODAY, all_needs, candidate, candidates, needs


@given(all_needs(), candidates())
def test_the_fast_table_says_what_the_reasons_say(wishes: list[Needs], people: list[Candidate]) -> None:
    table = fit_table(wishes, people, AREAS, TODAY)
    for row, request in enumerate(wishes):
        for column, person in enumerate(people):
            assert table[row, column] == meets_all(judge(request, person, AREAS, TODAY))


@given(all_needs(), candidates())
def test_a_plan_holds_only_pairs_that_fit_and_never_more_than_somebody_has_room_for(
    wishes: list[Needs], people: list[Candidate]
) -> None:
    by_id = {p.id: p for p in people}
    made = plan(wishes, people, AREAS, TODAY)
    for pair in made:
        request = next(n for n in wishes if n.request_id == pair.request_id)
        assert meets_all(judge(request, by_id[pair.volunteer_id], AREAS, TODAY))
        assert vog_is_valid(by_id[pair.volunteer_id].vog_on, TODAY)
    for volunteer, count in Counter(pair.volunteer_id for pair in made).items():
        assert count <= by_id[volunteer].free
    assert all(count == 1 for count in Counter(pair.request_id for pair in made).values())


@given(all_needs(), candidates())
def test_a_plan_serves_as_many_families_as_is_possible_at_all(
    wishes: list[Needs], people: list[Candidate]
) -> None:
    assert len(plan(wishes, people, AREAS, TODAY)) == most_possible(wishes, people)


@given(all_needs(), candidates())
def test_nobody_starves_of_families_that_could_all_go_first_the_longest_waiting_does(
    wishes: list[Needs], people: list[Candidate]
) -> None:
    """Greedy by waiting time: each family is served when it can be, given those that wait longer."""
    served = {pair.request_id for pair in plan(wishes, people, AREAS, TODAY)}
    taken: list[Needs] = []
    for request in sorted(wishes, key=lambda n: (n.since, n.request_id)):
        if most_possible([*taken, request], people) == len(taken) + 1:
            taken.append(request)
    assert served == {n.request_id for n in taken}


@given(all_needs(), candidates(), st.randoms(use_true_random=False))
def test_the_plan_does_not_depend_on_the_order_in_which_things_come_in(
    wishes: list[Needs], people: list[Candidate], shuffler: random.Random
) -> None:
    before = plan(wishes, people, AREAS, TODAY)
    shuffled, others = list(wishes), list(people)
    shuffler.shuffle(shuffled)
    shuffler.shuffle(others)
    assert plan(shuffled, others, AREAS, TODAY) == before


@settings(max_examples=200)
@given(all_needs(), candidates(), st.frozensets(st.sampled_from(SLOTS), min_size=1), st.data())
def test_who_offers_more_time_never_falls_out_of_the_plan(
    wishes: list[Needs], people: list[Candidate], more: frozenset[str], data: st.DataObject
) -> None:
    if not people:
        return
    chosen = data.draw(st.sampled_from(people))
    freer = replace(chosen, profile=replace(chosen.profile, slots=chosen.profile.slots | more))
    others = [p for p in people if p.id != chosen.id]
    if chosen.id in volunteers_in(plan(wishes, people, AREAS, TODAY)):
        assert chosen.id in volunteers_in(plan(wishes, [*others, freer], AREAS, TODAY))


def test_the_load_is_spread_before_anybody_gets_a_second_family() -> None:
    wishes = [needs(f"r{n}") for n in range(3)]
    people = [candidate(f"v{n}", capacity=3) for n in range(3)]
    assert volunteers_in(plan(wishes, people, AREAS, TODAY)) == {"v0", "v1", "v2"}


def test_a_pair_that_a_person_declined_is_not_in_the_plan() -> None:
    assert plan([needs()], [candidate()], AREAS, TODAY, declined=[Pair("r1", "v1")]) == []


def test_the_family_that_waits_longest_is_served_when_only_one_can_be() -> None:
    early, late = needs("early", since=NOW - timedelta(days=300)), needs("late", since=NOW - timedelta(days=3))
    assert plan([late, early], [candidate()], AREAS, TODAY) == [Pair("early", "v1")]


def test_a_plan_for_nobody_is_empty() -> None:
    assert plan([], [candidate()], AREAS, TODAY) == []
    assert plan([needs()], [], AREAS, TODAY) == []


def most_possible(wishes: list[Needs], people: list[Candidate]) -> int:
    """The greatest number of families that can be served, by Hopcroft-Karp."""
    places = [(p, n) for p in people for n in range(p.free)]
    if not wishes or not places:
        return 0
    table = fit_table(wishes, [p for p, _ in places], AREAS, TODAY)
    matched = maximum_bipartite_matching(csr_matrix(table), perm_type="column")
    return int(np.count_nonzero(matched >= 0))


def volunteers_in(pairs: list[Pair]) -> set[str]:
    return {pair.volunteer_id for pair in pairs}
