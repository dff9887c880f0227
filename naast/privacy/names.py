"""Names, as far as they can be recognised: after a cue, after a word for a relative, or from a list.

A common first name with a capital letter is masked anywhere; in small letters only after a cue. A word with a
capital that is on no list is masked only where a name is announced. `nl_core_news_sm` adds to it when installed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from naast.privacy.spans import Kind, Span

_NAME = r"[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ'’-]+"
_REST = r"(?:(?:\s+(?:van|de|der|den|el|al|ten|ter))*\s+[A-ZÀ-Ý][\w'’-]+)*"
_WHO = (
    r"(?:zoon(?:tje)?|dochter(?:tje)?|kind(?:je)?|(?:klein|stief|pleeg)(?:zoon|dochter|kind)|broer(?:tje)?"
    r"|zus(?:je)?|(?:half|stief)(?:broer|zus)(?:je)?|man|vrouw|partner|vriend(?:in)?(?:netje)?|ex(?:-man|-vrouw)?"
    r"|moeder|vader|(?:stief|schoon|pleeg)(?:vader|moeder)|oma|opa|tante|oom|neef(?:je)?|nicht(?:je)?"
    r"|buur(?:man|vrouw|jongen|meisje)|juf|meester|leraar|lerares|mentor|docent|coach|\w*trainer|begeleid(?:st)?er"
    r"|oppas|gastouder|oudste|middelste|jongste|baby)"
)
_OWN = re.compile(
    rf"\b(?i:mijn (?:voor|achter|roep)?naam(?: is|:)|ik heet|noem me(?: maar)?|ze noemen (?:me|mij))"
    rf"\s+(?P<name>{_NAME}{_REST})"
)
_ANNOUNCED = re.compile(rf"\b(?i:(?:hij|zij|ze|die|{_WHO}) heet|genaamd)\s+(?P<name>{_NAME}{_REST})")
_RELATIVE = re.compile(rf"\b(?i:{_WHO})\s+(?P<name>{_NAME}{_REST})")
_SIGNED = re.compile(
    rf"(?i:\b(?:groetjes|groeten|groet|mvg|gr|liefs|xxx?))[,.]?\s+(?:van\s+)?(?P<name>{_NAME}{_REST})\s*[.!]?\s*$"
)
_CAPITALISED = re.compile(r"\b[A-ZÀ-Ý][a-zà-öø-ÿ]+(?:[-'’][A-Za-zà-ÿ]+)?")


def names(text: str) -> Iterator[Span]:
    for pattern in (_OWN, _ANNOUNCED, _RELATIVE, _SIGNED):
        for match in pattern.finditer(text):
            first = match["name"].split()[0]
            if first.lower() not in _words("no_names") and (pattern is _OWN or _looks_like_a_name(first)):
                yield Span(*match.span("name"), Kind.NAME)
    for match in _CAPITALISED.finditer(text):
        if match[0].lower() in _words("first_names"):
            yield Span(*match.span(), Kind.NAME)


@cache
def _words(name: str) -> frozenset[str]:
    """The words of a list beside this file, in small letters."""
    lines = Path(__file__).with_name(f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _looks_like_a_name(word: str) -> bool:
    return (word[0].isupper() and word[1:].islower()) or word.lower() in _words("first_names")
