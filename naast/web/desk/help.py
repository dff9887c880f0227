"""What helps while you talk: search in the knowledge, the meldcode."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from naast.safety.meldcode import load_meldcode
from naast.web.desk.here import AnybodyHere

router = APIRouter()


@router.get("/search")
async def search(here: AnybodyHere, q: Annotated[str, Query(max_length=500)] = "") -> dict[str, Any]:
    """The same search as the assistant's."""
    await here.read(lambda _session, _logged_in: None)
    if not q.strip():
        return {"topics": []}
    ranked = await here.service.workers(lambda: here.service.understander.search(q, "parent", 5))
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


@router.get("/meldcode")
async def meldcode(here: AnybodyHere) -> dict[str, Any]:
    """The five steps as a help card. Only a professional takes them."""
    await here.read(lambda _session, _logged_in: None)
    return load_meldcode(here.service.settings.knowledge_dir / "safety" / "meldcode.yaml")
