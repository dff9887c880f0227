"""Indicators without personal data (domain.md section 6, S4.9)."""
