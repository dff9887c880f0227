"""A question that only makes sense after an answer."""

from __future__ import annotations

from actions.base import TurnAction
from actions.toolkit import Event, TurnContext, missed, understood
from naast.conversation.content import Content
from naast.knowledge.answer import tips


class FollowUp(TurnAction):
    """Stay on the topic: what fits the age that was named, else the tips; a person knows more."""

    action_name = "action_follow_up"

    def answer(self, turn: TurnContext) -> tuple[list[Content], list[Event]]:
        topic = self.toolkit.topics.get(turn.topic or "")
        if topic is None:
            content, miss = missed(self.toolkit, turn, self.toolkit.say(turn, "ask_back"), ())
            return [content], [miss]
        if variant := topic.variant_for(turn.age):
            return [Content(f"{variant.title}: {variant.text}", (self.toolkit.person,))], understood()
        more = tips(topic, self.toolkit.texts).then(self.toolkit.say(turn, "follow_up_none"))
        return [more], understood()
