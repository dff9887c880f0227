"""`naast check`: everything an editor can mend in `knowledge/` and `data/`, all at once.

Nothing here changes a file or needs a network, a model or a database. Loaders raise at the first problem; this
goes on, because an editor wants the whole list.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol, TextIO, TypeVar

from naast.errors import ContentError
from naast.knowledge.checks.document import Document, read_document, unreadable
from naast.knowledge.checks.examples import check_examples, check_repeats
from naast.knowledge.checks.finding import Finding
from naast.knowledge.checks.helplines import check_helplines, helpline_ids, helpline_numbers
from naast.knowledge.checks.language import Language
from naast.knowledge.checks.languages import check_dutch_words, check_language
from naast.knowledge.checks.municipality import check_municipality
from naast.knowledge.checks.quick_texts import check_quick_texts, quick_text_passages
from naast.knowledge.checks.safety import (
    category_passages,
    check_category,
    check_phrases,
    check_replies,
    reply_ids,
    reply_passages,
)
from naast.knowledge.checks.sentences import Passage
from naast.knowledge.checks.social_map import check_offer, offer_passages
from naast.knowledge.checks.texts import check_intents, check_texts, text_passages
from naast.knowledge.checks.topic_fields import check_topic_fields
from naast.knowledge.checks.topic_file import TopicFile, read_topic_file
from naast.knowledge.checks.topic_text import check_topic_text
from naast.knowledge.checks.topics import check_topics
from naast.knowledge.checks.voices import check_voices
from naast.languages.texts import DUTCH_WORDS
from naast.safety.wording import Wording

_T = TypeVar("_T")
_CONTEXTS = ("idioms", "fiction", "information", "past")


class Folders(Protocol):
    """Where the content is; `Settings` is one."""

    @property
    def knowledge_dir(self) -> Path: ...

    @property
    def training_dir(self) -> Path: ...


def check(folders: Folders, today: date) -> list[Finding]:
    """Every problem, ordered by file and line. Never raises for what stands in a file."""
    reader = _Reader(folders.knowledge_dir, folders.training_dir)
    language = reader.read(folders.knowledge_dir / "language.yaml", Language.load)
    findings = list(_Run(reader, language, today).findings()) if language else []
    return sorted([*reader.broken, *findings], key=lambda finding: (finding.place, finding.message))


def main(settings: Folders, today: date, out: TextIO = sys.stdout) -> int:
    """Print one finding per line and a summary; 1 when any is severe, else 0."""
    findings = check(settings, today)
    for finding in findings:
        out.write(f"{finding}\n")
    severe = sum(finding.severe for finding in findings)
    noted = len(findings) - severe
    if findings:
        out.write(f"\n{severe} te verbeteren, {noted} om op te letten. Uitleg: docs/redacteuren.md.\n")
    else:
        out.write("Geen problemen gevonden.\n")
    return 1 if severe else 0


@dataclass(slots=True)
class _Reader:
    """Reads files; what can't be read becomes a finding, and the rest goes on."""

    knowledge: Path
    training: Path
    broken: list[Finding] = field(default_factory=list)

    def shown(self, file: Path) -> str:
        """A file's name as an editor sees it: `knowledge/topics/x.md`."""
        root = self.knowledge if file.is_relative_to(self.knowledge) else self.training
        return f"{root.name}/{file.relative_to(root).as_posix()}"

    def document(self, file: Path) -> Document | None:
        return self.read(file, read_document)

    def documents(self, folder: Path, pattern: str) -> Iterator[tuple[Path, Document]]:
        for file in sorted(folder.glob(pattern)):
            if document := self.document(file):
                yield file, document

    def topics(self) -> list[TopicFile]:
        files = sorted((self.knowledge / "topics").glob("*.md"))
        return [topic for file in files if (topic := self.read(file, read_topic_file))]

    def read(self, file: Path, read: Callable[[Path, str], _T]) -> _T | None:
        shown = self.shown(file)
        try:
            return read(file, shown)
        except ContentError as error:
            self.broken.append(unreadable(error, shown))
        except (OSError, UnicodeDecodeError) as error:
            problem = ContentError(shown, f"Dit bestand ontbreekt of is geen tekst in UTF-8 ({error}).")
            self.broken.append(unreadable(problem, shown))
        return None


