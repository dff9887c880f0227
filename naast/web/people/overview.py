"""The board: every open request, who waits how long, and what must not be forgotten."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session

from naast.store.tables import Staff
from naast.support import requests
from naast.support.kinds import OPEN, Kind, State
from naast.support.reminders import reminders
from naast.support.waiting_list import waiting_lists
from naast.support.words import reminder_in_words
from naast.web.people.here import PeopleHere
from naast.web.people.shapes import request_line

router = APIRouter()


@router.get("/requests")
async def board(
    here: PeopleHere,
    kind: Annotated[Kind | None, Query()] = None,
    closed: Annotated[bool, Query()] = False,
) -> dict[str, Any]:
    """Requests, longest waiting first; `closed` shows those that are over instead."""
    states = frozenset({State.CLOSED}) if closed else OPEN

    def work(session: Session, staff: Staff) -> dict[str, Any]:
        rows = requests.in_states(session, states, kind)
        return {
            "requests": [request_line(here, session, row) for row in rows],
            "waiting_list": [w.to_json() for w in waiting_lists(session, here.service.clock())],
            "me": {"id": staff.id, "role": staff.role},
        }

    return await here.read(work)


@router.get("/reminders")
async def read_reminders(here: PeopleHere) -> dict[str, Any]:
    """VOGs near their end, checks that were never done, reviews that are due."""

    def work(session: Session, _staff: Staff) -> dict[str, Any]:
        return {
            "reminders": [
                {
                    "kind": found.kind,
                    "text": reminder_in_words(here.texts, found),
                    "due": found.due.isoformat() if found.due else None,
                    "volunteer": found.volunteer_id,
                    "request": found.request_id,
                    "match": found.match_id,
                }
                for found in reminders(session, here.today)
            ]
        }

    return await here.read(work)
