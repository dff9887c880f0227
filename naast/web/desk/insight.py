"""Numbers over all conversations together."""

from __future__ import annotations

import csv
import io
from typing import Any

from fastapi import APIRouter, Response
from sqlalchemy.orm import Session

from naast.insight import indicators
from naast.staff.accounts import LoggedIn
from naast.web.desk.here import AnybodyHere

router = APIRouter()
_HIDDEN = "te klein om te tonen"


@router.get("/indicators")
async def read_indicators(here: AnybodyHere) -> dict[str, Any]:
    """Counts without personal data; small numbers hidden (`value` null)."""
    return await _report(here)


@router.get("/indicators.csv")
async def export_indicators(here: AnybodyHere) -> Response:
    """The same numbers for a spreadsheet, small ones hidden just as well."""
    report = await _report(here)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["tabel", "wat", "waarde", "eenheid of deel in %"])
    for cell in report["cells"]:
        writer.writerow(["indicatoren", cell["title"], _shown(cell["value"]), cell.get("unit", "")])
    for table in report["tables"]:
        for row in table["rows"]:
            writer.writerow([table["title"], row["label"], _shown(row["value"]), _shown(row.get("share", ""))])
    headers = {"Content-Disposition": 'attachment; filename="naast-inzicht.csv"'}
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


async def _report(here: AnybodyHere) -> dict[str, Any]:
    content = here.service.content

    def work(session: Session, _logged_in: LoggedIn) -> dict[str, Any]:
        return indicators.report(session, content.topics, content.municipalities, here.service.clock())

    return await here.read(work)


def _shown(value: object) -> object:
    return _HIDDEN if value is None else value
