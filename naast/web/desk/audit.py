"""The audit log, for who must be able to account for it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from naast.audit import log
from naast.web.desk.here import AccountingHere

router = APIRouter()


@router.get("/audit")
async def read_audit(
    here: AccountingHere,
    conversation: Annotated[str | None, Query(max_length=32)] = None,
    before: Annotated[int | None, Query(ge=1, le=2**31)] = None,
) -> dict[str, Any]:
    """The newest hundred rows, or those before a number; of everything or of one conversation."""
    return await here.read(
        lambda session, _logged_in: {"rows": log.page(session, conversation_id=conversation, before=before)}
    )
