"""Screening of every message, what is said at once, and the signal for the desk.

Works without the dialogue engine and without a database; the rules are data in `knowledge/safety/`.
"""
