"""The inventory of fields in `docs/dpia.md`, made from the tables themselves, so that the two can't differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Date, LargeBinary, Table

from naast.errors import ContentError
from naast.settings import PROJECT_ROOT
from naast.store.channel_tables import ChannelLink
from naast.store.columns import UtcDateTime
from naast.store.support_tables import SupportRequest
from naast.store.tables import Base
from naast.yaml_files import read_yaml

PAGE = PROJECT_ROOT / "docs" / "dpia.md"
_EXPLAINED = PROJECT_ROOT / "knowledge" / "privacy" / "fields.yaml"
_BEGIN = "<!-- velden: gemaakt door `naast dpia`, niet met de hand veranderen -->"
_END = "<!-- einde velden -->"


def write_dpia(page: Path = PAGE) -> int:
    """Put the inventory between its marks in the page; the number of fields."""
    before, _, rest = page.read_text("utf-8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    page.write_text(f"{before}{_BEGIN}\n{inventory()}\n{_END}{after}", "utf-8")
    return sum(len(table.columns) for table in _tables())


def written(page: Path = PAGE) -> str:
    """The inventory as the page has it."""
    return page.read_text("utf-8").partition(f"{_BEGIN}\n")[2].partition(f"\n{_END}")[0]


def inventory() -> str:
    """A section per table. Raises ContentError for a table or readable field that nobody explained."""
    explained = read_yaml(_EXPLAINED)
    known = set(explained["tables"])
    tables = {table.name: table for table in _tables()}
    if missing := set(tables) - known | known - set(tables):
        raise ContentError(_EXPLAINED.name, f"Tabellen zonder uitleg, of uitleg zonder tabel: {sorted(missing)}.")
    return "\n\n".join(_section(tables[name], explained["tables"][name], explained["terms"]) for name in tables)


def _tables() -> list[Table]:
    assert SupportRequest.metadata is ChannelLink.metadata is Base.metadata  # the tables of all modules
    return sorted(Base.metadata.tables.values(), key=lambda table: table.name)


def _section(table: Table, about: Mapping[str, Any], terms: Mapping[str, str]) -> str:
    lines = [
        f"### {table.name}",
        f"{about['why']} Van: {about['who']}. Bewaard: {terms[about['term']]}.",
        "",
        "| veld | opslag | wat |",
        "|---|---|---|",
        *_rows(table, about["fields"]),
    ]
    return "\n".join(lines)


def _rows(table: Table, explained: Mapping[str, str]) -> Iterator[str]:
    readable = set()
    for column in table.columns:
        how, what = _stored(column)
        if not what:
            readable.add(column.name)
            what = explained.get(column.name, "")
        if not what:
            raise ContentError(_EXPLAINED.name, f"Leg uit wat {table.name}.{column.name} is.")
        yield f"| `{column.name}` | {how} | {what} |"
    if extra := set(explained) - readable:
        raise ContentError(_EXPLAINED.name, f"{table.name} heeft geen leesbaar veld {sorted(extra)}.")


def _stored(column: Column[Any]) -> tuple[str, str]:
    """How a field is stored, and what it is when its type says enough."""
    if isinstance(column.type, LargeBinary):
        return "versleuteld", "tekst, met de sleutel van dit gesprek, deze aanvraag of deze persoon"
    if column.name.endswith("_hash"):
        return "hash", "kenmerk dat niet terug te lezen is"
    if column.foreign_keys:
        return "verwijzing", "naar " + ", ".join(sorted(key.column.table.name for key in column.foreign_keys))
    if column.primary_key and column.name in ("id", "topic", "month"):
        return "nummer" if column.name == "id" else "leesbaar", "kenmerk van de regel"
    if isinstance(column.type, UtcDateTime | Date) and column.name.endswith(("at", "on", "_since", "_until")):
        return "tijd", "wanneer"
    return "leesbaar", ""
