"""The language in which experts write down what worries them, and its translation to regular expressions.

    mijn vader slaat mij        these words in this order; filler words between them don't matter
    @ouder <slaan> mij          a named set of words · any form of a verb or noun
    ik [wil] dood               an optional word
    ik heb (net|zojuist) ...    one of these words
    pillen * geslikt            `*` = any one word, `...` = up to five words without a negation
    zelfmoord~                  words that begin like this
    {@ouder & <slaan> & mij}    in any order, with at most five words between them, no negation
    ^ sh $                      `^` = the sentence begins here, `$` = it ends here
    hij slaat mij !@klein       not when one of these words is anywhere in the message

A message becomes `form/lemma/kind form/lemma/kind …`; a phrase becomes an expression over that.
"""

from __future__ import annotations

import re

from naast.errors import ContentError
from naast.safety.finders import AnyOrder, InOrder
from naast.safety.wording import Token, Wording

_PART = re.compile(r"\{[^}]+\}|!?\[[^\]]+\]|!?\([^)]+\)|!?<[^>]+>|!?@\w+|\.\.\.|\*|\^|\$|!?[a-z0-9']+~?")
_KINDS = {"word": "w", "filler": "f", "negation": "n", "interjection": "i"}
PAUSE = ",/,/p "
"""A comma or the like: phrases read over it, a denial doesn't reach back over it."""
BLANK = "-/-/x "
"""What takes the place of words that don't count; no phrase reads over it."""
_SKIP = r"(?:\S+/[fp] ){0,6}"
_EDGE = r"(?:\S+/[fpi] ){0,6}"
_GAP = r"(?:\S+/[fwip] ){0,5}?"


def as_line(tokens: list[Token]) -> str:
    return "".join(f"{PAUSE if t.pause else ''}{t.form}/{t.lemma}/{_KINDS[t.kind]} " for t in tokens)


def words_in(line: str) -> frozenset[str]:
    """Every form in a line, and every lemma between angle brackets."""
    parts = [token.split("/") for token in line.split()]
    return frozenset([p[0] for p in parts] + [f"<{p[1]}>" for p in parts])


def pattern_of(phrase: str, wording: Wording, where: str) -> str:
    """The regular expression for one phrase. Raises ContentError with `where` when it can't be read."""
    parts = _parts(phrase, where)
    return r"(?<!\S)" + _sequence(parts, wording, where)


def finder_of(phrase: str, wording: Wording, where: str) -> InOrder | AnyOrder:
    """What finds one phrase in a line. Raises ContentError with `where` when it can't be read."""
    parts = _parts(phrase, where)
    if len(parts) != 1 or not parts[0].startswith("{"):
        return InOrder(pattern_of(phrase, wording, where))
    return AnyOrder(tuple(_choices(inner.strip(), wording, where) for inner in parts[0][1:-1].split("&")))


def _choices(inner: str, wording: Wording, where: str) -> dict[str, list[str]]:
    """The expressions of one part of `{…}`, under the word that each needs; several words count as one option."""
    parts = _parts(inner, where)
    if len(parts) != 1 or parts[0][0] in "[.*^$":
        return {"": [r"(?<!\S)" + _sequence(parts, wording, where)]}
    found: dict[str, list[str]] = {}
    for option in dict.fromkeys(_options(parts[0], wording, where)):
        found.setdefault(_needed_word(option), []).append(r"(?<!\S)" + _option(option))
    return found


def needed_words(phrase: str, wording: Wording, where: str) -> tuple[frozenset[str], ...]:
    """Of each of these groups a message has a word, or the phrase isn't in it. Cheap to test first."""
    groups: list[frozenset[str]] = []
    for part in _parts(phrase, where):
        if part.startswith("{"):
            for inner in part[1:-1].split("&"):
                groups += needed_words(inner, wording, where)
        elif part[0] not in "[.*^$":
            singles = [_needed_word(option) for option in _options(part, wording, where)]
            if all(singles):
                groups.append(frozenset(singles))
    return tuple(sorted(groups, key=len))


def barred_words(phrase: str, wording: Wording, where: str) -> frozenset[str]:
    """With one of these words anywhere in the message, the phrase means nothing."""
    return frozenset(
        option
        for part in _PART.findall(phrase)
        if part.startswith("!")
        for option in _options(part[1:], wording, where)
    )


def _parts(phrase: str, where: str) -> list[str]:
    if rest := _PART.sub("", phrase).strip():
        raise ContentError(where, f"Dit kan niet gelezen worden: {rest!r} in {phrase!r}.")
    return [part for part in _PART.findall(phrase) if not part.startswith("!")]


def _sequence(parts: list[str], wording: Wording, where: str) -> str:
    return _SKIP.join(_piece(part, wording, where) for part in parts)


def _piece(part: str, wording: Wording, where: str) -> str:
    if part == "...":
        return _GAP
    if part == "^":
        return rf"\A{_EDGE}"
    if part == "$":
        return rf"{_EDGE}\Z"
    if part.startswith("{"):
        raise ContentError(where, f"{part[:40]} staat tussen andere woorden. Zet {{…}} alleen in een zin.")
    optional = "?" if part.startswith("[") else ""
    return "(?:" + "|".join(_option(o) for o in _options(part, wording, where)) + ")" + optional


def _options(part: str, wording: Wording, where: str) -> list[str]:
    """What may stand in this place, in standard spelling: `(slaat|@ouder)` → slaat, vader, moeder …"""
    if part[0] in "[(":
        return [o for option in part[1:-1].split("|") for o in _spelled(option.strip(), wording, where)]
    return _spelled(part, wording, where)


def _spelled(option: str, wording: Wording, where: str) -> list[str]:
    if option.startswith("@"):
        if option[1:] not in wording.sets:
            raise ContentError(where, f"De woordgroep {option} staat niet in words.yaml.")
        if option not in wording.spelled:
            words = wording.sets[option[1:]]
            wording.spelled[option] = [o for word in words for o in _spelled(word, wording, where)]
        return wording.spelled[option]
    if not re.fullmatch(r"(?:\*|<[a-z']+>|[a-z0-9']+~?)(?: (?:\*|<[a-z']+>|[a-z0-9']+~?))*", option):
        raise ContentError(where, f"Dit kan niet gelezen worden: {option!r}.")
    single = [_spelled_word(word, wording) for word in option.split()]
    return [" ".join(single)]


def _spelled_word(word: str, wording: Wording) -> str:
    if word.startswith("<"):
        return f"<{wording.lemma(word[1:-1])}>"
    return word if word == "*" or word.endswith("~") else wording.standard(word)


def _option(option: str) -> str:
    return _SKIP.join(_word(word) for word in option.split())


def _word(word: str) -> str:
    if word == "*":
        return r"[^ ,\-]\S* "
    if word == "me":
        return r"mijn?/\S+ "
    if word.startswith("<"):
        return rf"[^ /]+/{re.escape(word[1:-1])}/\S+ "
    if word.endswith("~"):
        return rf"{re.escape(word[:-1])}[^/ ]*/\S+ "
    return rf"{re.escape(word)}/\S+ "


def _needed_word(option: str) -> str:
    """The longest word of an option that has to be there literally; empty when there is none."""
    literal = [word for word in option.split() if word != "*" and not word.endswith("~") and word != "me"]
    return max(literal, key=len, default="")
