"""Who calls, and what their role may see. Contact details are for the coordinator, nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, TypeVar

from fastapi import Depends
from sqlalchemy.orm import Session

from naast.conversation.live import DESK
from naast.knowledge.texts import Texts
from naast.privacy.encryption import DataKey
from naast.staff.accounts import CONVERSATION_ROLES, LoggedIn, Role, require_role
from naast.store.support_tables import SupportRequest, Volunteer
from naast.store.tables import Staff
from naast.support.areas import Areas
from naast.support.matches import World
from naast.web.desk.here import AnybodyHere

T = TypeVar("T")
Work = Callable[[Session, Staff], T]
COORDINATORS = frozenset({Role.COORDINATOR})


class People:
    """A logged-in professional, and ways to read and change what the desk holds about people around families."""

    def __init__(self, desk: AnybodyHere) -> None:
        self._desk = desk
        self.service = desk.service

    async def read(self, work: Work[T], roles: frozenset[Role] = CONVERSATION_ROLES) -> T:
        """Raises NotLoggedIn or NotAllowed."""
        return await self._desk.read(lambda session, logged_in: work(session, _allowed(logged_in, roles)))

    async def write(self, work: Work[T], roles: frozenset[Role] = CONVERSATION_ROLES) -> T:
        """As `read`, in one transaction; open pages hear that something changed."""
        done = await self._desk.write(lambda session, logged_in: work(session, _allowed(logged_in, roles)))
        self.service.hub.publish(DESK, {"type": "requests"})
        return done

    @property
    def texts(self) -> Texts:
        return self.service.content.support_texts

    @property
    def today(self) -> date:
        return self.service.clock().date()

    @property
    def world(self) -> World:
        return World(self.service.keyring, self.areas, self.service.clock())

    @property
    def areas(self) -> Areas:
        """The postcode areas of all municipalities together: a border is no wall (domain.md S3.5)."""
        places = self.service.content.municipalities.values()
        return {code: middle for place in places for code, middle in place.profile.areas.items()}

    def key(self, row: SupportRequest | Volunteer) -> DataKey:
        return self.service.keyring.get(row.id)


def is_coordinator(staff: Staff) -> bool:
    return staff.role == Role.COORDINATOR


def _allowed(logged_in: LoggedIn, roles: frozenset[Role]) -> Staff:
    require_role(logged_in, roles)
    return logged_in.staff


PeopleHere = Annotated[People, Depends()]
