"""A question that a number from 0 to 10 answers."""

from __future__ import annotations

from naast.flows.reader import Reply
from naast.flows.step import Step
from naast.flows.talk import Talk


class NumberStep(Step):
    free = False

    def fits(self, reply: Reply, talk: Talk) -> bool:
        return reply.number is not None and reply.words <= 10 and not reply.asks
