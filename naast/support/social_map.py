"""The social map as one municipality's visitors see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from naast.knowledge.municipalities import Municipality, load_municipality
from naast.knowledge.municipality_profile import served_ids
from naast.support.offers import Offer, Wanted, choose, load_offers, postcode_matters


@dataclass(frozen=True, slots=True)
class SocialMap:
    """`municipalities` by id say which programmes exist there; `today` decides what is still fresh."""

    offers: tuple[Offer, ...]
    municipalities: Mapping[str, Municipality]
    today: Callable[[], date]

    @classmethod
    def load(cls, knowledge: Path, today: Callable[[], date]) -> SocialMap:
        """Raises ContentError."""
        folder = knowledge / "municipalities"
        places = {id: load_municipality(folder, id) for id in served_ids(folder)}
        return cls(tuple(load_offers(knowledge / "social_map").values()), places, today)

    def wanted(
        self, kind: str, municipality: str, *, youth: bool, age: float | None, postcode4: str | None = None
    ) -> Wanted:
        """What this visitor looks for, with what we know of their municipality."""
        audience = "jongere" if youth else "ouder"
        return Wanted(kind, audience, municipality, age, postcode4, self.exists(municipality))

    def find(self, wanted: Wanted) -> list[Offer]:
        """At most three that fit, what is nearest first."""
        return choose(self.offers, wanted, self.today())

    def postcode_matters(self, wanted: Wanted) -> bool:
        """Whether four digits could change what `find` gives."""
        return postcode_matters(self.offers, wanted, self.today())

    def exists(self, municipality: str) -> dict[str, bool | None]:
        """Programme → whether it is there; None: unknown."""
        local = self.municipalities[municipality].profile.local
        return {name: programme.exists for name, programme in local.items()}
