"""Calls of an API, made up from its own description."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_FORMATS = {"date": "2026-12-01", "date-time": "2026-12-01T10:00:00Z"}


def calls(openapi: dict[str, Any], part: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path (with its parameters' names) and a body that fits, of every call under `part`."""
    for path, operations in openapi["paths"].items():
        if part not in path:
            continue
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            yield method.upper(), path, _example(content.get("schema", {}), openapi) or {}


def filled(path: str) -> str:
    """The path with something in the place of each parameter."""
    return re.sub(
        r"\{(\w+)\}",
        lambda found: "1" if found[1].endswith(("task_id", "staff_id", "miss_id")) else "0" * 32,
        path,
    )


def _example(schema: dict[str, Any], openapi: dict[str, Any]) -> Any:
    if "$ref" in schema:
        found = openapi
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return _example(found, openapi)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        needed = schema.get("required", [])
        return {name: _example(schema["properties"][name], openapi) for name in needed}
    return {"string": _FORMATS.get(schema.get("format", ""), "xxxx"), "integer": 1, "boolean": True}.get(
        kind or ""
    )
