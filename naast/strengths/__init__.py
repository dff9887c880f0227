"""Eigen kracht: what already works, who is around you, one small step, and the plan they make (domain.md 1)."""
