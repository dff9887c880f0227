"""The five steps of the meldcode as a help card for the professional. The assistant never takes a step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def load_meldcode(file: Path) -> dict[str, Any]:
    card: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return card
