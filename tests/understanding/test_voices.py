from pathlib import Path

import pytest

from naast.content import KnowledgeContent
from naast.errors import ContentError
from naast.evaluation.questions import load_questions
from naast.settings import Settings
from naast.understanding.voices import intents_with, read_voice, read_voices, topics_with

DATA = Settings().training_dir


def test_a_voice_adds_its_lines_behind_the_topics_own_and_repeats_none(
    content: KnowledgeContent, tmp_path: Path
) -> None:
    topic = content.topics["driftbuien"]
    own = topic.examples[0]
    (tmp_path / "one.yaml").write_text(
        f"topics: {{driftbuien: [hij gooit zich op de grond, {own!r}]}}\nintents: {{thanks: [top man]}}\n"
    )
    voices = read_voices(tmp_path)
    learnt = topics_with(content.topics, voices)
    assert learnt["driftbuien"].examples == (*topic.examples, "hij gooit zich op de grond")
    assert learnt["gamen"].examples == content.topics["gamen"].examples
    assert intents_with({"thanks": ("dank",)}, voices) == {"thanks": ("dank", "top man")}


@pytest.mark.parametrize(
    "text", ["", "- a\n", "topics: {}\n", "topics: []\nintents: {}\n", "topics: {a: [1]}\nintents: {}\n"]
)
def test_a_file_that_is_no_voice_says_what_belongs_there(tmp_path: Path, text: str) -> None:
    (tmp_path / "broken.yaml").write_text(text)
    with pytest.raises(ContentError, match="topics"):
        read_voice(tmp_path / "broken.yaml")


def test_no_voices_is_no_error(tmp_path: Path) -> None:
    assert read_voices(tmp_path / "nothing") == ()


def test_nothing_that_is_examined_is_learnt(content: KnowledgeContent) -> None:
    learnt = topics_with(content.topics, read_voices(DATA / "voices"))
    lines = {text.casefold() for topic in learnt.values() for text in topic.examples}
    examined = load_questions(DATA / "unseen" / "questions.jsonl")
    assert {topic for question in examined for topic in question.topics} == set(content.topics)
    assert [question.text for question in examined if question.text.casefold() in lines] == []
