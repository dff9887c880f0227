"""Guided conversations: a few questions in turn, with room to wander off, stop or ask for a person (ADR 0005)."""
