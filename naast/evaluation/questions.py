"""`naast eval`: how well lines are understood, on labelled questions. Writes docs/eval.md."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from naast.asking import Asker
from naast.errors import SetupError
from naast.settings import PROJECT_ROOT, Settings

Answer = dict[str, Any]
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Measure:
    """`hits` of `total`, with a 95 % Wilson interval."""

    name: str
    hits: int
    total: int

    def to_row(self) -> str:
        if not self.total:
            return f"| {self.name} | - | 0 | - |"
        p, n = self.hits / self.total, self.total
        middle, half = p + _Z**2 / (2 * n), _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n))
        low, high = (middle - half) / (1 + _Z**2 / n), (middle + half) / (1 + _Z**2 / n)
        return f"| {self.name} | {p:.3f} | {n} | {max(low, 0):.2f}-{high:.2f} |"


def main_report(settings: Settings, questions: Path | None, page: Path = PROJECT_ROOT / "docs" / "eval.md") -> str:
    """Measure on `questions` (JSONL: text, scope, topics) and write `page`. Raises SetupError without them."""
    if questions is None or not questions.exists():
        raise SetupError("Give labelled lines: naast eval --questions FILE.jsonl (text, scope, topics).")
    labelled = [json.loads(line) for line in questions.read_text("utf-8").splitlines() if line.strip()]
    answers = list(Asker.load(settings).ask([(line["text"], "parent") for line in labelled]))
    report = "\n".join(measure.to_row() for measure in measures(labelled, answers))
    table = f"| measure | value | lines | 95 % interval |\n|---|---|---|---|\n{report}\n"
    page.write_text(f"# How well lines are understood\n\nMade by `make eval`; not edited by hand.\n\n{table}")
    return table


def measures(labelled: list[dict[str, Any]], answers: list[Answer]) -> list[Measure]:
    """Ranking and decisions, per scope of the label."""
    pairs = list(zip(labelled, answers, strict=True))

    def counted(name: str, scope: str, hit: Callable[[dict[str, Any], Answer], bool]) -> Measure:
        chosen = [(line, answer) for line, answer in pairs if line["scope"] == scope]
        return Measure(name, sum(hit(line, answer) for line, answer in chosen), len(chosen))

    return [
        counted("in scope: right topic first", "in", lambda q, a: _first(a, 1, q)),
        counted("in scope: right topic in the first three", "in", lambda q, a: _first(a, 3, q)),
        counted("in scope: refused", "in", lambda _, a: a["decision"] == "out_of_scope"),
        counted("out of scope: answered as a question", "oos", lambda _, a: a["decision"] == "answer"),
        counted("vague: asked back", "vague", lambda _, a: a["decision"] == "clarify"),
        counted("in scope: safety alarm", "in", lambda _, a: a["safety"]["class"] == "alarm"),
    ]


def _first(answer: Answer, count: int, question: dict[str, Any]) -> bool:
    return any(topic["id"] in question["topics"] for topic in answer["topics"][:count])
