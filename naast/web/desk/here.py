"""Who calls, what their role may do, and how they read and change what the desk holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

from fastapi import Cookie, Depends, Header, Request
from sqlalchemy.orm import Session

from naast.conversation import messages
from naast.conversation.content import Card, Content
from naast.errors import SecondFactorMissing
from naast.staff import accounts
from naast.staff.accounts import CONVERSATION_ROLES, LoggedIn, Role
from naast.staff.presence import mark_seen, needs_mark
from naast.store.tables import Sender, Staff
from naast.web.public import announce
from naast.web.service import Service, request_service

T = TypeVar("T")
COOKIE = "naast_desk"
EVERYBODY = frozenset(Role)


class Desk:
    """A logged-in professional whose role is checked before any work is done."""

    def __init__(
        self,
        service: Service,
        token: str | None,
        csrf: str | None,
        roles: frozenset[Role] = EVERYBODY,
        *,
        setting_up: bool = False,
        action: str = "",
        conversation_id: str | None = None,
    ) -> None:
        self.service = service
        self._token = token
        self._csrf = csrf
        self._roles = roles
        self._setting_up = setting_up
        self._action = action
        self._conversation_id = conversation_id
        self._detail: dict[str, Any] = {}

    async def read(self, work: Callable[[Session, LoggedIn], T]) -> T:
        """Raises NotLoggedIn or NotAllowed."""

        def run() -> T:
            with self.service.database.read() as session:
                logged_in = self._logged_in(session)
                done = work(session, logged_in)
            self._mark_seen(logged_in.staff)
            return done

        return await self.service.workers(run)

    async def write(self, work: Callable[[Session, LoggedIn], T], *, audited: bool = True) -> T:
        """Do the work and note in the audit log that it was done, in one transaction.

        Raises NotLoggedIn or NotAllowed, also when the CSRF token is not the session's own.
        """

        def run() -> T:
            with self.service.database.write() as session:
                logged_in = self._logged_in(session)
                accounts.check_csrf(logged_in, self._csrf)
                now = self.service.clock()
                if needs_mark(logged_in.staff, now):
                    mark_seen(session, logged_in.staff.id, now, active=True)
                    accounts.mark_used(session, logged_in.token, now)
                done = work(session, logged_in)
                if audited:
                    self._note(session, logged_in.staff.id, self._action)
                return done

        return await self.service.workers(run)

    def tell(self, **detail: Any) -> None:
        """Ids and codes that the audit log keeps with this call."""
        self._detail |= detail

    def note_opened(self, staff_id: int, conversation_id: str) -> None:
        """Reading is noted too, once an hour."""
        now = self.service.clock()
        with self.service.database.read() as session:
            if self.service.audit.opened(session, staff_id, conversation_id, now):
                return
        with self.service.database.write() as session:
            self._note(session, staff_id, "opened")

    def _note(self, session: Session, staff_id: int, action: str) -> None:
        self.service.audit.append(
            session,
            action,
            self.service.clock(),
            staff_id=staff_id,
            conversation_id=self._conversation_id,
            **self._detail,
        )

    def _logged_in(self, session: Session) -> LoggedIn:
        idle = timedelta(minutes=self.service.settings.session_idle_minutes)
        logged_in = accounts.by_token(session, self._token, self.service.clock(), idle)
        if logged_in.restricted and not self._setting_up:
            raise SecondFactorMissing
        accounts.require_role(logged_in, self._roles)
        return logged_in

    def _mark_seen(self, staff: Staff) -> None:
        """Whoever calls is there, also without an open page. Reading is no sign of hands on the page."""
        now = self.service.clock()
        if needs_mark(staff, now):
            with self.service.database.write() as session:
                mark_seen(session, staff.id, now, active=staff.last_active_at is None)

    @staticmethod
    def staff(session: Session, staff_id: int) -> Staff:
        return session.get_one(Staff, staff_id)

    def today(self) -> date:
        """The day at the desk."""
        place = self.service.municipality(self.service.settings.municipality)
        return self.service.clock().astimezone(ZoneInfo(place.time_zone)).date()

    def most_chats(self, staff: Staff) -> int:
        return staff.max_chats or self.service.municipality(self.service.settings.municipality).max_chats

    def changed(self, conversation_id: str, *, queue_too: bool = True, lists_too: bool = False) -> None:
        announce(self.service, conversation_id, queue_too=queue_too, lists_too=lists_too)

    def say_system(
        self,
        session: Session,
        conversation_id: str,
        text_name: str,
        staff: Staff | None = None,
        card: Card | None = None,
    ) -> None:
        """Tell the visitor what happens, with name and role."""
        texts = self.service.content.texts
        name, role = (staff.name, texts.say(f"roles.{staff.role}")) if staff else ("", "")
        key = self.service.keyring.get(conversation_id)
        content = Content(texts.say(text_name, name=name, role=role), (), card)
        messages.append(session, key, conversation_id, Sender.SYSTEM, content, self.service.clock())


def desk_for(roles: frozenset[Role], *, setting_up: bool = False) -> Callable[..., Desk]:
    """A dependency: the desk for these roles. `setting_up`: also before the second factor works."""

    def desk(
        request: Request,
        service: Annotated[Service, Depends(request_service)],
        naast_desk: Annotated[str | None, Cookie()] = None,
        x_csrf_token: Annotated[str | None, Header()] = None,
    ) -> Desk:
        return Desk(
            service,
            naast_desk,
            x_csrf_token,
            roles,
            setting_up=setting_up,
            action=request.scope["route"].name,
            conversation_id=request.path_params.get("conversation_id"),
        )

    return desk


AnybodyHere = Annotated[Desk, Depends(desk_for(EVERYBODY))]
SettingUpHere = Annotated[Desk, Depends(desk_for(EVERYBODY, setting_up=True))]
AdminHere = Annotated[Desk, Depends(desk_for(frozenset({Role.ADMIN})))]
AccountingHere = Annotated[Desk, Depends(desk_for(frozenset({Role.ADMIN, Role.REGISSEUR})))]
EditorialHere = Annotated[Desk, Depends(desk_for(frozenset({Role.EDITOR, Role.COORDINATOR, Role.REGISSEUR})))]
TalkingHere = Annotated[Desk, Depends(desk_for(CONVERSATION_ROLES))]
"""Roles that talk to families. An editor or administrator has no business in a chat."""
