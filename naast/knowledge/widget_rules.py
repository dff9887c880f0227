"""Where a municipality puts the widget: on which websites, and on which of their pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from naast.errors import ContentError

FIELDS = ("origins", "show_on", "hide_on", "youth_on")
ORIGIN = re.compile(r"https://[a-z0-9.-]+(?::\d{1,5})?|http://(?:localhost|127\.0\.0\.1)(?::\d{1,5})?")
"""Scheme and host as a browser sends them: no path, no slash at the end."""
PATTERN = re.compile(r"/\S*")
"""A path of a page; `*` stands for anything."""


@dataclass(frozen=True, slots=True)
class WidgetRules:
    """Without `show_on` the widget is on every page; `hide_on` wins; `youth_on` gives the youths' tone."""

    origins: frozenset[str] = frozenset()
    show_on: tuple[str, ...] = ()
    hide_on: tuple[str, ...] = ()
    youth_on: tuple[str, ...] = ()

    @classmethod
    def of(cls, raw: Mapping[str, Any], where: str) -> WidgetRules:
        """Raises ContentError."""
        for name, values in raw.items():
            if name not in FIELDS or not isinstance(values, list):
                raise ContentError(where, f"widget heeft alleen lijsten met de naam {', '.join(FIELDS)}.")
            form = ORIGIN if name == "origins" else PATTERN
            for value in values:
                if not isinstance(value, str) or not form.fullmatch(value):
                    raise ContentError(where, f"widget.{name}: {value!r} heeft niet de goede vorm.")
        return cls(
            frozenset(raw.get("origins", ())),
            tuple(raw.get("show_on", ())),
            tuple(raw.get("hide_on", ())),
            tuple(raw.get("youth_on", ())),
        )

    def to_json(self) -> dict[str, list[str]]:
        """What the widget needs to know; the list of websites stays here."""
        return {"show_on": list(self.show_on), "hide_on": list(self.hide_on), "youth_on": list(self.youth_on)}
