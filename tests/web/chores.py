"""Do a chore now instead of waiting for its time."""

from __future__ import annotations

from fastapi.testclient import TestClient

from naast.web.chores import chores_of


def do_chore(client: TestClient, name: str) -> None:
    chores = {chore.name: chore for chore in chores_of(client.app.state.service)}  # type: ignore[attr-defined]
    client.portal.call(chores[name].work)  # type: ignore[union-attr]
