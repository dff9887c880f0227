"""The engine accepts and refuses the same answers of actions as plain Rasa does."""

from __future__ import annotations

import subprocess

import pytest

from naast.settings import Settings
from naast.supervisor.serve import dialogue_environment

pytestmark = pytest.mark.engine

_COMPARE = """
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from components.action_results import is_valid

plain = RemoteAction._validate_action_result
action = RemoteAction("action_answer_question", None)

def judged(check, result):
    try:
        return check(action, result)
    except ValidationError as error:
        return list(error.absolute_path), error.validator

slot = {"event": "slot", "timestamp": None, "name": "topic", "value": None}
for result in (
    {},
    {"events": [], "responses": [{"text": "Hoi"}]},
    {"events": [slot], "responses": []},
    {"events": [{"event": "slot", "timestamp": None, "value": 1}]},
    {"events": [{"event": "no such event"}]},
    {"events": {}},
    {"responses": ["Hoi"]},
    [],
    "nonsense",
    None,
):
    print(judged(plain, result) == judged(is_valid, result), judged(is_valid, result) is True)
"""


def test_an_action_is_believed_exactly_when_plain_rasa_believes_it() -> None:
    settings = Settings()
    if not settings.resolved_bot_python.exists():
        pytest.skip("bot/.venv is missing (make setup)")
    done = subprocess.run(
        [str(settings.resolved_bot_python), "-c", _COMPARE],
        cwd=settings.bot_dir,
        env=dialogue_environment(settings.bot_dir.resolve()),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    same, believed = zip(*(line.split() for line in done.stdout.splitlines()), strict=True)
    assert set(same) == {"True"}
    assert believed == ("True",) * 3 + ("False",) * 7
