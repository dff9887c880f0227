"""The one place that talks to the dialogue engine: send a turn, map its replies, fail open."""
