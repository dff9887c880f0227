"""What helps while you talk: search in the knowledge, the meldcode."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session

from naast.handover.describe import middle_of
from naast.knowledge.quick_texts import for_team
from naast.safety.meldcode import load_meldcode
from naast.staff.accounts import LoggedIn
from naast.store.tables import Conversation
from naast.web.desk.here import AnybodyHere, TalkingHere

router = APIRouter()
_FOUND = 5


@router.get("/search")
async def search(
    here: AnybodyHere,
    q: Annotated[str, Query(max_length=500)] = "",
    about: Annotated[str, Query(max_length=64)] = "",
) -> dict[str, Any]:
    """The same search as the assistant's, for the family of conversation `about` when there is one."""
    audience, age = await here.read(lambda session, _logged_in: _family(session, about))
    if not q.strip():
        return {"topics": []}
    ranked = await here.service.workers(lambda: here.service.understander.search(q, audience, _FOUND, age))
    found = [(here.service.content.topics[r.id], r.score) for r in ranked]
    return {
        "topics": [
            {
                "id": topic.id,
                "title": topic.title,
                "answer": topic.short_answer,
                "tips": list(topic.tips),
                "sources": [source.to_json() for source in topic.sources],
                "score": round(score, 3),
            }
            for topic, score in found
        ]
    }


def _family(session: Session, conversation_id: str) -> tuple[str, float | None]:
    """Parent or youth, and the child's age in years as far as the queue knows it."""
    found = session.get(Conversation, conversation_id)
    return (found.audience, middle_of(found.age_band)) if found else ("parent", None)


@router.get("/quick_texts")
async def quick_texts(here: TalkingHere) -> dict[str, Any]:
    """Texts to start from, with name and role filled in; the team's own first."""
    content = here.service.content
    place = here.service.municipality(here.service.settings.municipality)

    def work(_session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        staff = logged_in.staff
        role = content.texts.say(f"roles.{staff.role}")
        found = for_team(content.quick_texts, staff.team)
        return {"texts": [one.to_json(name=staff.name, role=role, desk=place.desk_name) for one in found]}

    return await here.read(work)


@router.get("/meldcode")
async def meldcode(here: AnybodyHere) -> dict[str, Any]:
    """The five steps as a help card. Only a professional takes them."""
    await here.read(lambda _session, _logged_in: None)
    return load_meldcode(here.service.settings.knowledge_dir / "safety" / "meldcode.yaml")
