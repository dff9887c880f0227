"""How well lines are understood: on labelled questions and on examples kept apart, beside two peers."""
