"""Numbers over all conversations together."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from naast.insight import indicators
from naast.web.desk.here import AnybodyHere

router = APIRouter()


@router.get("/indicators")
async def read_indicators(here: AnybodyHere) -> dict[str, Any]:
    """Counts without personal data; small numbers hidden."""
    return await here.read(lambda session, _logged_in: {"cells": indicators.cells(session)})
