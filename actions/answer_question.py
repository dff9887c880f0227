"""A question about growing up."""

from __future__ import annotations

from dataclasses import replace

from actions.base import TurnAction
from actions.flow_events import keep, may_offer
from actions.toolkit import Event, TurnContext, missed, slot, understood
from naast.conversation.content import Choice, Content
from naast.knowledge.answer import answer

_CHOICES = 3
_OFFERED = "strengths"
_OFFERED_AFTER = {"jim_mentor": "jim", "steungezin_vragen": "steungezin"}
"""After these topics the questions that belong to them."""


class AnswerQuestion(TurnAction):
    """Answer from the knowledge base, or ask back between close topics, or say that we don't know yet."""

    action_name = "action_answer_question"

    def answer(self, turn: TurnContext) -> tuple[list[Content], list[Event]]:
        known = [topic for topic in turn.ranked if self._may_show(topic)]
        if turn.chosen_topic:
            known = [turn.chosen_topic] if self._may_show(turn.chosen_topic) else []
        if not known:
            content, miss = missed(self.toolkit, turn, self.toolkit.say(turn, "not_known"), ())
            return [content], [miss]
        if turn.decision == "clarify" and not turn.chosen_topic and len(known) > 1:
            return [self._which(turn, known[:_CHOICES])], []
        content = answer(
            self.toolkit.topics[known[0]],
            self.toolkit.texts,
            age=turn.age,
            youth=turn.youth,
            demo=self.toolkit.demo,
        )
        content, kept = self._offer(replace(turn, topic=known[0]), content)
        return [content], [slot("topic", known[0]), *understood(), *kept]

    def _offer(self, turn: TurnContext, content: Content) -> tuple[Content, list[Event]]:
        """After the answer, never instead of it: shall we think on together? Once, if it was declined."""
        name = _OFFERED_AFTER.get(turn.topic or "", _OFFERED)
        flow = self.toolkit.flows.get(name)
        if flow is None or not may_offer(turn, name):
            return content, []
        offer = flow.offer(self.toolkit.heard(turn))
        if offer is None:
            return content, []
        sentence, begin, state = offer
        card = {**(content.card or {}), "offer": sentence}
        return replace(content.then(sentence), choices=(begin, *content.choices), card=card), keep(state)

    def _which(self, turn: TurnContext, topics: list[str]) -> Content:
        choices = [
            Choice(f"topic:{topic}", self.toolkit.topics[topic].title, "choose_topic", {"topic": topic})
            for topic in topics
        ]
        none = Choice("none_of_these", self.toolkit.say(turn, "clarify.none"), "none_of_these")
        return Content(self.toolkit.say(turn, "clarify"), (*choices, none))

    def _may_show(self, topic_id: str) -> bool:
        """Outside the demo a topic that no professional signed stays out of sight."""
        topic = self.toolkit.topics.get(topic_id)
        return topic is not None and (self.toolkit.demo or topic.reviewed_by is not None)
