"""Signatures over the raw bytes that came in, compared in constant time."""

from __future__ import annotations

import hmac


def signature(secret: str, body: bytes) -> str:
    """HMAC-SHA256, 64 hex digits."""
    return hmac.digest(secret.encode(), body, "sha256").hex()


def same(secret: str, body: bytes, given: str) -> bool:
    return hmac.compare_digest(signature(secret, body).encode(), given.encode())
