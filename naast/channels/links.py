"""Which conversation belongs to an address. The address is sealed; a keyed hash finds it again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from naast.channels.channel import Address
from naast.channels.shown import Shown
from naast.privacy.encryption import DataKey
from naast.store.channel_tables import ChannelLink, LinkState
from naast.store.keyring import Keyring

_ADDRESS = "channel_address"
_OPTIONS = "channel_options"
_STEP = "channel_step"


def find(session: Session, keyring: Keyring, channel: str, address: Address) -> ChannelLink | None:
    """The link of the address's present conversation; by its alias when the address itself is new."""
    own, alias = _hashes(keyring, channel, address)
    same = ChannelLink.address_hash == own
    if alias:
        same = or_(same, ChannelLink.alias_hash == alias)
    found = list(session.scalars(select(ChannelLink).where(ChannelLink.channel == channel, same)))
    return next((link for link in found if link.address_hash == own), found[0] if found else None)


def attach(
    session: Session,
    keyring: Keyring,
    key: DataKey,
    conversation_id: str,
    channel: str,
    address: Address,
    *,
    sent_seq: int = 0,
    heard_at: datetime | None = None,
) -> ChannelLink:
    """From now on the address means this conversation; an earlier one keeps its texts but loses the address."""
    known = find(session, keyring, channel, address)
    if known and known.conversation_id != conversation_id:
        let_go(session, known)
    link = session.get(ChannelLink, conversation_id)
    if link is None:
        link = ChannelLink(conversation_id=conversation_id, channel=channel, sealed=b"", sent_seq=sent_seq)
        session.add(link)
    link.channel, link.heard_at, link.state = channel, heard_at, LinkState.ACTIVE
    set_address(keyring, key, link, address)
    if known:
        link.person_hash = known.person_hash
    session.flush()
    return link


def set_address(keyring: Keyring, key: DataKey, link: ChannelLink, address: Address) -> None:
    link.address_hash, link.alias_hash = _hashes(keyring, link.channel, address)
    link.person_hash = link.person_hash or link.address_hash
    link.sealed = key.seal(_ADDRESS, {"value": address.value, "alias": address.alias})


def learn_alias(keyring: Keyring, key: DataKey, link: ChannelLink, address: Address) -> None:
    """Keep what a new message tells about the same person: a second id, or a new one in its place."""
    if link.address_hash is None:
        return
    known = address_of(key, link)
    value = address.value if address.value != address.alias else known.value
    newer = Address(value, address.alias or known.alias)
    if newer != known:
        set_address(keyring, key, link, newer)


def let_go(session: Session, link: ChannelLink) -> None:
    """The address can't be found through this conversation any more."""
    link.address_hash = link.alias_hash = None
    session.flush()


def conversations_of(session: Session, link: ChannelLink) -> list[str]:
    """Every conversation that this person had on this channel and that still exists."""
    same = (ChannelLink.channel == link.channel) & (ChannelLink.person_hash == link.person_hash)
    return list(session.scalars(select(ChannelLink.conversation_id).where(same)))


def address_of(key: DataKey, link: ChannelLink) -> Address:
    opened = key.open(_ADDRESS, link.sealed)
    return Address(opened["value"], opened["alias"])


def show(key: DataKey, link: ChannelLink, shown: Shown | None) -> None:
    """Remember what can be chosen now."""
    link.sealed_options = key.seal(_OPTIONS, shown.to_json()) if shown else None


def shown(key: DataKey, link: ChannelLink) -> Shown | None:
    return Shown.from_json(key.open(_OPTIONS, link.sealed_options)) if link.sealed_options else None


def wait_for(key: DataKey, link: ChannelLink, asked: str | None, detail: str = "") -> None:
    """The next typed answer belongs to `asked`; None: to the assistant or the professional, as always."""
    link.sealed_step = key.seal(_STEP, [asked, detail]) if asked else None


def waits_for(key: DataKey, link: ChannelLink) -> tuple[str, str] | None:
    """What was asked, and what belongs to it."""
    if link.sealed_step is None:
        return None
    asked, detail = key.open(_STEP, link.sealed_step)
    return asked, detail


def locked(session: Session, conversation_id: str) -> ChannelLink | None:
    """The link, with its row locked: of all processes one handles a conversation's messages at a time."""
    return session.scalar(
        select(ChannelLink).where(ChannelLink.conversation_id == conversation_id).with_for_update()
    )


def _hashes(keyring: Keyring, channel: str, address: Address) -> tuple[str, str | None]:
    kind = f"channel {channel}"
    alias = keyring.keyed_hash(f"{kind} alias", address.alias) if address.alias else None
    return keyring.keyed_hash(kind, address.value), alias
