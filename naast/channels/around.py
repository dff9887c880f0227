"""What the parts of the channels share: the stores, the gateway and the texts of this installation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from naast.audit.log import AuditLog
from naast.channels.channel import Channel
from naast.channels.texts import ChannelTexts
from naast.content import KnowledgeContent
from naast.conversation.lifecycle import Audience
from naast.conversation.receive import Receiver
from naast.knowledge.municipalities import Municipality
from naast.store.database import Database
from naast.store.keyring import Keyring
from naast.store.tables import Conversation


@dataclass(frozen=True)
class Around:
    database: Database
    keyring: Keyring
    receivers: Mapping[str, Receiver]
    content: KnowledgeContent
    audit: AuditLog
    clock: Callable[[], datetime]
    channels: Mapping[str, Channel]
    texts: Mapping[str, ChannelTexts]
    """Per channel."""
    municipality: str
    audience: Audience
    public_url: str
    """Where the private web chat is, without a slash at its end."""

    @property
    def windows(self) -> dict[str, timedelta | None]:
        return {name: channel.capabilities.window for name, channel in self.channels.items()}

    def place(self, conversation: Conversation) -> Municipality:
        return self.content.municipalities[conversation.municipality]

    @property
    def private_page(self) -> str:
        return f"{self.public_url}/{'jong' if self.audience == 'youth' else ''}"

    def pass_page(self, code: str) -> str:
        """The code stands behind the #: it reaches no log, and a preview of the link can't use it up."""
        return f"{self.public_url}/verder#{code}"
