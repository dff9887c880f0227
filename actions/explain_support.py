"""JIM, maatje, steungezin, or somebody who wants to help."""

from __future__ import annotations

from dataclasses import replace

from actions.base import TurnAction
from actions.flow_events import keep
from actions.toolkit import Event, TurnContext, understood
from naast.conversation.content import Content
from naast.flows.talk import OFFERED
from naast.support.conversations.who_can_help import ask_who_can_help
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
        content = self._with_offers(turn, content)
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

    def _with_offers(self, turn: TurnContext, content: Content) -> Content:
        """What the social map has; and the question for a postcode, when that could bring it nearer."""
        kind = _KINDS.get(turn.intent)
        if kind is None:
            return content
        social_map, say = self.toolkit.social_map, self.toolkit.say
        wanted = social_map.wanted(kind, turn.municipality, youth=turn.youth, age=turn.age)
        if found := social_map.find(wanted):
            content = content.then(say(turn, "offers.intro"))
            exists = social_map.exists(turn.municipality)
            content = offers_content(content, found, say(turn, "offers.maybe_here"), exists)
        if social_map.postcode_matters(wanted):
            nearer = ask_who_can_help(kind, say(turn, "offers.nearer_title"))
            content = replace(content, choices=(nearer, *content.choices))
        return content
