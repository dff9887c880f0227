from naast.understanding.ranking import fitness
from naast.understanding.training import TopicFacts

BABY = TopicFacts((0, 1), ("ouder",))
YOUTHS_ONLY = TopicFacts((11, 23), ("jongere",))


def test_a_topic_for_babies_is_unlikely_for_a_child_of_fourteen() -> None:
    assert fitness(BABY, 14, "parent") < fitness(BABY, 3, "parent") < fitness(BABY, 0.5, "parent")


def test_no_age_moves_nothing() -> None:
    assert fitness(BABY, None, "parent") == 1


def test_a_topic_for_youths_only_is_less_likely_for_a_parent() -> None:
    assert fitness(YOUTHS_ONLY, 15, "parent") < fitness(YOUTHS_ONLY, 15, "youth")


def test_a_broad_topic_goes_before_a_narrow_one_that_is_hardly_likelier() -> None:
    narrow = TopicFacts((0, 1), ("ouder",), narrow=True)
    assert 0.5 * fitness(narrow, 1, "parent") < 0.4 * fitness(BABY, 1, "parent")
    assert 0.9 * fitness(narrow, 1, "parent") > 0.1 * fitness(BABY, 1, "parent")
