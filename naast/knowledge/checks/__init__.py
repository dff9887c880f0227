"""What `naast check` looks at: one concept per file; `naast/knowledge/check.py` puts them together."""
