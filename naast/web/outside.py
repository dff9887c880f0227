"""Somebody from a municipality that this installation doesn't serve: no wall, but honest, with the lines."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from naast.conversation.content import Content
from naast.knowledge.municipality_profile import Place
from naast.web.service import Service


def outside(service: Service, municipality_id: str | None) -> Place | None:
    """The place, when we know it and don't serve it."""
    place = service.content.places.get(municipality_id or "")
    return place if place and not place.served else None


def where_to_go(service: Service, place: Place, *, youth: bool) -> Content:
    """What we can do, where this visitor's own municipality is, and the lines that work everywhere."""
    texts = service.content.texts
    website = place.profile.website
    where = texts.say("outside.where", where=website) if website else ""
    here = service.municipality(service.settings.municipality)
    known = service.receivers[here.id].replies.helplines
    local = service.clock().astimezone(ZoneInfo(here.time_zone))
    ids = texts.lookup("outside.young_lines" if youth else "outside.lines")
    card = {
        "type": "helplines",
        "category": "outside",
        "lines": [known[line].to_json(local) for line in ids],
    }
    return Content(texts.say("outside.text", place=place.name, where=where), (), card)
