"""`/health` and `/metrics`: the state of each part, and counts without personal data."""

from __future__ import annotations

from typing import Annotated, Any

import httpx
from fastapi import APIRouter, Depends, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import select

from naast.privacy.redaction import name_recogniser
from naast.web.service import Service, request_service

router = APIRouter(tags=["operations"])
ServiceHere = Annotated[Service, Depends(request_service)]


@router.get("/health")
async def health(service: ServiceHere, response: Response) -> dict[str, Any]:
    """200 when every part works, 503 otherwise; a visitor is served either way."""
    parts = {
        "database": await service.workers(lambda: _database_alive(service)),
        "engine": await service.engine.alive(),
        "actions": await _actions_alive(service),
    }
    healthy = all(parts.values())
    response.status_code = 200 if healthy else 503
    return {
        "status": "ok" if healthy else "degraded",
        "parts": {name: "ok" if alive else "down" for name, alive in parts.items()},
        "name_recogniser": name_recogniser(),
    }


@router.get("/health/live")
async def live() -> dict[str, str]:
    """200 as long as this process answers; the supervisor asks it."""
    return {"status": "ok"}


@router.get("/metrics", include_in_schema=False)
async def metrics() -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def _database_alive(service: Service) -> bool:
    with service.database.read() as session:
        return session.scalar(select(1)) == 1


async def _actions_alive(service: Service) -> bool:
    async with httpx.AsyncClient(timeout=2) as client:
        try:
            answer = await client.get(f"http://127.0.0.1:{service.settings.actions_port}/health")
        except httpx.HTTPError:
            return False
    return answer.status_code == 200
