"""Check an action's answer against Rasa's schema, with the schema itself read once.

Rasa 3.6 calls `jsonschema.validate` for each answer, which first checks the whole schema against its meta-schema:
three quarters of the engine's time in a turn (docs/decisions/0022-what-a-turn-spends.md). What is accepted and
refused stays the same.
"""

from __future__ import annotations

from typing import Any

from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction

_SCHEMA = RemoteAction.action_response_format_spec()
_VALIDATOR = validator_for(_SCHEMA)(_SCHEMA)


def is_valid(_: RemoteAction, result: Any) -> bool:
    """True, or raises jsonschema's ValidationError, as `RemoteAction._validate_action_result` does."""
    error = best_match(_VALIDATOR.iter_errors(result))
    if error is not None:
        raise error
    return True


def read_schema_once() -> None:
    """From now on every action's answer is checked by `is_valid`."""
    RemoteAction._validate_action_result = is_valid
