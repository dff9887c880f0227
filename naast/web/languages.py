"""The fixed texts in other languages, for the switch in the menu."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from naast.errors import InvalidInput
from naast.web.public import ServiceHere

router = APIRouter(prefix="/api/v1", tags=["visitor"])


@router.get("/languages")
async def languages(service: ServiceHere) -> dict[str, Any]:
    """Which languages there are, each by its own name."""
    known = service.content.languages.by_code.values()
    return {"languages": [{"code": one.code, "name": one.name, "direction": one.direction} for one in known]}


@router.get("/languages/{code}")
async def language(
    service: ServiceHere, code: str, municipality: Annotated[str | None, Query()] = None
) -> dict[str, Any]:
    """What this is, a person with an interpreter, and the numbers to call. 422 for a language that isn't there."""
    texts = service.content.languages
    place = service.content.municipalities.get(municipality or service.settings.municipality)
    if place is None:
        raise InvalidInput("Deze gemeente kennen we niet.", "municipality")
    if code not in texts.by_code:
        raise InvalidInput("In deze taal hebben we geen tekst.", "code")
    one = texts.by_code[code]
    return {
        "code": one.code,
        "name": one.name,
        "direction": one.direction,
        "text": texts.words(code, place.desk_name),
        "person": one.person,
        "back": one.back,
        "lines": texts.numbers(code, service.receivers[place.id].replies.helplines),
    }
