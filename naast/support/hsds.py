"""The social map as an Open Referral HSDS 3 data package: a folder of CSV files, in and out.

What HSDS has no column for (whom it is for, which questions it answers, when to involve it, where it reaches) goes
in `attributes`, which HSDS has for that. Nobody but an editor decides what a visitor sees: an imported offer has
no `kinds` until an editor chooses them.
"""

from __future__ import annotations

import csv
import json
import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from naast.errors import ContentError
from naast.support.offers import Area, Offer

Row = Mapping[str, str]
_NAMESPACE = uuid.UUID("6d1f6a52-6f0e-5a0b-9c55-3f6f1f6b7a11")
_OLDEST = 120
_TERM = "naast"
"""Prefix of our attributes' taxonomy terms."""

_TABLES: dict[str, tuple[str, ...]] = {
    "organizations": ("id", "name", "description"),
    "services": (
        "id",
        "organization_id",
        "name",
        "description",
        "url",
        "email",
        "status",
        "application_process",
        "fees_description",
        "wait_time",
        "accreditations",
        "eligibility_description",
        "minimum_age",
        "maximum_age",
        "assured_date",
    ),
    "phones": ("id", "service_id", "number"),
    "languages": ("id", "service_id", "name", "code"),
    "service_areas": ("id", "service_id", "name", "extent"),
    "taxonomies": ("id", "name", "description"),
    "taxonomy_terms": ("id", "code", "name", "description", "taxonomy_id"),
    "attributes": ("id", "link_id", "taxonomy_term_id", "link_entity", "value"),
}


def import_hsds(folder: Path, municipality: str) -> list[Offer]:
    """The active services in a package, as offers for `municipality`. Raises ContentError."""
    if not (folder / "services.csv").exists():
        raise ContentError(str(folder.name), "Hier staat geen services.csv. Is dit een HSDS 3-pakket?")
    tables = {name: _read(folder / f"{name}.csv") for name in _TABLES}
    package = _Package(tables, municipality)
    return [package.offer(row) for row in tables["services"] if row.get("status") in ("active", "", None)]


def export_hsds(offers: Iterable[Offer], folder: Path) -> None:
    """Write the offers as a package that `import_hsds` reads back without loss."""
    tables: dict[str, list[dict[str, str]]] = {name: [] for name in _TABLES}
    tables["taxonomies"].append({"id": _id("taxonomy"), "name": _TERM, "description": "Fields of Naast"})
    for name in _OWN:
        term = {"id": _id("term", name), "code": f"{_TERM}:{name}", "name": name, "taxonomy_id": _id("taxonomy")}
        tables["taxonomy_terms"].append(term | {"description": name})
    for offer in offers:
        _export(offer, tables)
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        _write(folder / f"{name}.csv", _TABLES[name], rows)
    (folder / "datapackage.json").write_text(json.dumps(_description(), indent=2) + "\n", "utf-8")


class _Package:
    """The tables of a package, ready to look things up in."""

    def __init__(self, tables: Mapping[str, list[Row]], municipality: str) -> None:
        self._municipality = municipality
        self._organizations = {row["id"]: row for row in tables["organizations"]}
        self._phones = _by_service(tables["phones"])
        self._languages = _by_service(tables["languages"])
        self._areas = _by_service(tables["service_areas"])
        codes = {row["id"]: row.get("code", "") for row in tables["taxonomy_terms"]}
        self._own: dict[str, dict[str, str]] = defaultdict(dict)
        for row in tables["attributes"]:
            code = codes.get(row["taxonomy_term_id"], "")
            if code.startswith(f"{_TERM}:"):
                self._own[row["link_id"]][code.removeprefix(f"{_TERM}:")] = row["value"]

    def offer(self, row: Row) -> Offer:
        own = self._own[row["id"]]
        phone = next(iter(self._phones[row["id"]]), {})
        area = next(iter(self._areas[row["id"]]), {})
        organization = self._organizations.get(row["organization_id"], {})
        return Offer(
            id=own.get("id") or _slug(row["name"], row["id"]),
            name=row["name"],
            what=row["description"].strip(),
            for_whom=frozenset(_many(own.get("for_whom", "ouder,jongere"))),
            ages=(_age(row.get("minimum_age"), 0), _age(row.get("maximum_age"), _OLDEST)),
            kinds=frozenset(_many(own.get("kinds", ""))),
            area=self._area(own),
            owner=organization.get("name") or own.get("owner", ""),
            checked_on=_day(row.get("assured_date")),
            when_to_involve=own.get("when_to_involve"),
            eligibility=_text(row.get("eligibility_description")),
            costs=_text(row.get("fees_description")),
            waiting_time=_text(row.get("wait_time")),
            safeguards=_text(row.get("accreditations")),
            how_to_join=_text(row.get("application_process")),
            website=_text(row.get("url")),
            phone=_text(phone.get("number", "").strip('"')),
            email=_text(row.get("email")),
            programme=own.get("programme"),
            area_in_words=_text(area.get("extent") or area.get("name")),
            languages=tuple(language.get("code") or language["name"] for language in self._languages[row["id"]]),
            sources=tuple(_many(own.get("sources", ""), " ")),
            ids={"services": row["id"], "organizations": row["organization_id"]} if "id" not in own else {},
        )

    def _area(self, own: Row) -> Area:
        if "area" not in own:
            return Area((self._municipality,))
        reach = json.loads(own["area"])
        return Area(tuple(reach["municipalities"]), tuple(reach["postcodes"]))


