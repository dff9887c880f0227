"""From a proposal to a year together: four eyes, an agreement, a trial, reviews, and out again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from naast.errors import StaffInputInvalid, StepNotAllowed
from naast.privacy.encryption import MasterKey
from naast.store.database import Database
from naast.store.keyring import Keyring
from naast.store.support_tables import Match, SupportRequest, Volunteer
from naast.store.tables import Staff
from naast.support import matches, requests, volunteers
from naast.support.assignment import Pair
from naast.support.kinds import Kind, State
from naast.support.match_states import MatchState
from naast.support.matches import World
from naast.support.profile import Profile
from naast.support.reminders import reminders
from naast.support.requests import Answers
from naast.support.waiting_list import waiting_lists
from tests.support.people import AREAS, POSTCODES, profile


class Office:
    """Staff, one volunteer and one family, and the steps that staff take."""

    def __init__(self, session: Session, keyring: Keyring, now: datetime) -> None:
        self.session = session
        self.world = World(keyring, AREAS, now)
        self.staff = [
            Staff(email=f"s{n}@demo.example", name=f"Medewerker {n}", role="professional", password_hash="x")
            for n in (1, 2)
        ]
        session.add_all(self.staff)
        session.flush()
        self.volunteer = self.add_volunteer("v1")
        self.request = self.add_request("r1")

    def add_volunteer(self, id: str, **checks: date | None) -> Volunteer:
        now, today = self.world.now, self.world.today
        made = volunteers.add(
            self.session,
            self.world.keyring,
            volunteer_id=id,
            municipality="voorbeeldgemeente",
            profile=profile(),
            capacity=1,
            now=now,
        )
        done: dict[str, date | None] = {"vog_on": today, "references_on": today, "code_signed_on": today}
        volunteers.set_checks(made, done | checks, today)
        volunteers.set_state(made, "active")
        return made

    def add_request(self, id: str, kind: Kind = Kind.STEUNGEZIN, age: timedelta = timedelta()) -> SupportRequest:
        return requests.create(
            self.session,
            self.world.keyring,
            request_id=id,
            kind=kind,
            municipality="voorbeeldgemeente",
            answers=Answers({"why": "even lucht"}, {"postcode4": POSTCODES[0], "ages": [6]}),
            now=self.world.now - age,
        )

    def propose(self) -> Match:
        return matches.propose(self.session, self.world, "m1", self.request, self.volunteer, self.staff[0])

    def ready_to_meet(self) -> Match:
        match = self.propose()
        for person in self.staff:
            matches.consent(self.session, self.world, match, person)
        matches.agree(self.world, match, "Elke woensdagmiddag bij het gezin thuis.")
        return match

    def meet(self) -> Match:
        match = self.ready_to_meet()
        matches.plan_meeting(self.session, self.world, match, self.world.today, self.staff[0])
        return match

    def later(self, days: int) -> None:
        self.world = replace(self.world, now=self.world.now + timedelta(days=days))


@pytest.fixture
def office(database: Database, tmp_path: Path, now: datetime) -> object:
    keyring = Keyring(Database(f"sqlite:///{tmp_path / 'keys.sqlite3'}"), MasterKey(bytes(32)))
    keyring.prepare()
    with database.write() as session:
        yield Office(session, keyring, now)


def test_one_professional_twice_is_not_four_eyes(office: Office) -> None:
    match = office.propose()
    matches.agree(office.world, match, "Afspraken.")
    matches.consent(office.session, office.world, match, office.staff[0])
    assert matches.consent(office.session, office.world, match, office.staff[0]) == 1
    with pytest.raises(StepNotAllowed, match="2 medewerkers"):
        matches.plan_meeting(office.session, office.world, match, office.world.today, office.staff[0])


def test_without_a_written_agreement_there_is_no_first_meeting(office: Office) -> None:
    match = office.propose()
    for person in office.staff:
        matches.consent(office.session, office.world, match, person)
    with pytest.raises(StepNotAllowed, match="afspraken"):
        matches.plan_meeting(office.session, office.world, match, office.world.today, office.staff[0])


def test_a_vog_that_runs_out_before_the_meeting_stops_it(office: Office) -> None:
    match = office.ready_to_meet()
    with pytest.raises(StepNotAllowed, match="VOG"):
        matches.plan_meeting(
            office.session, office.world, match, office.world.today + timedelta(days=1200), office.staff[0]
        )


def test_a_volunteer_about_whom_somebody_worries_does_not_meet_anybody(office: Office) -> None:
    match = office.ready_to_meet()
    key = office.world.keyring.get("v1")
    volunteers.report(
        office.session, key, office.volunteer, "Vroeg om een geheim.", office.staff[1], office.world.now
    )
    assert office.volunteer.state == "paused"
    assert volunteers.open_reports(office.session, "v1") == 1
    with pytest.raises(StepNotAllowed, match="doet nu even niet mee"):
        matches.plan_meeting(office.session, office.world, match, office.world.today, office.staff[0])


def test_from_proposal_to_trial_to_start_with_a_review_each_half_year(office: Office) -> None:
    match = office.meet()
    assert office.request.state == State.MEETING
    matches.begin_trial(office.session, office.world, match, office.staff[0])
    assert match.review_due == office.world.today + timedelta(weeks=6)
    office.later(42)
    matches.review(office.session, office.world, match, office.staff[0])
    assert (match.state, office.request.state) == (MatchState.STARTED, State.STARTED)
    assert match.review_due == office.world.today + timedelta(days=182)


def test_a_full_volunteer_cannot_be_proposed_to_a_second_family(office: Office) -> None:
    office.propose()
    second = office.add_request("r2")
    with pytest.raises(StepNotAllowed, match="past nu niet"):
        matches.propose(office.session, office.world, "m2", second, office.volunteer, office.staff[0])


def test_nobody_is_proposed_for_a_jim(office: Office) -> None:
    jim = office.add_request("r2", Kind.JIM)
    with pytest.raises(StepNotAllowed, match="kiest de jongere zelf"):
        matches.propose(office.session, office.world, "m2", jim, office.volunteer, office.staff[0])


def test_a_decline_needs_a_reason_frees_the_volunteer_and_keeps_the_place_in_the_row(office: Office) -> None:
    match = office.propose()
    with pytest.raises(StaffInputInvalid):
        matches.decline(office.session, office.world, match, "family", " ", office.staff[0])
    matches.decline(office.session, office.world, match, "family", "Liever een vrouw.", office.staff[0])
    assert office.request.state == State.WAITING
    assert office.request.created_at == office.world.now
    assert volunteers.running_matches(office.session) == {}
    assert matches.declined_pairs(office.session) == [Pair("r1", "v1")]
    assert matches.reason(office.world.keyring.get("r1"), match) == "Liever een vrouw."


def test_when_it_ends_the_family_is_done_or_looks_on(office: Office) -> None:
    match = office.meet()
    matches.end(office.session, office.world, match, "Het gezin redt het weer.", office.staff[0], look_again=False)
    assert office.request.state == State.CLOSED
    assert requests.outcome(office.world.keyring.get(office.request.id), office.request) == "geholpen"


def test_a_volunteer_who_is_forgotten_leaves_the_family_in_the_row(office: Office) -> None:
    office.meet()
    matches.forget_volunteer(office.session, office.world, office.volunteer, office.staff[0])
    assert office.request.state == State.WAITING
    assert matches.of_request(office.session, "r1") == []


def test_reminders_name_old_vogs_missing_checks_and_reviews(office: Office) -> None:
    match = office.meet()
    matches.begin_trial(office.session, office.world, match, office.staff[0])
    office.add_volunteer("v2", vog_on=office.world.today - timedelta(days=1050))
    office.add_volunteer("v3", vog_on=office.world.today - timedelta(days=1100), code_signed_on=None)
    found = {(r.kind, r.volunteer_id) for r in reminders(office.session, office.world.today + timedelta(days=40))}
    assert found == {("review", "v1"), ("vog_soon", "v2"), ("vog_expired", "v3"), ("no_code", "v3")}


def test_the_waiting_list_counts_and_says_nothing_it_does_not_know(office: Office) -> None:
    office.add_request("r2", age=timedelta(days=30))
    steungezin = next(w for w in waiting_lists(office.session, office.world.now) if w.kind is Kind.STEUNGEZIN)
    assert (steungezin.waiting, steungezin.longest_days, steungezin.usual_days) == (2, 30, None)


def test_the_usual_wait_is_the_median_of_who_was_helped(office: Office) -> None:
    for n, days in enumerate((10, 20, 30, 40, 200)):
        request, person = office.add_request(f"q{n}", age=timedelta(days=days)), office.add_volunteer(f"w{n}")
        match = matches.propose(office.session, office.world, f"n{n}", request, person, office.staff[0])
        match.meeting_on = office.world.today
    steungezin = next(w for w in waiting_lists(office.session, office.world.now) if w.kind is Kind.STEUNGEZIN)
    assert steungezin.usual_days == 30


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("roles", []),
        ("roles", ["jim"]),
        ("slots", ["ooit"]),
        ("slots", []),
        ("postcode4", "1234AB"),
        ("max_km", -1),
        ("ages", [5]),
        ("ages", [10, 40]),
        ("languages", []),
        ("gender", "v"),
        ("interests", "voetbal"),
    ],
)
def test_a_profile_that_leaves_out_what_we_select_on_is_refused(field: str, value: object) -> None:
    with pytest.raises(StaffInputInvalid) as refused:
        Profile.from_json(profile().to_json() | {field: value})
    assert refused.value.field == field


def test_a_profile_comes_back_as_it_went_in() -> None:
    assert Profile.from_json(profile().to_json()) == profile()
