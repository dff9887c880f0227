"""A parent looks for a steungezin: the four questions of Buurtgezinnen, and what a coordinator needs to begin.

The questions: what support, what matters in raising children, what do you expect, what can you do for others
(https://www.buurtgezinnen.nl/werkwijze, read 2026-11-23; asked in our own words).
"""

from __future__ import annotations

from naast.flows.step import Step
from naast.support.conversations.form import Form
from naast.support.conversations.steps import Ages, Postcode, Story, Times
from naast.support.kinds import Kind


class Support(Story):
    """What kind of support would help?"""

    name = "support"


class Important(Story):
    """What matters to you in raising children?"""

    name = "important"


class Expect(Story):
    """What do you expect of the other family?"""

    name = "expect"


class GiveBack(Story):
    """What could you do for them or the neighbourhood? Being asked gives back some dignity (domain.md 1.2)."""

    name = "give_back"


class Network(Story):
    """Who helps already? Roles, no names."""

    name = "network"


class Steungezin(Form):
    """Steungezin (domain.md 2.1): no promise, no date, a coordinator calls."""

    name = "steungezin"
    kind = Kind.STEUNGEZIN
    explained_by = "find_steungezin"

    def questions(self) -> tuple[Step, ...]:
        return (
            Support(),
            Ages(self.form_reader),
            Times(self.form_reader),
            Important(),
            Expect(),
            GiveBack(),
            Network(),
            Postcode(),
        )
