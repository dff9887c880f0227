"""Where a request comes from: the address that limits are counted by."""

from __future__ import annotations

from ipaddress import ip_address

from starlette.requests import HTTPConnection

LOCAL = "local"
"""This machine itself, without a proxy in between: not limited per address."""
_IPV6_PREFIX = 64


def address_of(connection: HTTPConnection, trusted: frozenset[str]) -> str:
    """The client's address; for IPv6 its /64, which one household or attacker has to itself.

    `X-Forwarded-For` counts only from a proxy that we trust, and then the last address in it that is not such a
    proxy: whatever a client wrote there itself stands before it.
    """
    peer = connection.client.host if connection.client else ""
    if peer in trusted:
        hops = [hop.strip() for line in connection.headers.getlist("x-forwarded-for") for hop in line.split(",")]
        peer = next((hop for hop in reversed(hops) if hop not in trusted), peer)
    return _normal(peer)


def _normal(address: str) -> str:
    try:
        found = ip_address(address.strip("[]"))
    except ValueError:
        return LOCAL if address in ("", "testclient") else "unreadable"
    if found.is_loopback:
        return LOCAL
    if found.version == 6:
        mapped = found.ipv4_mapped
        return str(mapped) if mapped else f"{found.exploded[: _IPV6_PREFIX // 16 * 5 - 1]}::/{_IPV6_PREFIX}"
    return str(found)
