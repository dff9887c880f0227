"""A conversation: who answers in it (its mode), its messages in order, and how they reach whoever listens."""
