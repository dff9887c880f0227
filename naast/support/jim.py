"""Before a JIM starts a professional looks along: is it safe, does the JIM want it, what do the parents say?

The youth chose the JIM; nobody here chooses another. Ages and consent: domain.md 2.3 and 2.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from naast.errors import StaffInputInvalid, StepNotAllowed
from naast.privacy.encryption import DataKey
from naast.store.support_tables import SupportRequest
from naast.support import requests

_CHECK = "support_check"
PARENTS_INVOLVED = frozenset({"12-15"})
"""Age bands in which parents are involved before a JIM starts, unless that is unsafe."""
PARENTS = ("agree", "agree_reluctantly", "not_asked", "object", "unsafe_to_ask")
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class JimCheck:
    """`note` says why in words; it must when parents were left out or objected."""

    safe: bool
    jim_is_willing: bool
    parents: str
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "safe": self.safe,
            "jim_is_willing": self.jim_is_willing,
            "parents": self.parents,
            "note": self.note,
        }


def keep_check(key: DataKey, request: SupportRequest, check: JimCheck) -> None:
    """Raises StaffInputInvalid."""
    if check.parents not in PARENTS:
        raise StaffInputInvalid(f"Kies uit: {', '.join(PARENTS)}.", "parents")
    if len(check.note) > _LONGEST:
        raise StaffInputInvalid(f"Houd het onder {_LONGEST} tekens.", "note")
    if check.parents in ("object", "unsafe_to_ask") and not check.note.strip():
        raise StaffInputInvalid("Schrijf op wat je hebt afgewogen.", "note")
    request.sealed_check = key.seal(_CHECK, check.to_json())


def read_check(key: DataKey, request: SupportRequest) -> JimCheck | None:
    return JimCheck(**key.open(_CHECK, request.sealed_check)) if request.sealed_check else None


def require_ready(key: DataKey, request: SupportRequest) -> None:
    """Raises StepNotAllowed, saying what comes first, unless this JIM may start."""
    check = read_check(key, request)
    if check is None:
        raise StepNotAllowed("Leg eerst vast wat je hebt getoetst.")
    if not check.safe:
        raise StepNotAllowed("Je gaf aan dat het niet veilig is. Deze JIM kan nu niet starten.")
    if not check.jim_is_willing:
        raise StepNotAllowed("Vraag eerst of deze persoon JIM wil zijn.")
    band = requests.read(key, request).facts.get("age_band")
    if band in PARENTS_INVOLVED and check.parents == "not_asked":
        raise StepNotAllowed("Bij 12 tot en met 15 jaar zijn eerst de ouders erbij, tenzij dat niet veilig is.")
