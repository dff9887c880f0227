"""How well a topic fits an age and an audience, broad before narrow. It moves topics, it never hides one."""

from __future__ import annotations

from naast.understanding.training import TopicFacts

_FAR_FROM_AGE = 0.2
_NEAR_AGE = 0.6
_NEAR_YEARS = 1.5
_WRONG_AUDIENCE = 0.5
_NARROW = 0.5

_YOUTH, _YOUTH_AUDIENCE = "youth", "jongere"


def fitness(topic: TopicFacts, age: float | None, audience: str) -> float:
    """A factor from 0.05 to 1 for a line that names `age` (years) by a "parent" or a "youth"."""
    return _by_age(topic.ages, age) * _by_audience(topic.audience, audience) * (_NARROW if topic.narrow else 1.0)


def _by_age(ages: tuple[int, int], age: float | None) -> float:
    if age is None:
        return 1.0
    low, high = ages
    outside = max(low - age, age - (high + 1), 0.0)
    if outside == 0:
        return 1.0
    return _NEAR_AGE if outside <= _NEAR_YEARS else _FAR_FROM_AGE


def _by_audience(topic_audience: tuple[str, ...], audience: str) -> float:
    if audience == _YOUTH:
        return 1.0 if _YOUTH_AUDIENCE in topic_audience else _WRONG_AUDIENCE
    return _WRONG_AUDIENCE if topic_audience == (_YOUTH_AUDIENCE,) else 1.0
