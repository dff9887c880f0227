"""The five steps of the meldcode as a help card for the professional. The assistant never takes a step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from naast.yaml_files import read_yaml


def load_meldcode(file: Path) -> dict[str, Any]:
    card: dict[str, Any] = read_yaml(file)
    return card
