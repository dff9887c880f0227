"""Rates over questions: the right topic, the right decision, in groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from naast.evaluation.questions import ELSEWHERE, IN_SCOPE, VAGUE, Question
from naast.knowledge.topics import Topic
from naast.rates import Rate
from naast.understanding.intents import Decision
from naast.understanding.understand import Understanding

Found = Sequence[tuple[str, ...]]
"""Topic ids per question, best first."""
_AGE_BANDS = ((0, 3), (4, 11), (12, 17), (18, 23))


def right_topic(questions: Sequence[Question], found: Found, among: int) -> Rate:
    """How often a right topic is among the first `among`."""
    right = [bool({*topics[:among]} & {*q.topics}) for q, topics in zip(questions, found, strict=True)]
    return Rate(sum(right), len(right))


def decisions(questions: Sequence[Question], meanings: Sequence[Understanding]) -> list[tuple[str, Rate]]:
    """What was decided, per scope of the question."""

    def share(scope: str, decision: Decision) -> Rate:
        made = [m.decision is decision for q, m in zip(questions, meanings, strict=True) if q.scope == scope]
        return Rate(sum(made), len(made))

    return [
        ("in scope: refused as out of scope", share(IN_SCOPE, Decision.OUT_OF_SCOPE)),
        ("in scope: answered at once", share(IN_SCOPE, Decision.ANSWER)),
        ("in scope: asked back", share(IN_SCOPE, Decision.CLARIFY)),
        ("out of scope: answered as a question about children", share(ELSEWHERE, Decision.ANSWER)),
        ("vague: asked back", share(VAGUE, Decision.CLARIFY)),
    ]


def by_group(
    questions: Sequence[Question], found: Found, topics: dict[str, Topic]
) -> list[tuple[str, Rate, Rate]]:
    """(group, top-1, top-3) for who asks and for the age that the topic is about."""
    groups: list[tuple[str, Callable[[Question], bool]]] = [
        (f"asked by a {audience}", lambda q, audience=audience: q.audience == audience)  # type: ignore[misc]
        for audience in ("parent", "youth")
    ]
    for low, high in _AGE_BANDS:
        groups.append((f"about {low}-{high} years", lambda q, low=low, high=high: _about(topics, q, low, high)))  # type: ignore[misc]
    rows = []
    for name, belongs in groups:
        pairs = [(q, f) for q, f in zip(questions, found, strict=True) if belongs(q)]
        chosen, theirs = [q for q, _ in pairs], [f for _, f in pairs]
        rows.append((name, right_topic(chosen, theirs, 1), right_topic(chosen, theirs, 3)))
    return rows


def _about(topics: dict[str, Topic], question: Question, low: int, high: int) -> bool:
    """The middle of the topic's ages falls in the band."""
    topic = topics.get(question.topics[0]) if question.topics else None
    return topic is not None and low <= sum(topic.ages) // 2 <= high
