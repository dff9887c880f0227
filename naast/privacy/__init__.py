"""Redaction, encryption, retention, export and deletion."""
