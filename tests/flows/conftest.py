from __future__ import annotations

import pytest

from naast.flows.reader import Reader
from naast.settings import Settings


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load(Settings().knowledge_dir / "strengths")
