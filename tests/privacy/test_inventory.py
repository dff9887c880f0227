from __future__ import annotations

import re

from naast.privacy.inventory import inventory, written
from naast.settings import PROJECT_ROOT
from naast.store.support_tables import SupportRequest
from naast.store.tables import Base


def test_the_dpia_lists_every_field_as_the_tables_have_it() -> None:
    assert written() == inventory(), "run `naast dpia`"


def test_every_column_of_every_table_is_in_it() -> None:
    page = inventory()
    assert SupportRequest.__tablename__ in Base.metadata.tables
    for table in Base.metadata.tables.values():
        section = page.partition(f"### {table.name}\n")[2].partition("###")[0]
        assert [c.name for c in table.columns if f"| `{c.name}` |" not in section] == []


def test_every_file_that_the_privacy_pages_point_to_is_there() -> None:
    page = (PROJECT_ROOT / "docs" / "dpia.md").read_text()
    named = re.findall(r"`((?:tests|naast)/[^`]+)`", page)
    assert len(named) > 4
    assert [name for name in named if not (PROJECT_ROOT / name).exists()] == []
