"""The social map: what there is for families and youths, who runs it, and when somebody last checked it.

One offer per file in `knowledge/social_map/`. What nobody looked at for 180 days is hidden from visitors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from naast.errors import ContentError
from naast.yaml_files import read_yaml

FRESH = timedelta(days=180)
NATIONAL = "landelijk"
MOST = 3
"""So many offers at once, never more: who is tired can't choose from a list."""


@dataclass(frozen=True, slots=True)
class Area:
    """Everywhere when both are empty; else these municipalities (ids) or postcodes (4 digits or their start)."""

    municipalities: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()

    @property
    def national(self) -> bool:
        return not self.municipalities and not self.postcodes


@dataclass(frozen=True, slots=True)
class Offer:
    """`ages` are years, both included. `kinds` are the questions it answers (`steungezin`, `maatje`, …).

    `programme` is the name under which a municipality's file says whether it exists there. None: unknown.
    `ids` are its ids in an imported HSDS package, by table.
    """

    id: str
    name: str
    what: str
    for_whom: frozenset[str]
    ages: tuple[int, int]
    kinds: frozenset[str]
    area: Area
    owner: str
    checked_on: date | None
    when_to_involve: str | None = None
    eligibility: str | None = None
    costs: str | None = None
    waiting_time: str | None = None
    safeguards: str | None = None
    how_to_join: str | None = None
    website: str | None = None
    phone: str | None = None
    email: str | None = None
    programme: str | None = None
    area_in_words: str | None = None
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)

    def fresh(self, today: date) -> bool:
        """Looked at in the last 180 days."""
        return self.checked_on is not None and today - self.checked_on <= FRESH


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a visitor looks for. None is not known, and then not asked for either."""

    kind: str
    audience: str
    municipality: str
    age: float | None = None
    postcode4: str | None = None
    exists_here: Mapping[str, bool | None] = field(default_factory=dict)


def load_offers(folder: Path) -> dict[str, Offer]:
    """Every offer by id. Raises ContentError."""
    offers: dict[str, Offer] = {}
    for file in sorted(folder.glob("*/*.yaml")):
        offer = offer_of(read_yaml(file), f"{folder.name}/{file.parent.name}/{file.name}")
        if offer.id in offers:
            raise ContentError(file.name, f"Het id {offer.id} bestaat al. Kies een ander.")
        offers[offer.id] = offer
    return offers


def choose(offers: Iterable[Offer], wanted: Wanted, today: date) -> list[Offer]:
    """At most three that fit, what is nearest first."""
    fitting = [offer for offer in _for_question(offers, wanted, today) if _reaches(offer, wanted)]
    return sorted(fitting, key=lambda offer: _order(offer, wanted))[:MOST]


def postcode_matters(offers: Iterable[Offer], wanted: Wanted, today: date) -> bool:
    """Whether asking for four digits could change what we propose. Otherwise we don't ask."""
    return wanted.postcode4 is None and any(o.area.postcodes for o in _for_question(offers, wanted, today))


def _for_question(offers: Iterable[Offer], wanted: Wanted, today: date) -> list[Offer]:
    return [
        offer
        for offer in offers
        if offer.fresh(today)
        and wanted.kind in offer.kinds
        and wanted.audience in offer.for_whom
        and (wanted.age is None or offer.ages[0] <= wanted.age < offer.ages[1] + 1)
        and wanted.exists_here.get(offer.programme or "") is not False
    ]


def _reaches(offer: Offer, wanted: Wanted) -> bool:
    if offer.area.national or wanted.municipality in offer.area.municipalities:
        return True
    return wanted.postcode4 is not None and wanted.postcode4.startswith(offer.area.postcodes)


def _order(offer: Offer, wanted: Wanted) -> tuple[bool, bool, bool, str]:
    exists = wanted.exists_here.get(offer.programme or "") is True
    return not offer.area.postcodes, offer.area.national, not exists, offer.id


def offer_of(raw: Any, where: str) -> Offer:
    """From one file's YAML. Raises ContentError."""
    try:
        contact = raw.get("contact") or {}
        return Offer(
            id=raw["id"],
            name=raw["name"],
            what=raw["what"],
            for_whom=frozenset(raw["for_whom"]),
            ages=(raw["ages"][0], raw["ages"][1]),
            kinds=frozenset(raw["kinds"]),
            area=_area(raw["area"]),
            owner=raw["owner"],
            checked_on=raw["checked_on"],
            website=contact.get("website"),
            phone=contact.get("phone"),
            email=contact.get("email"),
            languages=tuple(raw.get("languages") or []),
            sources=tuple(raw.get("sources") or []),
            ids=raw.get("ids") or {},
            **{name: raw.get(name) for name in _PLAIN},
        )
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise ContentError(where, f"Dit aanbod mist iets of heeft een verkeerde vorm: {error}.") from error


def offer_to_yaml(offer: Offer) -> dict[str, Any]:
    """The form that `offer_of` reads; what is unknown stays visible as empty."""
    area: Any = NATIONAL
    if not offer.area.national:
        area = {"municipalities": list(offer.area.municipalities), "postcodes": list(offer.area.postcodes)}
    shape: dict[str, Any] = {
        "id": offer.id,
        "name": offer.name,
        "what": offer.what,
        "for_whom": sorted(offer.for_whom),
        "ages": list(offer.ages),
        "kinds": sorted(offer.kinds),
        "area": area,
        "owner": offer.owner,
        "contact": {"website": offer.website, "phone": offer.phone, "email": offer.email},
        "checked_on": offer.checked_on,
        "sources": list(offer.sources),
        **{name: getattr(offer, name) for name in _PLAIN},
    }
    if offer.languages:
        shape["languages"] = list(offer.languages)
    return shape | ({"ids": dict(offer.ids)} if offer.ids else {})


def write_offers(offers: Iterable[Offer], folder: Path) -> None:
    """One file per offer, named after its id."""
    folder.mkdir(parents=True, exist_ok=True)
    for offer in offers:
        text = yaml.safe_dump(offer_to_yaml(offer), allow_unicode=True, sort_keys=False, width=110)
        (folder / f"{offer.id}.yaml").write_text(text, "utf-8")


_PLAIN = (
    "when_to_involve",
    "eligibility",
    "costs",
    "waiting_time",
    "safeguards",
    "how_to_join",
    "programme",
    "area_in_words",
)


def _area(raw: Any) -> Area:
    if raw == NATIONAL:
        return Area()
    return Area(tuple(raw.get("municipalities") or []), tuple(map(str, raw.get("postcodes") or [])))
