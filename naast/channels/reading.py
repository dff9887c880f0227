"""Read JSON of others without trusting its shape: what is missing or of another kind is empty."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from naast.errors import WebhookRefused


def parsed(body: bytes) -> dict[str, Any]:
    """The JSON object in `body`. Raises WebhookRefused when it is none."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise WebhookRefused("malformed", 400) from error
    if not isinstance(value, dict):
        raise WebhookRefused("malformed", 400)
    return value


def part(value: Any, *path: str) -> dict[str, Any]:
    """The object at the end of `path`."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def objects(value: Any, name: str) -> Iterator[dict[str, Any]]:
    """The objects in the list `name`."""
    found = value.get(name) if isinstance(value, dict) else None
    yield from (item for item in (found if isinstance(found, list) else []) if isinstance(item, dict))


def word(value: Any, name: str, longest: int = 300) -> str:
    """The text (or number, as text) under `name`; too long is empty."""
    found = value.get(name) if isinstance(value, dict) else None
    if isinstance(found, int) and not isinstance(found, bool):
        found = str(found) if abs(found) < 10**30 else ""
    return found.replace("\x00", "") if isinstance(found, str) and len(found) <= longest else ""
