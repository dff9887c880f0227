"""The visitor deletes everything: the keys first, then the rows; their requests go along."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from naast.audit.log import AuditLog
from naast.conversation.lifecycle import delete_conversation
from naast.store.keyring import Keyring
from naast.support import requests


def forget(session: Session, keyring: Keyring, audit: AuditLog, conversation_id: str, now: datetime) -> None:
    requests.withdraw_all(session, keyring, conversation_id)
    audit.append(session, "deleted_by_visitor", now, conversation_id=conversation_id)
    delete_conversation(session, keyring, conversation_id)
