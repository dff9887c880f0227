"""From a proposal to a year together, and out again at any moment."""

from __future__ import annotations

from enum import StrEnum


class MatchState(StrEnum):
    PROPOSED = "proposed"
    DECLINED = "declined"
    MEETING = "meeting"
    TRIAL = "trial"
    STARTED = "started"
    ENDED = "ended"


RUNNING = frozenset({MatchState.PROPOSED, MatchState.MEETING, MatchState.TRIAL, MatchState.STARTED})
"""These take up a place of the volunteer."""
