"""Rasa as it comes, on the same examples: DIET for intents, ResponseSelector for topics (`bench/stock_rasa/`)."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from naast.errors import SetupError
from naast.evaluation.questions import Question
from naast.knowledge.topics import Topic
from naast.settings import PROJECT_ROOT, Settings
from naast.supervisor.serve import dialogue_environment
from naast.understanding.examples import Intents
from naast.understanding.intents import PARENTING_QUESTION

_FILES = PROJECT_ROOT / "bench" / "stock_rasa"
_MARKUP = str.maketrans("[]{}", "()()")
"""Brackets mean entities in Rasa's training data."""


@dataclass(frozen=True, slots=True)
class StockAnswer:
    intent: str
    topics: tuple[str, ...]
    ms: float


@dataclass(frozen=True, slots=True)
class StockRun:
    """What stock Rasa said of each line, and what it took."""

    answers: tuple[StockAnswer, ...]
    train_s: float
    peak_mb: float


def diet(settings: Settings, intents: Intents, lines: Sequence[str]) -> StockRun:
    """Train DIET on the intents. Minutes to an hour. Raises SetupError without the engine's environment."""
    blocks = [block(name, texts) for name, texts in intents.items()]
    return _run(settings, "diet.yml", blocks, {"intents": sorted(intents)}, lines)


def response_selector(settings: Settings, topics: Mapping[str, Topic], questions: Sequence[Question]) -> StockRun:
    """Train ResponseSelector on the topics' examples. As `diet`."""
    blocks = [block(f"{PARENTING_QUESTION}/{topic.id}", topic.examples) for topic in topics.values()]
    responses = {f"utter_{PARENTING_QUESTION}/{id_}": [{"text": id_}] for id_ in topics}
    domain = {"intents": [PARENTING_QUESTION], "responses": responses}
    return _run(settings, "response_selector.yml", blocks, domain, [q.text for q in questions])


def _run(
    settings: Settings, config: str, blocks: list[dict[str, str]], domain: dict[str, Any], lines: Sequence[str]
) -> StockRun:
    python = settings.resolved_bot_python
    if not python.exists():
        raise SetupError(f"{python} is missing; run `make setup` or leave stock Rasa out.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(_FILES / config, folder / "config.yml")
        write(folder / "nlu.yml", {"version": "3.1", "nlu": blocks})
        write(folder / "domain.yml", {"version": "3.1", **domain})
        (folder / "lines.json").write_text(json.dumps(list(lines)), "utf-8")
        command = [str(python), str(_FILES / "peer.py"), name]
        done = subprocess.run(command, cwd=name, env=dialogue_environment(folder), capture_output=True, text=True)
        if done.returncode:
            raise SetupError(f"Stock Rasa could not be measured:\n{done.stderr[-2000:]}")
        told = json.loads((folder / "answers.json").read_text("utf-8"))
    answers = tuple(StockAnswer(a["intent"], tuple(a["topics"]), a["ms"]) for a in told["answers"])
    return StockRun(answers, told["train_s"], told["peak_mb"])


def block(name: str, texts: Iterable[str]) -> dict[str, str]:
    """An intent of Rasa's training data."""
    lines = (" ".join(text.split()).translate(_MARKUP) for text in texts)
    return {"intent": name, "examples": "".join(f"- {line}\n" for line in lines)}


def write(file: Path, data: dict[str, Any]) -> None:
    """As YAML."""
    file.write_text(yaml.safe_dump(data, allow_unicode=True, width=1_000_000), "utf-8")
