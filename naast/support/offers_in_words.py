"""Offers of the social map in a message: the words say all that the card says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from naast.conversation.content import Content
from naast.support.offers import Offer


def offers_content(
    content: Content, offers: Sequence[Offer], maybe_here: str, exists_here: Mapping[str, bool | None]
) -> Content:
    """`content` with the offers below it, and as a card. Nothing changes when there are none.

    `maybe_here` is said of a national offer of which we don't know whether this municipality has it.
    """
    if not offers:
        return content
    lines = "\n".join(f"- {_in_words(offer, maybe_here, exists_here)}" for offer in offers)
    card = {"type": "offers", "offers": [_shape(offer) for offer in offers]}
    return replace(content, text=f"{content.text}\n{lines}", card=card)


def _in_words(offer: Offer, maybe_here: str, exists_here: Mapping[str, bool | None]) -> str:
    parts = [f"{offer.name}: {offer.what}", offer.costs or ""]
    if offer.area.national and exists_here.get(offer.programme or "") is not True:
        parts.append(maybe_here)
    parts.append(offer.website or "")
    return " ".join(part for part in parts if part)


def _shape(offer: Offer) -> dict[str, Any]:
    return {
        "id": offer.id,
        "name": offer.name,
        "what": offer.what,
        "costs": offer.costs,
        "waiting_time": offer.waiting_time,
        "safeguards": offer.safeguards,
        "website": offer.website,
        "phone": offer.phone,
        "owner": offer.owner,
    }
