"""A topic: one Markdown file with YAML front matter in `knowledge/topics/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from naast.errors import ContentError
from naast.yaml_files import parse_yaml

_HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)
_AGES = re.compile(r"(?:Van (?P<low>\d+) tot (?P<high>\d+)|Tot (?P<below>\d+)|Vanaf (?P<above>\d+)) jaar")
_OLDEST = 23


@dataclass(frozen=True, slots=True)
class Source:
    """`checked_on` is None until somebody has read the page and found that it supports the text."""

    title: str
    url: str
    checked_on: date | None

    def to_json(self) -> dict[str, str]:
        return {"title": self.title, "url": self.url}


@dataclass(frozen=True, slots=True)
class AgeVariant:
    """Advice for children from `low` up to (not including) `high` years."""

    low: int
    high: int
    title: str
    text: str

    def fits(self, age: float) -> bool:
        return self.low <= age < self.high


@dataclass(frozen=True, slots=True)
class Topic:
    """What we know about one question. Texts are Dutch, B1; `ages` are whole years, both ends included."""

    id: str
    title: str
    question: str
    audience: tuple[str, ...]
    ages: tuple[int, int]
    short_answer: str
    tips: tuple[str, ...]
    for_youths: str | None
    variants: tuple[AgeVariant, ...]
    seek_help: tuple[str, ...]
    strengths_question: str
    network_question: str
    strengths_question_youth: str | None
    network_question_youth: str | None
    sources: tuple[Source, ...]
    related: tuple[str, ...]
    reviewed_by: str | None
    review_due: date
    examples: tuple[str, ...]
    """Telltale words and phrases for the search."""
    narrow: bool = False
    """About one circumstance: a broader topic comes first unless a line is clearly about this one."""

    def variant_for(self, age: float | None) -> AgeVariant | None:
        return next((v for v in self.variants if age is not None and v.fits(age)), None)

    @property
    def only_for_youths(self) -> bool:
        return self.audience == ("jongere",)


def load_topics(folder: Path) -> dict[str, Topic]:
    """Every topic by id. Raises ContentError for the first file that can't be read; `naast check` lists all."""
    topics = {}
    for file in sorted(folder.glob("*.md")):
        topic = load_topic(file)
        topics[topic.id] = topic
    return topics


def load_topic(file: Path) -> Topic:
    """Raises ContentError with the file's name and what is missing."""
    front, body = split_front_matter(file)
    try:
        return _topic(front, _sections(body))
    except KeyError as error:
        raise ContentError(file.name, f"Het veld {error} ontbreekt.") from error
    except (TypeError, ValueError) as error:
        raise ContentError(file.name, f"Een veld heeft niet de goede vorm: {error}.") from error


def split_front_matter(file: Path) -> tuple[dict[str, Any], str]:
    """The YAML between the two `---` lines, and the text below it."""
    parts = re.split(r"^---\s*$", file.read_text("utf-8"), maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise ContentError(f"{file.name}:1", "Het bestand moet beginnen met --- en velden, en dan weer ---.")
    try:
        front = parse_yaml(parts[1])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise ContentError(
            f"{file.name}:{line}", "Deze regel is geen geldige YAML. Staan er aanhalingstekens omheen?"
        ) from error
    if not isinstance(front, dict):
        raise ContentError(f"{file.name}:1", "Tussen de --- regels horen velden zoals id: en title:.")
    return front, parts[2]


def _sections(body: str) -> dict[str, str]:
    """The text above the first heading under "", then each heading with its text."""
    parts = _HEADING.split(body)
    return {"": parts[0].strip()} | {
        title: text.strip() for title, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def _topic(front: dict[str, Any], sections: dict[str, str]) -> Topic:
    return Topic(
        id=front["id"],
        title=front["title"],
        question=front["question"],
        audience=tuple(front["audience"]),
        ages=(int(front["ages"][0]), int(front["ages"][1])),
        short_answer=" ".join(sections[""].split()),
        tips=tuple(re.sub(r"\s+", " ", tip).strip() for tip in re.split(r"^- ", sections["Tips"], flags=re.M)[1:]),
        for_youths=" ".join(sections["Voor jongeren"].split()) if "Voor jongeren" in sections else None,
        variants=tuple(_variants(sections)),
        seek_help=tuple(front["seek_help"]),
        strengths_question=front["strengths_question"],
        network_question=front["network_question"],
        strengths_question_youth=front.get("strengths_question_youth"),
        network_question_youth=front.get("network_question_youth"),
        sources=tuple(Source(s["title"], s["url"], s.get("checked_on")) for s in front["sources"]),
        related=tuple(front.get("related", ())),
        reviewed_by=front["reviewed_by"],
        review_due=front["review_due"],
        examples=tuple(str(example) for example in front["examples"]),
        narrow=bool(front.get("narrow", False)),
    )


def _variants(sections: dict[str, str]) -> list[AgeVariant]:
    variants = []
    for title, text in sections.items():
        if match := _AGES.fullmatch(title):
            low = int(match["low"] or match["above"] or 0)
            high = int(match["high"] or match["below"] or _OLDEST + 1)
            variants.append(AgeVariant(low, high, title, " ".join(text.split())))
    return variants
