"""Naast ("beside you"): the service. It imports nothing of Rasa; see docs/decisions/0001-two-pythons.md."""

__version__ = "0.1.0"
