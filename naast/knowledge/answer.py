"""Turn a topic into what the visitor reads: short first, the rest folded in the card and in words below it."""

from __future__ import annotations

from typing import Any

from naast.conversation.content import Choice, Content
from naast.knowledge.texts import Texts
from naast.knowledge.topics import Topic

HELPED = Choice("helped", "Dit helpt me", intent="helped")
NOT_HELPED = Choice("not_helped", "Dit helpt niet", intent="not_helped")


def answer(topic: Topic, texts: Texts, *, age: float | None, youth: bool, demo: bool) -> Content:
    """The answer for a child of `age` years. The text says all that the card holds."""
    spoken_to_youth = youth and topic.for_youths is not None
    short = topic.for_youths if spoken_to_youth and topic.for_youths else topic.short_answer
    variant = topic.variant_for(age)
    card: dict[str, Any] = {
        "type": "answer",
        "topic": topic.id,
        "title": topic.title,
        "answer": short,
        "tips": list(topic.tips),
        "seek_help": list(topic.seek_help),
        "sources": [source.to_json() for source in topic.sources],
    }
    if variant:
        card["variant"] = {"title": variant.title, "text": variant.text}
    if demo and not topic.reviewed_by:
        card["note"] = texts.say("not_yet_reviewed")
    person = Choice("ask_person", texts.say("answer.person_title"), intent="ask_person")
    return Content(_in_words(card, texts), (HELPED, NOT_HELPED, person), card)


def tips(topic: Topic, texts: Texts) -> Content:
    """Only the tips, for who asks for more."""
    person = Choice("ask_person", texts.say("answer.person_title"), intent="ask_person")
    return Content(_list(texts.say("answer.tips_intro"), topic.tips), (person,))


def _in_words(card: dict[str, Any], texts: Texts) -> str:
    parts = [card["answer"]]
    if "variant" in card:
        parts.append(f"{card['variant']['title']}: {card['variant']['text']}")
    parts.append(_list(texts.say("answer.tips_intro"), card["tips"]))
    parts.append(_list(texts.say("answer.seek_help_intro"), card["seek_help"]))
    parts.append("Meer lezen: " + ", ".join(f"{s['title']} ({s['url']})" for s in card["sources"]))
    if "note" in card:
        parts.append(card["note"])
    return "\n\n".join(parts)


def _list(title: str, lines: list[str] | tuple[str, ...]) -> str:
    return "\n".join([title, *(f"- {line}" for line in lines)])
