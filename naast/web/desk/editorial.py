"""The editors' page: what we did not know, what did not help, what is due for a look."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from sqlalchemy.orm import Session

from naast.insight import misses
from naast.staff.accounts import LoggedIn
from naast.web.desk.here import EditorialHere
from naast.web.titles import topic_title

router = APIRouter()


@router.get("/editorial")
async def read_editorial(here: EditorialHere) -> dict[str, Any]:
    """Misses (redacted lines), topics whose answers did not help, and topics to review, the oldest date first."""
    content, today = here.service.content, here.today()

    def work(session: Session, _logged_in: LoggedIn) -> dict[str, Any]:
        return {
            "misses": [
                one | {"guess": topic_title(content, one["guess"]), "guess_id": one["guess"]}
                for one in misses.newest(session, here.service.keyring)
            ],
            "noes": [one | {"title": topic_title(content, one["topic"])} for one in misses.noes(session)],
        }

    due = sorted(content.topics.values(), key=lambda topic: (topic.review_due, topic.title))
    return await here.read(work) | {
        "due": [
            {
                "id": topic.id,
                "title": topic.title,
                "review_due": topic.review_due.isoformat(),
                "overdue": topic.review_due < today,
                "reviewed_by": topic.reviewed_by,
            }
            for topic in due
            if topic.reviewed_by is None or topic.review_due < today
        ]
    }


@router.post("/editorial/misses/{miss_id}/done")
async def miss_done(miss_id: int, here: EditorialHere) -> dict[str, str]:
    """Dealt with: the line is removed."""
    await here.write(lambda session, _me: misses.done(session, miss_id))
    return {"state": "done"}
