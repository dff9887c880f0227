"""What a line means: its intent, the topics it may be about, the ages in it, and what to do with it.

One judgement for all: the web process passes it to the dialogue engine with each turn, `naast ask` prints it
and the desk's search uses it (docs/decisions/0003-one-understanding.md).
"""
