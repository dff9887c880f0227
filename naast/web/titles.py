"""What people read instead of an id."""

from __future__ import annotations

from typing import Any

from naast.content import KnowledgeContent


def topic_title(content: KnowledgeContent, topic_id: str | None) -> str | None:
    topic = content.topics.get(topic_id or "")
    return topic.title if topic else None


def category_title(content: KnowledgeContent, category_id: str | None) -> str | None:
    category = content.safety_rules.categories.get(category_id or "")
    return category.title if category else None


def titled(content: KnowledgeContent, shape: dict[str, Any]) -> dict[str, Any]:
    """`shape` with titles under `topic` and `category`, and the ids under `topic_id` and `category_id`."""
    shape = dict(shape)
    if "topic" in shape:
        shape["topic_id"] = shape["topic"]
        shape["topic"] = topic_title(content, shape["topic"])
    if "category" in shape:
        shape["category_id"] = shape["category"]
        shape["category"] = category_title(content, shape["category"])
    return shape
