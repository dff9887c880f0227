"""What the assistant does in a turn. One action per file, thin: each asks naast/ and says the result."""
