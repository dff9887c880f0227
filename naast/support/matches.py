"""A volunteer and a family: proposed by a person, seen by four eyes, agreed in writing, reviewed, ended.

Nothing here happens by itself. Every step is a person's, and every step back is allowed at any time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from naast.errors import RequestUnknown, StaffInputInvalid, StepNotAllowed
from naast.privacy.encryption import DataKey
from naast.store.keyring import Keyring
from naast.store.support_tables import Match, MatchConsent, SupportRequest, Volunteer
from naast.store.tables import Staff
from naast.support import requests, volunteers
from naast.support.areas import Areas
from naast.support.assignment import Pair
from naast.support.candidate import vog_is_valid
from naast.support.criteria import judge, meets_all
from naast.support.kinds import WAITING_STATES, Kind, State
from naast.support.match_states import RUNNING, MatchState
from naast.support.needs import needs_of

EYES = 2
"""Different professionals who consent before a first meeting (domain.md 2.5)."""
TRIAL = timedelta(weeks=6)
"""The first evaluation comes after about six weeks (domain.md 2.5)."""
REVIEW = timedelta(days=182)
"""After that every half year (domain.md 2.1)."""
_AGREEMENT = "support_agreement"
_REASON = "support_reason"
_LONGEST = 4000
DECLINERS = ("family", "volunteer", "staff")


@dataclass(frozen=True, slots=True)
class World:
    """What a step needs to know besides its match: keys, where postcodes lie, and the time."""

    keyring: Keyring
    areas: Areas
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()


def get(session: Session, match_id: str) -> Match:
    """Raises RequestUnknown."""
    match = session.scalar(select(Match).where(Match.id == match_id).with_for_update())
    if match is None:
        raise RequestUnknown
    return match


def of_request(session: Session, request_id: str) -> list[Match]:
    statement = select(Match).where(Match.request_id == request_id)
    return list(session.scalars(statement.order_by(Match.proposed_at, Match.id)))


def declined_pairs(session: Session) -> list[Pair]:
    """Pairs that a person said no to, or that ended: never proposed again by themselves."""
    over = [MatchState.DECLINED.value, MatchState.ENDED.value]
    rows = session.execute(select(Match.request_id, Match.volunteer_id).where(Match.state.in_(over)))
    return [Pair(request_id, volunteer_id) for request_id, volunteer_id in rows]


def propose(
    session: Session, world: World, match_id: str, request: SupportRequest, volunteer: Volunteer, staff: Staff
) -> Match:
    """`staff` accepts a proposal. The criteria are checked again now, under the volunteer's row lock.

    Raises StepNotAllowed when they no longer hold, or when the request already has somebody.
    """
    if not requests.looks_for_volunteer(request):
        raise StepNotAllowed("Een JIM kiest de jongere zelf. Hier stel je niemand voor.")
    if State(request.state) not in WAITING_STATES:
        raise StepNotAllowed("Voor deze aanvraag is al iemand voorgesteld.")
    key = world.keyring.get(request.id)
    needs = needs_of(request.id, Kind(request.kind), request.created_at, requests.read(key, request).facts)
    candidate = volunteers.candidate(session, world.keyring, volunteer)
    if request.municipality != volunteer.municipality or not meets_all(
        judge(needs, candidate, world.areas, world.today)
    ):
        raise StepNotAllowed("Deze vrijwilliger past nu niet (meer). Kijk bij de redenen.")
    if any(match.volunteer_id == volunteer.id for match in of_request(session, request.id)):
        raise StepNotAllowed("Deze vrijwilliger is hier al eens voorgesteld.")
    match = Match(
        id=match_id,
        request_id=request.id,
        volunteer_id=volunteer.id,
        state=MatchState.PROPOSED.value,
        proposed_by=staff.id,
        proposed_at=world.now,
    )
    session.add(match)
    volunteer.last_proposed_at = world.now
    requests.set_state(session, request, State.PROPOSED, world.now, staff)
    return match


def decline(session: Session, world: World, match: Match, by: str, reason: str, staff: Staff) -> None:
    """Family, volunteer or staff say no, with a reason. The family goes back to its place in the row."""
    if by not in DECLINERS:
        raise StaffInputInvalid("Kies wie nee zei: family, volunteer of staff.", "by")
    if match.state not in (MatchState.PROPOSED, MatchState.MEETING):
        raise StepNotAllowed("Dit is al begonnen. Rond het af in plaats van het af te wijzen.")
    _keep_reason(world, match, reason)
    match.state, match.ended_at = MatchState.DECLINED.value, world.now
    _back_to_the_row(session, world, match, staff)


def consent(session: Session, world: World, match: Match, staff: Staff) -> int:
    """One professional agrees with a first meeting; how many different ones have. Twice by one is one."""
    _in_state(match, MatchState.PROPOSED, "Akkoord geven kan alleen bij een voorstel.")
    if session.get(MatchConsent, (match.id, staff.id)) is None:
        session.add(MatchConsent(match_id=match.id, staff_id=staff.id, at=world.now))
        session.flush()
    return len(consents(session, match.id))


def consents(session: Session, match_id: str) -> list[str]:
    """Names of the professionals who agreed, in order."""
    return list(
        session.scalars(
            select(Staff.name)
            .join(MatchConsent, MatchConsent.staff_id == Staff.id)
            .where(MatchConsent.match_id == match_id)
            .order_by(MatchConsent.at, Staff.id)
        )
    )


def agree(world: World, match: Match, text: str) -> None:
    """Keep the written agreement, made from the template and read by both. Raises StaffInputInvalid."""
    if match.state not in (MatchState.PROPOSED, MatchState.MEETING, MatchState.TRIAL, MatchState.STARTED):
        raise StepNotAllowed("Dit voorstel is voorbij.")
    text = text.strip()
    if not text or len(text) > _LONGEST:
        raise StaffInputInvalid(f"Vul de afspraken in, met hoogstens {_LONGEST} tekens.", "text")
    match.sealed_agreement = world.keyring.get(match.request_id).seal(_AGREEMENT, text)
    match.agreed_at = world.now


def agreement(key: DataKey, match: Match) -> str | None:
    return str(key.open(_AGREEMENT, match.sealed_agreement)) if match.sealed_agreement else None


def plan_meeting(session: Session, world: World, match: Match, on: date, staff: Staff) -> None:
    """The first meeting, with the coordinator there. Needs four eyes, an agreement and a VOG that holds that day.

    Raises StepNotAllowed, saying what comes first.
    """
    _in_state(match, MatchState.PROPOSED, "Er is al een kennismaking geweest of gepland.")
    if len(consents(session, match.id)) < EYES:
        raise StepNotAllowed("Eerst geven 2 medewerkers akkoord, elk voor zich.")
    if match.agreed_at is None:
        raise StepNotAllowed("Leg eerst de afspraken vast.")
    volunteer = volunteers.get(session, match.volunteer_id)
    if volunteer.state != volunteers.VolunteerState.ACTIVE:
        raise StepNotAllowed("Deze vrijwilliger doet nu even niet mee.")
    if not vog_is_valid(volunteer.vog_on, on):
        raise StepNotAllowed("De VOG is dan niet geldig. Vraag eerst een nieuwe aan.")
    match.state, match.meeting_on = MatchState.MEETING.value, on
    _request_state(session, match, State.MEETING, world, staff)


def begin_trial(session: Session, world: World, match: Match, staff: Staff) -> None:
    """The meeting went well for everybody: a trial period begins, with a date to look back."""
    _in_state(match, MatchState.MEETING, "Eerst is er een kennismaking.")
    match.state, match.review_due = MatchState.TRIAL.value, world.today + TRIAL
    _request_state(session, match, State.TRIAL, world, staff)


def review(session: Session, world: World, match: Match, staff: Staff) -> None:
    """Looked back together, and on we go. After the trial the match has started."""
    if match.state not in (MatchState.TRIAL, MatchState.STARTED):
        raise StepNotAllowed("Terugkijken kan pas als ze begonnen zijn.")
    if match.state == MatchState.TRIAL:
        match.state = MatchState.STARTED.value
        _request_state(session, match, State.STARTED, world, staff)
    match.review_due = world.today + REVIEW


def end(session: Session, world: World, match: Match, reason: str, staff: Staff, *, look_again: bool) -> None:
    """It stops, with the reason in words. The family may go back to the row, or is done."""
    if match.state not in RUNNING:
        raise StepNotAllowed("Dit is al voorbij.")
    _keep_reason(world, match, reason)
    match.state, match.ended_at, match.review_due = MatchState.ENDED.value, world.now, None
    if look_again:
        _back_to_the_row(session, world, match, staff)
        return
    request = requests.get(session, match.request_id)
    requests.close(session, world.keyring.get(request.id), request, "geholpen", reason, staff, world.now)


def forget_volunteer(session: Session, world: World, volunteer: Volunteer, staff: Staff) -> None:
    """The volunteer stops and is deleted; families that had this volunteer go back to the row."""
    running = [state.value for state in RUNNING]
    where = (Match.volunteer_id == volunteer.id, Match.state.in_(running))
    for match in session.scalars(select(Match).where(*where)):
        _back_to_the_row(session, world, match, staff)
    volunteers.remove(session, world.keyring, volunteer)


def reason(key: DataKey, match: Match) -> str | None:
    return str(key.open(_REASON, match.sealed_reason)) if match.sealed_reason else None


def _in_state(match: Match, state: MatchState, message: str) -> None:
    if match.state != state:
        raise StepNotAllowed(message)


def _keep_reason(world: World, match: Match, text: str) -> None:
    text = text.strip()
    if not text or len(text) > _LONGEST:
        raise StaffInputInvalid("Schrijf op waarom.", "reason")
    match.sealed_reason = world.keyring.get(match.request_id).seal(_REASON, text)


def _back_to_the_row(session: Session, world: World, match: Match, staff: Staff) -> None:
    request = requests.get(session, match.request_id)
    if request.state != State.CLOSED:
        requests.set_state(session, request, State.WAITING, world.now, staff)


def _request_state(session: Session, match: Match, state: State, world: World, staff: Staff) -> None:
    requests.set_state(session, requests.get(session, match.request_id), state, world.now, staff)