_OWN = ("id", "for_whom", "kinds", "area", "when_to_involve", "programme", "sources", "owner")


def _export(offer: Offer, tables: dict[str, list[dict[str, str]]]) -> None:
    service = offer.ids.get("services") or _id("service", offer.id)
    organization = offer.ids.get("organizations") or _id("organization", offer.owner)
    if all(row["id"] != organization for row in tables["organizations"]):
        tables["organizations"].append({"id": organization, "name": offer.owner, "description": offer.owner})
    tables["services"].append(
        {
            "id": service,
            "organization_id": organization,
            "name": offer.name,
            "description": offer.what,
            "url": offer.website or "",
            "email": offer.email or "",
            "status": "active",
            "application_process": offer.how_to_join or "",
            "fees_description": offer.costs or "",
            "wait_time": offer.waiting_time or "",
            "accreditations": offer.safeguards or "",
            "eligibility_description": offer.eligibility or "",
            "minimum_age": str(offer.ages[0]),
            "maximum_age": str(offer.ages[1]),
            "assured_date": offer.checked_on.isoformat() if offer.checked_on else "",
        }
    )
    if offer.phone:
        row = {"id": _id("phone", offer.id), "service_id": service, "number": offer.phone}
        tables["phones"].append(row)
    for code in offer.languages:
        row = {"id": _id("language", offer.id, code), "service_id": service, "name": code, "code": code}
        tables["languages"].append(row)
    if offer.area_in_words:
        words = offer.area_in_words
        row = {"id": _id("area", offer.id), "service_id": service, "name": words, "extent": words}
        tables["service_areas"].append(row)
    for name, value in _own_values(offer).items():
        tables["attributes"].append(
            {
                "id": _id("attribute", offer.id, name),
                "link_id": service,
                "taxonomy_term_id": _id("term", name),
                "link_entity": "service",
                "value": value,
            }
        )


def _own_values(offer: Offer) -> dict[str, str]:
    reach = {"municipalities": offer.area.municipalities, "postcodes": offer.area.postcodes}
    values = {
        "for_whom": ",".join(sorted(offer.for_whom)),
        "kinds": ",".join(sorted(offer.kinds)),
        "area": json.dumps(reach),
        "when_to_involve": offer.when_to_involve or "",
        "programme": offer.programme or "",
        "sources": " ".join(offer.sources),
    }
    if not offer.ids:
        values["id"] = offer.id
    return {name: value for name, value in values.items() if value}


def _description() -> dict[str, object]:
    return {
        "profile": "tabular-data-package",
        "name": "naast-social-map",
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": name,
                "path": f"{name}.csv",
                "schema": {"fields": [{"name": column, "type": "string"} for column in columns]},
            }
            for name, columns in _TABLES.items()
        ],
    }


def _read(file: Path) -> list[Row]:
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def _write(file: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, columns)
        writer.writeheader()
        writer.writerows(rows)


def _by_service(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.get("service_id", "")].append(row)
    return found


def _id(*parts: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, ":".join(parts)))


def _slug(name: str, id: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:40] + "_" + re.sub(r"\W", "", id)[:8]


def _text(value: str | None) -> str | None:
    return (value or "").strip() or None


def _many(value: str, separator: str = ",") -> list[str]:
    return [part for part in value.split(separator) if part]


def _age(value: str | None, otherwise: int) -> int:
    try:
        return int(float(value or ""))
    except ValueError:
        return otherwise


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
