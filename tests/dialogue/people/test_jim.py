"""A youth finds a JIM, through real Rasa. Each test ends with what the desk shows."""

from __future__ import annotations

import pytest

from tests.dialogue.people.conftest import Talk

pytestmark = pytest.mark.engine

FIT = ("al jaren", "ik dacht er zelf aan", "nee nooit", "ja", "ja dichtbij")


@pytest.fixture
def begun(youth: Talk) -> Talk:
    youth.say("ik zoek een jim")
    youth.tap("start:jim")
    return youth


def asked(talk: Talk, age: str = "ik ben 14") -> Talk:
    """Age and safety are answered; the first *wie* question stands."""
    talk.say(age, "ja")
    return talk


def test_a_youth_hears_what_a_jim_is_before_any_question(youth: Talk) -> None:
    said = youth.say("wat is een jim en hoe kies ik er een?", "ik zoek een jim")
    assert "jij kiest zelf" in said
    assert "start:jim" in youth.choices
    assert "ask_person" in youth.choices
    assert youth.request() is None


def test_nobody_at_first_and_then_a_neighbour(begun: Talk) -> None:
    asked(begun).say("niemand", "niemand echt", "mijn buurvrouw", "ja", *FIT)
    begun.say("ze vinden het goed", "luisteren", "niks", "nee", "ja")
    assert begun.answers()["who"] == "mijn buurvrouw"
    assert begun.request()["state"] == "new"  # type: ignore[index]


def test_each_who_question_comes_alone_and_leaves_time(begun: Talk) -> None:
    first = asked(begun).say("weet ik niet")
    assert first.count("?") == 1
    assert "ask_person" not in first
    assert begun.request() is None


def test_a_parent_cannot_be_a_jim_and_somebody_else_is_asked_for(begun: Talk) -> None:
    said = asked(begun).say("mijn moeder")
    assert "naast je ouders" in said
    begun.say("mijn oom", "ja", *FIT, "ze vinden het goed", "meegaan naar gesprekken", "niets", "nee", "ja")
    assert begun.facts()["role"] == "oom"


def test_somebody_met_online_leads_to_a_person_without_a_verdict(begun: Talk) -> None:
    asked(begun).say("mijn neef", "ja")
    said = begun.tap("jim:known_for:online")
    assert "dank je dat je dit vertelt" in said
    assert "ask_person" in begun.choices
    for verdict in ("gevaarlijk", "verkeerd", "mag niet", "fout"):
        assert verdict not in said
    assert begun.request() is None


def test_he_asked_for_it_himself_and_it_is_secret(begun: Talk) -> None:
    asked(begun).say("mijn trainer")
    said = begun.say("hij vroeg het zelf aan mij en het is geheim")
    assert any(word in said for word in ("0800", "medewerker", "een mens van het cjg"))
    assert begun.request() is None
    assert begun.level() in (1, 2, 3)


def test_somebody_who_asked_for_the_role_himself_means_a_person_first(begun: Talk) -> None:
    asked(begun).say("mijn trainer", "ja", "al jaren")
    begun.say("hij vroeg het aan mij")
    assert "ask_person" in begun.choices
    assert begun.request() is None


def test_at_13_the_parents_part_is_told_before_anything_is_passed_on(begun: Talk) -> None:
    said = asked(begun, "13").say("mijn tante", "ja", *FIT)
    assert "tot en met 15 jaar doen je ouders mee" in said
    begun.say("ze weten het nog niet", "luisteren", "niks", "nee", "ja")
    facts = begun.facts()
    assert (facts["age_band"], facts["parents"]) == ("12-15", "weten_niet")


def test_at_17_the_youth_decides(begun: Talk) -> None:
    said = asked(begun, "ik ben 17").say("mijn tante", "ja", *FIT)
    assert "vanaf 16 jaar beslis jij" in said
    begun.say("ze weten het nog niet", "luisteren", "niks", "nee", "ja")
    assert begun.facts()["age_band"] == "16-17"


def test_under_12_gets_the_kindertelefoon_and_nothing_is_passed_on(begun: Talk) -> None:
    said = begun.say("ik ben 10")
    assert "0800-0432" in said
    assert begun.request() is None


def test_over_23_is_told_where_to_go(begun: Talk) -> None:
    assert "23 jaar" in begun.say("26")
    assert begun.request() is None


def test_a_no_to_passing_on_is_a_no(begun: Talk) -> None:
    asked(begun).say("mijn oma", "ja", *FIT, "ze vinden het goed", "luisteren", "niks", "nee")
    said = begun.say("nee")
    assert "ik geef niets door" in said
    assert begun.request() is None


def test_not_safe_at_home_goes_to_a_person_before_anything_else(begun: Talk) -> None:
    said = begun.say("15", "nee")
    assert "0800-2000" in said
    assert begun.request() is None
    assert begun.level() == 2


def test_not_sure_whether_it_is_safe_counts_as_not_safe(begun: Talk) -> None:
    begun.say("15", "weet ik niet")
    assert "ask_person" in begun.choices
    assert begun.request() is None


def test_something_that_did_not_feel_right_is_believed(begun: Talk) -> None:
    asked(begun).say("mijn oom", "ja", "al jaren", "ik dacht er zelf aan")
    said = begun.say("ja")
    assert "goed dat je dit zegt" in said
    assert begun.request() is None
    assert begun.level() == 2


def test_nobody_at_all_is_an_answer_and_a_maatje_is_named(begun: Talk) -> None:
    asked(begun).say(*["niemand"] * 6)
    assert "start:maatje" in begun.choices
    said = begun.say("nee")
    assert "kom terug wanneer je wilt" in said
    assert begun.request() is None


def test_a_question_in_between_is_answered_and_the_search_goes_on(begun: Talk) -> None:
    asked(begun).say("wie leest dit allemaal mee?")
    begun.say("ja", "mijn tante", "ja", *FIT, "ze vinden het goed", "luisteren", "niks", "nee", "ja")
    assert begun.answers()["who"] == "mijn tante"


def test_help_with_the_message_leaves_the_other_free(begun: Talk) -> None:
    asked(begun).say("mijn juf van groep 8", "ja", *FIT, "ze vinden het goed", "luisteren", "niks")
    said = begun.say("help me met een berichtje")
    assert "nee is ook oké" in said
    assert "over tijd, niet over jou" in said
    begun.say("ja")
    assert begun.facts()["has_authority"] is True
    assert "wil je erover nadenken" in begun.answers()["message"].lower()


def test_the_contact_for_a_jim_request_is_given_beside_the_chat(begun: Talk) -> None:
    asked(begun).say("mijn oma", "ja", *FIT, "ze vinden het goed", "luisteren", "niks", "nee", "ja")
    id = begun.request()["id"]  # type: ignore[index]
    kept = begun.visitor.call("PUT", f"/requests/{id}/contact", json={"how": "06-12345678", "when": "na school"})
    assert kept.status_code == 200
    assert begun.request()["contact"] == {"how": "06-12345678", "when": "na school"}  # type: ignore[index]
