"""Indicators without personal data (domain.md section 6, S4.9): counts over all conversations together.

Cells under ten are hidden. Never per professional, and fewer people at the CJG is no goal.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median, quantiles
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from naast.handover.opening_hours import is_open
from naast.insight.scale import changes
from naast.insight.suppression import SMALLEST_CELL, cell, parts, share
from naast.knowledge.municipalities import Municipality
from naast.knowledge.topics import Topic
from naast.store.support_tables import SupportRequest
from naast.store.tables import Conversation, Experience, Message, Miss, Sender, Signal, TopicVote
from naast.support.kinds import Kind

_WEEKS = 12


@dataclass(frozen=True, slots=True)
class Talk:
    """What the indicators know of one conversation."""

    id: str
    began: datetime
    audience: str
    age_band: str | None
    language: str | None
    topic: str | None
    asked: bool
    """For a person."""
    wait_s: float | None
    """From asking to somebody; None when nobody came (yet)."""
    fed_back: str | None
    helped: str | None


def report(
    session: Session,
    topics: dict[str, Topic],
    places: dict[str, Municipality],
    now: datetime,
) -> dict[str, Any]:
    """`cells`: {name, title, value, unit?}; `tables`: {name, title, rows: [{label, value, share?}]}.

    A value of None is too small to show.
    """
    talks = _talks(session)
    return {
        "cells": [*_volume(session, talks, places), *_support(session), *_content(topics, now)],
        "tables": [
            _table("weeks", "Gesprekken per week", _per_week(talks, now)),
            _table("topics", "Onderwerpen", _per_topic(talks, topics)),
            _table("helped", "Hielp het gesprek met een medewerker?", _how_it_went(talks)),
            _table("scale", "Het cijfer van wie terugkwam", changes(session)),
            _equal("audience", "Wie een mens wilde en kreeg, per doelgroep", talks, _audience),
            _equal("age", "Wie een mens wilde en kreeg, per leeftijd", talks, lambda t: t.age_band or "onbekend"),
            _equal("language", "Wie een mens wilde en kreeg, per taal", talks, lambda t: t.language or "onbekend"),
        ],
    }


def _talks(session: Session) -> list[Talk]:
    """Conversations in which the visitor said something."""
    said = select(Message.conversation_id).where(Message.sender == Sender.VISITOR.value)
    rows = session.execute(
        select(Conversation, Experience.score)
        .outerjoin(Experience, Experience.conversation_id == Conversation.id)
        .where(Conversation.id.in_(said))
    )
    return [
        Talk(
            row.id,
            row.created_at,
            row.audience,
            row.age_band,
            row.language,
            row.topic,
            asked=row.waiting_since is not None or row.claimed_at is not None,
            wait_s=_wait(row),
            fed_back=row.fed_back,
            helped=score,
        )
        for row, score in rows
    ]


def _wait(row: Conversation) -> float | None:
    if row.claimed_at is None:
        return None
    return max(0.0, (row.claimed_at - row.waiting_since).total_seconds()) if row.waiting_since else 0.0


def _volume(session: Session, talks: list[Talk], places: dict[str, Municipality]) -> list[dict[str, Any]]:
    asked = [talk for talk in talks if talk.asked]
    got = [talk for talk in asked if talk.wait_s is not None]
    split = parts({"with": len(got), "in_vain": len(asked) - len(got), "without": len(talks) - len(asked)})
    alarms = _conversations_with_alarm(session)
    yes, no = session.execute(select(func.sum(TopicVote.yes), func.sum(TopicVote.no))).one()
    votes = (yes or 0) + (no or 0)
    misses = session.scalar(select(func.count()).select_from(Miss)) or 0
    return [
        _cell("conversations", "Gesprekken", cell(len(talks))),
        _cell("without_person", "Gesprekken zonder medewerker", split["without"]),
        _cell("with_person", "Gesprekken met een medewerker", split["with"]),
        _cell("person_in_vain", "Vroeg om een medewerker en kreeg die niet", split["in_vain"]),
        *_waits([talk.wait_s for talk in got if talk.wait_s is not None]),
        _cell("alarms", "Gesprekken met een ernstig signaal", cell(len(alarms))),
        _cell("closed_alarms", "Daarvan terwijl het CJG dicht was", cell(_when_closed(alarms, places))),
        _cell("answers_helped", "Antwoorden van de computer die hielpen", share(yes or 0, votes), "%"),
        _cell("misses", "Vragen die de computer niet wist", cell(misses)),
        _cell("fed_back", "Teruggekoppeld aan ouder of jongere", cell(sum(t.fed_back == "yes" for t in talks))),
        _cell("youths", "Gesprekken met jongeren", cell(sum(t.audience == "youth" for t in talks))),
    ]


def _support(session: Session) -> list[dict[str, Any]]:
    """People around a family: asked for, and how soon somebody was in touch."""
    asked = session.execute(
        select(SupportRequest.created_at, SupportRequest.first_contact_at).where(
            SupportRequest.kind != Kind.OFFER.value
        )
    ).all()
    days = [(first - asked_at).total_seconds() / 86_400 for asked_at, first in asked if first is not None]
    enough = len(days) >= SMALLEST_CELL
    return [
        _cell("support_asked", "Vroeg om een JIM, maatje of steungezin", cell(len(asked))),
        _cell("support_contact", "Daarvan is er contact geweest", cell(len(days))),
        _cell(
            "support_days_p50",
            "De helft had eerder contact dan na",
            round(median(days), 1) if enough else None,
            "dagen",
        ),
    ]


def _waits(seconds: list[float]) -> list[dict[str, Any]]:
    """Half of the people waited shorter than p50; nine of ten shorter than p90."""
    enough = len(seconds) >= SMALLEST_CELL
    deciles = quantiles(seconds, n=10, method="inclusive") if enough else None
    return [
        _cell("wait_p50", "Wachttijd: de helft wacht korter dan", round(deciles[4]) if deciles else None, "s"),
        _cell(
            "wait_p90", "Wachttijd: 9 van de 10 wachten korter dan", round(deciles[8]) if deciles else None, "s"
        ),
    ]


def _conversations_with_alarm(session: Session) -> dict[str, tuple[str, datetime]]:
    """Conversation → municipality and the first serious signal."""
    rows = session.execute(
        select(Signal.conversation_id, Conversation.municipality, func.min(Signal.at))
        .join(Conversation, Conversation.id == Signal.conversation_id)
        .where(Signal.level < 3)
        .group_by(Signal.conversation_id, Conversation.municipality)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _when_closed(alarms: dict[str, tuple[str, datetime]], places: dict[str, Municipality]) -> int:
    return sum(not is_open(places[place], at) for place, at in alarms.values() if place in places)


def _content(topics: dict[str, Topic], now: datetime) -> list[dict[str, Any]]:
    """About our own texts, so nothing needs hiding."""
    reviewed = sum(topic.reviewed_by is not None for topic in topics.values())
    late = sum(topic.review_due < now.date() for topic in topics.values())
    words = [len(sentence.split()) for topic in topics.values() for sentence in _sentences(topic)]
    average = round(sum(words) / len(words), 1) if words else None
    return [
        _cell("topics", "Onderwerpen in de kennis", len(topics)),
        _cell("topics_reviewed", "Daarvan ondertekend door een deskundige", reviewed),
        _cell("topics_late", "Daarvan te laat nagekeken", late),
        _cell("sentence_length", "Woorden per zin (B1: hoogstens 12)", average),
    ]


def _sentences(topic: Topic) -> list[str]:
    text = " ".join([topic.short_answer, *topic.tips])
    return [part for part in text.replace("?", ".").replace("!", ".").split(".") if part.strip()]


def _per_week(talks: list[Talk], now: datetime) -> dict[str, int]:
    """The last weeks, by the Monday they began on."""
    monday = (now - timedelta(days=now.weekday())).date()
    weeks = {(monday - timedelta(weeks=back)).isoformat(): 0 for back in reversed(range(_WEEKS))}
    for talk in talks:
        began = (talk.began - timedelta(days=talk.began.weekday())).date().isoformat()
        if began in weeks:
            weeks[began] += 1
    return weeks


def _per_topic(talks: list[Talk], topics: dict[str, Topic]) -> dict[str, int]:
    counted = Counter(talk.topic for talk in talks if talk.topic in topics)
    return {topics[topic].title: count for topic, count in counted.most_common() if topic is not None}


def _how_it_went(talks: list[Talk]) -> dict[str, int]:
    titles = {"yes": "Ja", "partly": "Een beetje", "no": "Nee"}
    return {title: sum(talk.helped == score for talk in talks) for score, title in titles.items()}


def _audience(talk: Talk) -> str:
    return "Jongere" if talk.audience == "youth" else "Ouder"


def _equal(name: str, title: str, talks: list[Talk], group: Any) -> dict[str, Any]:
    """Equal results? Of each group: how many asked for a person, and which share got one."""
    asked: Counter[str] = Counter(group(talk) for talk in talks if talk.asked)
    got: Counter[str] = Counter(group(talk) for talk in talks if talk.wait_s is not None)
    shown = parts(dict(sorted(asked.items())))
    rows = [
        {"label": label, "value": value, "share": share(got[label], asked[label]) if value is not None else None}
        for label, value in shown.items()
    ]
    return {"name": name, "title": title, "rows": rows}


def _table(name: str, title: str, counts: dict[str, int]) -> dict[str, Any]:
    shown = parts(counts)
    return {"name": name, "title": title, "rows": [{"label": k, "value": v} for k, v in shown.items()]}


def _cell(name: str, title: str, value: float | None, unit: str | None = None) -> dict[str, Any]:
    return {"name": name, "title": title, "value": value} | ({"unit": unit} if unit else {})
