"""A conversation that is held on WhatsApp or another channel: ask to write again, try what did not arrive."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session

from naast.channels import desk, links, outbox
from naast.channels.around import Around
from naast.conversation.lifecycle import add_step
from naast.errors import StepNotAllowed
from naast.handover import together
from naast.staff.accounts import LoggedIn
from naast.store.channel_tables import ChannelLink
from naast.web.desk.here import TalkingHere

router = APIRouter()


def around_of(request: Request) -> Around:
    around: Around = request.app.state.channels.around
    return around


AroundHere = Annotated[Around, Depends(around_of)]


@router.get("/channels/undelivered")
async def undelivered(here: TalkingHere) -> dict[str, Any]:
    """Messages that could not be delivered, per conversation."""
    return {"undelivered": await here.read(lambda session, _logged_in: desk.undelivered(session))}


@router.post("/conversations/{conversation_id}/channel/invite")
async def invite_to_write(conversation_id: str, here: TalkingHere, around: AroundHere) -> dict[str, Any]:
    """The window is closed: send the approved template, which says nothing of the chat. 409 when that can't be."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, Any]:
        link = _link(session, conversation_id, logged_in)
        channel = around.channels.get(link.channel)
        if channel is None or not channel.capabilities.invites:
            raise StepNotAllowed("Dit kan hier niet. Een beheerder moet eerst een sjabloon instellen.")
        if outbox.is_open(link, channel.capabilities.window, around.clock()):
            raise StepNotAllowed("Dat hoeft niet: je kunt gewoon een bericht sturen.")
        outbox.put_invite(session, conversation_id, around.clock())
        add_step(session, conversation_id, "invited_to_write", around.clock(), logged_in.staff.id)
        session.flush()
        return {"channel": desk.shape(session, around, conversation_id)}

    sent = await here.write(work)
    here.changed(conversation_id, queue_too=False)
    return sent


@router.post("/conversations/{conversation_id}/channel/retry")
async def retry_undelivered(conversation_id: str, here: TalkingHere, around: AroundHere) -> dict[str, int]:
    """Try once more what could not be delivered; how many messages."""

    def work(session: Session, logged_in: LoggedIn) -> dict[str, int]:
        _link(session, conversation_id, logged_in)
        return {"again": outbox.try_again(session, conversation_id, around.clock())}

    again = await here.write(work)
    here.changed(conversation_id, queue_too=False)
    return again


def _link(session: Session, conversation_id: str, logged_in: LoggedIn) -> ChannelLink:
    """Only who may write there. Raises NotYours, ConversationUnknown or StepNotAllowed."""
    together.writable(session, conversation_id, logged_in.staff)
    link = links.locked(session, conversation_id)
    if link is None:
        raise StepNotAllowed("Dit gesprek is op de website.")
    return link
