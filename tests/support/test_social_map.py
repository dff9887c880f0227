"""The social map: at most three that fit, what is old hidden, and HSDS in and out without loss."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from naast.errors import ContentError
from naast.knowledge.municipality_profile import load_places, served_ids
from naast.settings import PROJECT_ROOT, Settings
from naast.support.hsds import export_hsds, import_hsds
from naast.support.offers import (
    MOST,
    Area,
    Offer,
    Wanted,
    choose,
    load_offers,
    offer_of,
    offer_to_yaml,
    postcode_matters,
    write_offers,
)

TODAY = date(2026, 11, 24)
MAP = Settings().knowledge_dir / "social_map"
SAMPLE = PROJECT_ROOT.parent / "shared" / "domain" / "hsds_sample"
needs_sample = pytest.mark.skipif(not SAMPLE.exists(), reason="the HSDS sample is not beside this checkout")
USED = {
    "services": (
        "id", "organization_id", "name", "description", "url", "email", "status", "application_process",
        "fees_description", "wait_time", "accreditations", "eligibility_description", "minimum_age",
        "maximum_age", "assured_date",
    ),
    "phones": ("service_id", "number"),
    "languages": ("service_id", "code"),
    "service_areas": ("service_id", "extent"),
}  # fmt: skip


@pytest.fixture(scope="module")
def offers() -> dict[str, Offer]:
    return load_offers(MAP)


def offer(id: str = "a", **changes: object) -> Offer:
    fits = Offer(
        id=id,
        name=id,
        what="Iets.",
        for_whom=frozenset({"ouder"}),
        ages=(0, 18),
        kinds=frozenset({"steungezin"}),
        area=Area(),
        owner="iemand",
        checked_on=TODAY,
    )
    return replace(fits, **changes)  # type: ignore[arg-type]


PARENT = Wanted("steungezin", "ouder", "voorbeeldgemeente", age=6)


def test_never_more_than_three(offers: dict[str, Offer]) -> None:
    assert len(choose(offers.values(), PARENT, TODAY)) == MOST == 3


def test_what_is_nearest_comes_first() -> None:
    near = offer("near", area=Area(postcodes=("1000",)))
    local = offer("local", area=Area(municipalities=("voorbeeldgemeente",)))
    national = offer("national")
    wanted = replace(PARENT, postcode4="1000")
    assert [o.id for o in choose([national, local, near], wanted, TODAY)] == ["near", "local", "national"]


@pytest.mark.parametrize(
    "hidden",
    [
        offer(checked_on=TODAY - timedelta(days=181)),
        offer(checked_on=None),
        offer(ages=(7, 18)),
        offer(ages=(0, 5)),
        offer(for_whom=frozenset({"jongere"})),
        offer(kinds=frozenset({"maatje"})),
        offer(area=Area(municipalities=("elders",))),
        offer(area=Area(postcodes=("1000",))),
        offer(programme="home_start"),
    ],
)
def test_what_is_old_or_does_not_fit_is_not_shown(hidden: Offer) -> None:
    wanted = replace(PARENT, exists_here={"home_start": False})
    assert choose([hidden], wanted, TODAY) == []


def test_checked_180_days_ago_still_counts() -> None:
    assert choose([offer(checked_on=TODAY - timedelta(days=180))], PARENT, TODAY)


def test_the_postcode_is_asked_only_when_it_could_change_the_answer() -> None:
    assert not postcode_matters([offer()], PARENT, TODAY)
    assert postcode_matters([offer(area=Area(postcodes=("10",)))], PARENT, TODAY)
    assert not postcode_matters([offer(area=Area(postcodes=("10",)))], replace(PARENT, postcode4="1000"), TODAY)
    assert not postcode_matters([offer(area=Area(postcodes=("10",)), ages=(12, 18))], PARENT, TODAY)


def test_whatever_order_the_files_come_in_the_same_three_are_shown(offers: dict[str, Offer]) -> None:
    assert choose(reversed(list(offers.values())), PARENT, TODAY) == choose(offers.values(), PARENT, TODAY)


def test_the_national_offers_of_the_field_are_there_and_unchecked_ones_stay_hidden(
    offers: dict[str, Offer],
) -> None:
    known = {"buurtgezinnen", "steunouder", "home_start", "meeleefgezin", "samen_oplopen", "humanitas_match"}
    known |= {"matchmentor", "handjehelpen", "mim", "vangnet_mentor", "schools_cool", "petje_af", "villa_pinedo"}
    assert known <= offers.keys()
    assert not offers["vangnet_mentor"].fresh(TODAY)


def test_every_shipped_offer_says_when_to_involve_it(offers: dict[str, Offer]) -> None:
    assert all(o.when_to_involve for o in offers.values())


def test_no_shipped_offer_has_a_phone_number_or_address_that_could_be_somebodys(offers: dict[str, Offer]) -> None:
    assert [o.id for o in offers.values() if o.phone or o.email] == []


def test_an_offer_comes_back_from_its_file_as_it_went_in(tmp_path: Path, offers: dict[str, Offer]) -> None:
    write_offers(offers.values(), tmp_path / "kaart")
    assert load_offers(tmp_path) == offers


def test_our_own_map_goes_out_as_hsds_and_comes_back_the_same(tmp_path: Path, offers: dict[str, Offer]) -> None:
    export_hsds(offers.values(), tmp_path)
    assert {o.id: o for o in import_hsds(tmp_path, "voorbeeldgemeente")} == offers


@needs_sample
def test_the_hsds_sample_comes_in_and_goes_out_without_loss_of_what_we_use(tmp_path: Path) -> None:
    imported = import_hsds(SAMPLE, "voorbeeldgemeente")
    assert [(o.name, o.owner, o.ages) for o in imported] == [
        ("Community Counselling", "Example Organization Inc.", (12, 100))
    ]
    export_hsds(imported, tmp_path)
    for table, columns in USED.items():
        assert cells(tmp_path, table, columns) == cells(SAMPLE, table, columns)
    assert import_hsds(tmp_path, "elders") == imported


@needs_sample
def test_an_imported_offer_is_proposed_only_after_an_editor_chose_its_questions() -> None:
    imported = import_hsds(SAMPLE, "voorbeeldgemeente")[0]
    assert imported.kinds == frozenset()
    assert not imported.fresh(TODAY)


def test_a_folder_without_services_is_no_package(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"services\.csv"):
        import_hsds(tmp_path, "voorbeeldgemeente")


def test_two_offers_with_one_id_are_refused(tmp_path: Path) -> None:
    write_offers([offer()], tmp_path / "een")
    write_offers([offer()], tmp_path / "twee")
    with pytest.raises(ContentError, match="bestaat al"):
        load_offers(tmp_path)


def test_an_offer_without_a_name_is_refused_with_its_file() -> None:
    raw = offer_to_yaml(offer())
    del raw["name"]
    with pytest.raises(ContentError, match=r"dorp/a\.yaml"):
        offer_of(raw, "dorp/a.yaml")


def test_municipalities_that_we_only_know_of_are_not_served() -> None:
    folder = Settings().knowledge_dir / "municipalities"
    places = load_places(folder)
    assert served_ids(folder) == ["voorbeeldgemeente"]
    assert {
        "goeree-overflakkee",
        "voorne-putten",
        "zwolle",
        "oost-gelre",
        "winterswijk",
        "aalten",
    } <= places.keys()


def test_nothing_in_a_municipality_of_the_seeds_stands_without_a_source() -> None:
    for place in load_places(Settings().knowledge_dir / "municipalities").values():
        assert all(partner.source for partner in place.profile.partners)
        assert all(p.source for p in place.profile.local.values() if p.exists is not None)


def cells(folder: Path, table: str, columns: tuple[str, ...]) -> list[list[str]]:
    """The rows of a table, only these columns, without the quotation marks that some packages put in a cell."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as source:
        return [[row[c].strip().strip('"') for c in columns] for row in csv.DictReader(source)]
