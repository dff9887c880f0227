"""Every guided conversation. A new one is a module, its data, and one line here (ADR 0005)."""

from __future__ import annotations

from pathlib import Path

from naast.flows.flow import Flow
from naast.flows.reader import Reader
from naast.knowledge.topics import Topic
from naast.strengths.check_in import CheckIn
from naast.strengths.conversation import Strengths
from naast.support.conversations.jim import Jim
from naast.support.conversations.maatje import Maatje
from naast.support.conversations.offer import Offering
from naast.support.conversations.steungezin import Steungezin
from naast.support.conversations.who_can_help import WhoCanHelp
from naast.support.social_map import SocialMap


def load_flows(knowledge: Path, topics: dict[str, Topic], social_map: SocialMap) -> dict[str, Flow]:
    """Flow name → flow. Raises ContentError when its data is wrong."""
    reader = Reader.load(knowledge / "strengths")
    flows: tuple[Flow, ...] = (
        Strengths.load(knowledge, reader, topics),
        CheckIn.load(knowledge, reader),
        *(form.load(knowledge, reader) for form in (Jim, Maatje, Steungezin, Offering)),
        WhoCanHelp.load(knowledge, reader, social_map),
    )
    return {flow.name: flow for flow in flows}
