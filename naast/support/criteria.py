"""The hard criteria: does this volunteer fit this request? Each with its reason, never as a score.

What is unknown about a volunteer does not count as fitting; what a family did not ask for leaves nobody out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from naast.support.areas import Areas, distance_km
from naast.support.availability import in_words
from naast.support.candidate import Candidate, vog_is_valid
from naast.support.needs import Needs


@dataclass(frozen=True, slots=True)
class Reason:
    """`name` is a text in knowledge/support/words.yaml (`reasons.…`), filled in with `values`."""

    name: str
    fits: bool
    values: tuple[tuple[str, str], ...] = ()


def judge(needs: Needs, candidate: Candidate, areas: Areas, today: date) -> tuple[Reason, ...]:
    """Every criterion with its outcome, in the order in which staff read them."""
    return (
        _role(needs, candidate),
        _vog(candidate, today),
        _references(candidate),
        _capacity(candidate),
        _distance(needs, candidate, areas),
        *_times(needs, candidate),
        *_ages(needs, candidate),
        *_languages(needs, candidate),
        *_gender(needs, candidate),
    )


def meets_all(reasons: tuple[Reason, ...]) -> bool:
    return all(reason.fits for reason in reasons)


def shared_interests(needs: Needs, candidate: Candidate) -> frozenset[str]:
    return needs.interests & candidate.profile.interests


def _role(needs: Needs, candidate: Candidate) -> Reason:
    fits = candidate.active and needs.kind in candidate.profile.roles
    return Reason("role", fits) if fits else Reason("not_role", False)


def _vog(candidate: Candidate, today: date) -> Reason:
    if candidate.vog_on is None:
        return Reason("no_vog", False)
    fits = vog_is_valid(candidate.vog_on, today)
    return Reason("vog" if fits else "old_vog", fits, (("day", candidate.vog_on.isoformat()),))


def _references(candidate: Candidate) -> Reason:
    """References and the gedragscode come before any meeting (domain.md 2.5)."""
    fits = candidate.references_on is not None and candidate.code_signed_on is not None
    return Reason("references" if fits else "no_references", fits)


def _capacity(candidate: Candidate) -> Reason:
    values = (("running", str(candidate.running)), ("capacity", str(candidate.capacity)))
    return Reason("room" if candidate.free else "no_room", candidate.free > 0, values)


def _distance(needs: Needs, candidate: Candidate, areas: Areas) -> Reason:
    """Only a known distance can fit. A request without postcode has to be asked first."""
    if needs.postcode4 is None:
        return Reason("no_postcode", False)
    km = distance_km(areas, needs.postcode4, candidate.profile.postcode4)
    if km is None:
        return Reason("distance_unknown", False, (("postcode", candidate.profile.postcode4),))
    fits = km <= candidate.profile.max_km
    values = (("km", f"{km:.0f}"), ("max_km", str(candidate.profile.max_km)))
    return Reason("near" if fits else "too_far", fits, values)


def _times(needs: Needs, candidate: Candidate) -> tuple[Reason, ...]:
    if not needs.slots:
        return ()
    both = needs.slots & candidate.profile.slots
    if both:
        return (Reason("times", True, (("slots", in_words(both)),)),)
    return (Reason("no_times", False, (("slots", in_words(candidate.profile.slots)),)),)


def _ages(needs: Needs, candidate: Candidate) -> tuple[Reason, ...]:
    if not needs.ages:
        return ()
    youngest, oldest = candidate.profile.ages
    fits = all(youngest <= age <= oldest for age in needs.ages)
    values = (("from", str(youngest)), ("to", str(oldest)))
    return (Reason("ages" if fits else "not_ages", fits, values),)


def _languages(needs: Needs, candidate: Candidate) -> tuple[Reason, ...]:
    if not needs.languages:
        return ()
    both = needs.languages & candidate.profile.languages
    spoken = ", ".join(sorted(both or candidate.profile.languages))
    return (Reason("language" if both else "no_language", bool(both), (("languages", spoken),)),)


def _gender(needs: Needs, candidate: Candidate) -> tuple[Reason, ...]:
    if needs.gender is None:
        return ()
    fits = candidate.profile.gender == needs.gender
    return (Reason("gender" if fits else "not_gender", fits, (("gender", needs.gender),)),)
