"""`naast bench`: how long screening and understanding a line take on this machine, per line, in milliseconds."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from naast.content import load_content
from naast.settings import Settings
from naast.understanding.load import load_understander

_LINES = 300


def main() -> None:
    settings = Settings()
    content = load_content(settings)
    lines = [topic.examples[i] for i in range(3) for topic in content.topics.values()][:_LINES]
    screener, understander = content.screener(settings), load_understander(settings, content.topics)
    print("per line, ms      p50    p95    p99")
    print(_row("screening", screener.screen, lines))
    print(_row("understanding", understander.understand, lines))


def _row(name: str, work: Callable[[str], object], lines: list[str]) -> str:
    for line in lines[:20]:
        work(line)
    took = []
    for line in lines:
        began = time.perf_counter()
        work(line)
        took.append((time.perf_counter() - began) * 1000)
    cuts = statistics.quantiles(took, n=100)
    return f"{name:<15} {cuts[49]:6.1f} {cuts[94]:6.1f} {cuts[98]:6.1f}"


if __name__ == "__main__":
    main()
