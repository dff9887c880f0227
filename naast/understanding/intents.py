"""Intents: their examples in `data/nlu`, and what the assistant does with each."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from naast.errors import ContentError
from naast.yaml_files import read_yaml

PARENTING_QUESTION = "parenting_question"
OUT_OF_SCOPE = "out_of_scope"
VAGUE_QUESTION = "vague_question"
FOLLOW_UP = "follow_up"


class Decision(StrEnum):
    """What the assistant would do with a line as a first message (design, section 6)."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    OUT_OF_SCOPE = "out_of_scope"
    SAFETY = "safety"
    HANDOVER = "handover"
    SUPPORT = "support"
    SMALLTALK = "smalltalk"
    FOLLOW_UP = "follow_up"


_DECISIONS = {
    Decision.HANDOVER: ("ask_person", "ask_appointment", "ask_callback"),
    Decision.SUPPORT: ("find_jim", "find_maatje", "find_steungezin", "offer_help"),
    Decision.CLARIFY: (VAGUE_QUESTION, FOLLOW_UP),
    Decision.OUT_OF_SCOPE: (OUT_OF_SCOPE,),
    Decision.ANSWER: (PARENTING_QUESTION,),
}


def decision_for(intent: str) -> Decision:
    """A bare follow-up has nothing to follow as a first message: ask back. What isn't named is small talk."""
    return next((d for d, intents in _DECISIONS.items() if intent in intents), Decision.SMALLTALK)


def load_intents(folder: Path) -> dict[str, tuple[str, ...]]:
    """Intent → example lines, from Rasa's training-data format. Raises ContentError."""
    intents: dict[str, tuple[str, ...]] = {}
    for file in sorted(folder.glob("*.yml")):
        try:
            for block in read_yaml(file)["nlu"]:
                lines = (line.strip() for line in block["examples"].splitlines())
                found = tuple(line[2:].strip() for line in lines if line.startswith("- "))
                intents[block["intent"]] = intents.get(block["intent"], ()) + found
        except (KeyError, TypeError) as error:
            raise ContentError(file.name, f"Geen geldig NLU-bestand: {error} ontbreekt.") from error
    return intents
