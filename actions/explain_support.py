"""JIM, maatje, steungezin, or somebody who wants to help."""

from __future__ import annotations

from dataclasses import replace

from actions.base import TurnAction
from actions.flow_events import keep
from actions.toolkit import Event, TurnContext, understood
from naast.conversation.content import Content
from naast.flows.talk import OFFERED
from naast.support.offers import Offer, Wanted, choose
from naast.support.offers_in_words import offers_content

_FLOWS = {"find_jim": "jim", "find_maatje": "maatje", "find_steungezin": "steungezin", "offer_help": "offer"}
_KINDS = {"find_maatje": "maatje", "find_steungezin": "steungezin"}
"""Questions to which the social map has an answer."""


class ExplainSupport(TurnAction):
    """Say what it is, without promising a match or a date; then offer the questions, and always a person.

    A JIM is chosen and asked by the youth; a volunteer is matched by staff (domain.md 2).
    """

    action_name = "action_explain_support"

    def answer(self, turn: TurnContext) -> tuple[list[Content], list[Event]]:
        content = Content(self.toolkit.say(turn, f"support.{turn.intent}"), (self.toolkit.person,))
        content = offers_content(content, self._offers(turn), self.toolkit.texts, self._exists(turn))
        content, kept = self._begin(turn, content)
        return [content], [*understood(), *kept]

    def _begin(self, turn: TurnContext, content: Content) -> tuple[Content, list[Event]]:
        """The button that begins; a yes begins it too, unless another conversation is under way."""
        flow = self.toolkit.flows.get(_FLOWS[turn.intent])
        offer = flow.offer(self.toolkit.heard(turn)) if flow else None
        if offer is None:
            return content, []
        sentence, begin, state = offer
        content = replace(content.then(sentence), choices=(begin, *content.choices))
        busy = turn.flow is not None and turn.flow["step"] != OFFERED
        return content, [] if busy else keep(state)

    def _offers(self, turn: TurnContext) -> list[Offer]:
        kind = _KINDS.get(turn.intent)
        if kind is None:
            return []
        place = self.toolkit.municipalities[turn.municipality]
        wanted = Wanted(
            kind,
            "jongere" if turn.youth else "ouder",
            place.id,
            age=turn.age,
            exists_here=self._exists(turn),
        )
        return choose(self.toolkit.offers, wanted, self.toolkit.clock().date())

    def _exists(self, turn: TurnContext) -> dict[str, bool | None]:
        profile = self.toolkit.municipalities[turn.municipality].profile
        return {name: programme.exists for name, programme in profile.local.items()}