@dataclass(frozen=True, slots=True)
class _Run:
    """One pass over all content."""

    reader: _Reader
    language: Language
    today: date

    def findings(self) -> Iterator[Finding]:
        helplines = self.reader.document(self.reader.knowledge / "safety" / "helplines.yaml")
        lines = helpline_ids(helplines) if helplines else frozenset()
        numbers = helpline_numbers(helplines) if helplines else frozenset()
        if helplines:
            yield from check_helplines(helplines, self.today, self.language.limits.helpline_days)
        nlu = [document for _, document in self.reader.documents(self.reader.training / "nlu", "*.yml")]
        yield from self._topics(numbers, nlu)
        yield from self._texts(numbers, nlu)
        yield from self._safety(numbers, lines)
        for file, document in self.reader.documents(self.reader.knowledge / "municipalities", "*.yaml"):
            yield from check_municipality(document, file.stem)
        yield from self._people_around_you(numbers)
        yield from self._channels(numbers)
        for file, document in self.reader.documents(self.reader.knowledge / "languages", "*.yaml"):
            if file.stem == DUTCH_WORDS:
                yield from check_dutch_words(document)
            else:
                yield from check_language(document, file.stem, lines)

    def _channels(self, numbers: frozenset[str]) -> Iterator[Finding]:
        """What is said on WhatsApp and other channels."""
        for _, document in self.reader.documents(self.reader.knowledge / "channels", "*.yml"):
            yield from check_texts(document, self.language.placeholders)
            said = [(path, text) for path, text in document.strings() if path[0] != "words"]
            yield from self._language([Passage(document.place(*path), text) for path, text in said], numbers)

    def _people_around_you(self, numbers: frozenset[str]) -> Iterator[Finding]:
        """The social map, and what staff read about requests."""
        knowledge = self.reader.knowledge
        places = frozenset(file.stem for file in (knowledge / "municipalities").glob("*.yaml"))
        days = self.language.limits.offer_days
        for file, document in self.reader.documents(knowledge / "social_map", "*/*.yaml"):
            yield from check_offer(document, file.stem, self.language.audiences, places, self.today, days)
            yield from self._language(offer_passages(document), numbers)
        for _, document in self.reader.documents(knowledge / "support", "**/*.yaml"):
            yield from check_texts(document, self.language.placeholders)
            said = [(path, text) for path, text in document.strings() if path[0] != "read"]
            yield from self._language([Passage(document.place(*path), text) for path, text in said], numbers)

    def _topics(self, numbers: frozenset[str], nlu: list[Document]) -> Iterator[Finding]:
        folder = self.reader.knowledge / "topics"
        topics = self.reader.topics()
        known = frozenset(file.stem for file in folder.glob("*.md"))
        yield from check_topics(topics, known, self.reader.shown(folder), self.language)
        for topic in topics:
            yield from check_topic_fields(topic, self.language, self.today)
            yield from check_topic_text(topic, self.language, numbers)
            yield from check_examples(topic, self.language.limits)
        examples = [example for topic in topics for example in topic.examples()]
        yield from check_repeats(examples, self.language.limits)
        training = self.reader.training
        voices = [document for _, document in self.reader.documents(training / "voices", "*.yaml")]
        yield from check_voices(voices, examples, known, nlu)

    def _texts(self, numbers: frozenset[str], nlu: list[Document]) -> Iterator[Finding]:
        assistant = None
        for file, document in self.reader.documents(self.reader.knowledge / "texts", "*.yaml"):
            assistant = document if file.name == "assistant.yaml" else assistant
            yield from check_texts(document, self.language.placeholders)
            yield from self._language(text_passages(document), numbers)
        yield from self._conversations(numbers)
        for _, document in self.reader.documents(self.reader.knowledge / "quick_texts", "*.yaml"):
            yield from check_quick_texts(document)
            yield from self._language(quick_text_passages(document), numbers)
        rules = [document for _, document in self.reader.documents(self.reader.training / "rules", "*.yml")]
        yield from check_intents(assistant, nlu, rules)

    def _conversations(self, numbers: frozenset[str]) -> Iterator[Finding]:
        """What guided conversations say: the texts, and what is said about a feeling or something done well."""
        for _, document in self.reader.documents(self.reader.knowledge / "strengths", "*.yaml"):
            said = [(path, text) for path, text in document.strings() if _spoken(path, document.file)]
            passages = [Passage(document.place(*path), text) for path, text in said]
            if document.file.endswith(("/texts.yaml", "/check_in.yaml")):
                yield from check_texts(document, self.language.placeholders)
            yield from self._language(passages, numbers)

    def _safety(self, numbers: frozenset[str], helplines: frozenset[str]) -> Iterator[Finding]:
        folder = self.reader.knowledge / "safety"
        replies = self.reader.document(folder / "replies.yaml")
        if replies:
            yield from check_replies(replies, helplines)
            yield from self._language(reply_passages(replies), numbers)
        wording = self.reader.read(folder / "words.yaml", _wording)
        contexts = self.reader.document(folder / "contexts.yaml")
        if contexts and wording:
            yield from check_phrases(contexts, _CONTEXTS, wording)
        known = reply_ids(replies) if replies else frozenset()
        for file, document in self.reader.documents(folder / "categories", "*.yaml"):
            yield from check_category(document, file.stem, known, wording)
            yield from self._language(category_passages(document), numbers)

    def _language(self, passages: Iterable[Passage], numbers: frozenset[str]) -> Iterator[Finding]:
        return self.language.check(passages, numbers)


def _spoken(path: tuple[str | int, ...], file: str) -> bool:
    return file.endswith(("/texts.yaml", "/check_in.yaml")) or "say" in path or "label" in path


def _wording(file: Path, shown: str) -> Wording:
    """Raises ContentError: the loader of the words itself says little about what is wrong."""
    read_document(file, shown)
    try:
        return Wording.load(file)
    except (KeyError, TypeError, AttributeError) as error:
        raise ContentError(f"{shown}:1", f"Dit bestand mist iets of heeft een verkeerde vorm: {error}.") from error
