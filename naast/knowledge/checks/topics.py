"""All topics together: which there must be, and the links between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from naast.knowledge.checks.finding import Finding, Kind, Place
from naast.knowledge.checks.language import Language
from naast.knowledge.checks.topic_file import TopicFile


def check_topics(
    topics: Sequence[TopicFile], known: frozenset[str], folder: str, language: Language
) -> Iterator[Finding]:
    """`known` are the ids of all files, also of those that can't be read."""
    at_least = language.limits.topics_at_least
    if len(known) < at_least:
        message = f"Er zijn {len(known)} onderwerpen. Het moeten er minstens {at_least} zijn."
        yield Finding(Place(folder, 1), message, Kind.FEW_TOPICS)
    for missing in language.required_topics:
        if missing not in known:
            message = f"Dit onderwerp ontbreekt. Maak het bestand {missing}.md met id: {missing}."
            yield Finding(Place(f"{folder}/{missing}.md", 1), message, Kind.MISSING_TOPIC)
    yield from _titles(topics)
    for topic in topics:
        yield from _related(topic, known)


def _titles(topics: Sequence[TopicFile]) -> Iterator[Finding]:
    """Titles become buttons when Naast asks back: two alike leave nothing to choose."""
    first: dict[str, TopicFile] = {}
    for topic in topics:
        title = str(topic.field("title")).casefold()
        if title in first:
            message = f"De titel staat ook in {first[title].place('title')}. Geef 1 van de 2 een andere titel."
            yield Finding(topic.place("title"), message, Kind.REPEATED_TITLE)
        first.setdefault(title, topic)


def _related(topic: TopicFile, known: frozenset[str]) -> Iterator[Finding]:
    for index, other in enumerate(map(str, topic.items("related"))):
        if other == topic.id:
            message = "Dit onderwerp verwijst naar zichzelf. Haal het weg bij related."
        elif other not in known:
            message = (
                f"Bij related staat {other}, maar topics/{other}.md bestaat niet. Verbeter het of haal het weg."
            )
        else:
            continue
        yield Finding(topic.place("related", index), message, Kind.RELATED)
