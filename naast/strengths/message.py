"""Help in asking somebody: a short text in the visitor's own words, ready to copy (domain.md 1.2, 1.3)."""

from __future__ import annotations

import re

from naast.flows.words import Words

_WHETHER = re.compile(r"^of\s+(?:ze|hij|zij|die|hun)\b", re.IGNORECASE)


def draft(asked: str, words: Words, *, formal: bool) -> str:
    """A message that asks for `asked`. It leaves the other free, and offers something back.

    Pronouns are turned only where that is certain ("of ze kan oppassen" becomes "of je kan oppassen").
    """
    wish = " ".join(asked.split()).strip(" .!?")
    if _WHETHER.match(wish):
        request = words.say("message.whether", words=_WHETHER.sub("of je", wish))
    else:
        request = words.say("message.thinking_of", words=wish[:1].lower() + wish[1:])
    hello = words.say("message.hello_formal" if formal else "message.hello")
    return f"{hello}\n" + " ".join((request, words.say("message.free"), words.say("message.back")))
