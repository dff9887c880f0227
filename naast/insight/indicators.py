"""Counts over all conversations. Cells under ten are hidden, so that nobody can be recognised."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from naast.store.tables import Conversation, Message, Sender, Signal

SMALLEST_CELL = 10


@dataclass(frozen=True, slots=True)
class Cell:
    name: str
    title: str
    value: int | None
    """None when the count is too small to show."""

    def to_json(self) -> dict[str, str | int | None]:
        return {"name": self.name, "title": self.title, "value": self.value}


def cells(session: Session) -> list[dict[str, str | int | None]]:
    """One number per indicator; never per professional."""
    visitors = select(Message.conversation_id).where(Message.sender == Sender.VISITOR.value)
    began = Conversation.id.in_(visitors)
    counted: list[tuple[str, str, ColumnElement[bool]]] = [
        ("conversations", "Gesprekken", began),
        ("with_person", "Gesprekken met een medewerker", Conversation.claimed_at.is_not(None)),
        (
            "without_person",
            "Gesprekken zonder medewerker",
            began & Conversation.waiting_since.is_(None) & Conversation.claimed_at.is_(None),
        ),
        (
            "alarms",
            "Gesprekken met een ernstig signaal",
            Conversation.id.in_(select(Signal.conversation_id).where(Signal.level < 3)),
        ),
        ("fed_back", "Teruggekoppeld aan ouder of jongere", Conversation.fed_back == "yes"),
        ("youths", "Gesprekken met jongeren", began & (Conversation.audience == "youth")),
    ]
    return [_cell(session, *row).to_json() for row in counted]


def _cell(session: Session, name: str, title: str, condition: ColumnElement[bool]) -> Cell:
    count = session.scalar(select(func.count()).select_from(Conversation).where(condition)) or 0
    return Cell(name, title, count if count >= SMALLEST_CELL else None)
