"""Offers of the social map in a message: the words say all that the card says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from naast.conversation.content import Content
from naast.knowledge.texts import Texts
from naast.support.offers import Offer


def offers_content(
    content: Content, offers: Sequence[Offer], texts: Texts, exists_here: Mapping[str, bool | None]
) -> Content:
    """`content` with the offers below it, and as a card. Nothing changes when there are none."""
    if not offers:
        return content
    lines = "\n".join(f"- {_in_words(offer, texts, exists_here)}" for offer in offers)
    card = {"type": "offers", "offers": [_shape(offer) for offer in offers]}
    return replace(content.then(f"{texts.say('offers.intro')}\n{lines}"), card=card)


def _in_words(offer: Offer, texts: Texts, exists_here: Mapping[str, bool | None]) -> str:
    parts = [f"{offer.name}: {offer.what}", offer.costs or ""]
    if offer.area.national and exists_here.get(offer.programme or "") is not True:
        parts.append(texts.say("offers.maybe_here"))
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
