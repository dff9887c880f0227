"""Where is somebody, as far as four digits of a postcode say it?

A municipality's file gives the middle of each postcode area it serves. What it doesn't give, we don't guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import asin, cos, radians, sin, sqrt

_POSTCODE = re.compile(r"[1-9]\d{3}")
_EARTH_KM = 6371.0

Areas = Mapping[str, tuple[float, float]]
"""Postcode-4 → latitude, longitude of its middle, in degrees."""


def is_postcode4(value: object) -> bool:
    return isinstance(value, str) and _POSTCODE.fullmatch(value) is not None


def distance_km(areas: Areas, one: str, other: str) -> float | None:
    """Between the middles of two areas as the crow flies; 0 within one area; None when we don't know."""
    if one == other:
        return 0.0
    if one not in areas or other not in areas:
        return None
    (lat1, lon1), (lat2, lon2) = areas[one], areas[other]
    half = sin(radians(lat2 - lat1) / 2) ** 2
    half += cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))
