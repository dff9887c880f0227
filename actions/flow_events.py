"""How a guided conversation is kept in the dialogue state: one active loop and two slots."""

from __future__ import annotations

from typing import Any

from actions.toolkit import Event, TurnContext, slot
from naast.flows.flow import Said, State
from naast.flows.talk import OFFERED

LOOP = "conversation_flow"
"""The loop's name in bot/domain; while it is active its action hears every turn first."""
_OFFERS = 2


def keep(state: State) -> list[Event]:
    """Stay in the conversation, and wait for the visitor."""
    return [slot("flow", state), _loop(LOOP), _WAIT]


def close(turn: TurnContext, *, done: str | None = None, ignored: bool = False) -> list[Event]:
    """Leave the conversation. `done` names one that is not to be offered again; `ignored`: an offer lapsed."""
    events = [slot("flow", None), _loop(None), _WAIT]
    if ignored and turn.flow:
        events.append(slot("flows_done", [*turn.flows_done, _ignored(turn.flow["flow"])]))
    if done and done not in turn.flows_done:
        events.append(slot("flows_done", [*turn.flows_done, done]))
    return events


def may_offer(turn: TurnContext, name: str) -> bool:
    """Not while one is under way, not after it was done or declined, and not a third time."""
    passed_over_now = turn.flow is not None and turn.flow["step"] == OFFERED
    busy = turn.flow is not None and not passed_over_now
    ignored = turn.flows_done.count(_ignored(name)) + passed_over_now
    return not busy and name not in turn.flows_done and ignored < _OFFERS


def _ignored(name: str) -> str:
    return f"{name}:ignored"


def after(turn: TurnContext, name: str, said: Said) -> list[Event]:
    """What remains after `said`."""
    if said.state is not None:
        return keep(said.state)
    return close(turn, done=name if said.done else None)


def _loop(name: str | None) -> dict[str, Any]:
    return {"event": "active_loop", "name": name, "timestamp": None}


_WAIT: Event = {"event": "followup", "name": "action_listen", "timestamp": None}
"""Without it the loop would hear the same turn again, or no rule would apply after it ended."""
