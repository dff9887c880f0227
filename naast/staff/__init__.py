"""Professionals: their accounts, roles and sessions."""
