"""Who did what, and when: append-only, chained, without a word of a chat."""
