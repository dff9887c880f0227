"""Names that a language model recognises, when it is installed (design, section 3). Nothing depends on it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from naast.privacy.spans import Finder, Kind, Span

_MODEL = "nl_core_news_sm"


def load_entities() -> Finder | None:
    """A finder of persons' names, or None without the model."""
    if find_spec("spacy") is None or find_spec(_MODEL) is None:
        return None
    import spacy

    model = spacy.load(_MODEL, exclude=["tagger", "parser", "lemmatizer", "morphologizer"])

    def persons(text: str) -> Iterator[Span]:
        for found in model(text).ents:
            if found.label_ == "PERSON":
                yield Span(found.start_char, found.end_char, Kind.NAME)

    return persons
