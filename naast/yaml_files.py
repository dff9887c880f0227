"""Read YAML with the fast parser; the content has thousands of lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def parse_yaml(text: str) -> Any:
    """The value in `text`. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=yaml.CSafeLoader)


def read_yaml(file: Path) -> Any:
    return parse_yaml(file.read_text("utf-8"))
