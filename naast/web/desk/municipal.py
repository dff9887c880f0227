"""Log in with the municipality's own account."""

from __future__ import annotations

from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Cookie, Depends, Query
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from naast.errors import MunicipalLoginFailed
from naast.staff import accounts, municipal_login
from naast.staff.accounts import LoggedIn
from naast.staff.municipal_login import Identity, Provider
from naast.store.tables import MunicipalLogin
from naast.web.desk.login import set_cookie
from naast.web.service import Service, request_service

router = APIRouter(prefix="/municipal")
log = structlog.get_logger()
_COOKIE = "naast_municipal"
_COOKIE_PATH = "/api/v1/desk/municipal"
_DESK = "/werkplek"
ServiceHere = Annotated[Service, Depends(request_service)]


@router.get("")
async def available(service: ServiceHere) -> dict[str, Any]:
    """Is there such a log-in, and what is it called?"""
    return {"name": service.settings.oidc_name if _provider(service) else None}


@router.get("/begin", response_class=RedirectResponse)
async def begin(service: ServiceHere) -> RedirectResponse:
    """To the provider."""
    provider = _provider(service)
    if provider is None:
        return _back("mislukt")
    begun: list[MunicipalLogin] = []
    try:
        to = await provider.begin(begun.append, service.clock())
    except MunicipalLoginFailed as error:
        log.warning("municipal_login_failed", reason=str(error))
        return _back("mislukt")
    await service.workers(lambda: _keep(service, begun[0]))
    answer = RedirectResponse(to.url, 303)
    answer.set_cookie(
        _COOKIE,
        to.binding,
        max_age=600,
        httponly=True,
        samesite="lax",  # the provider sends the browser back from another site
        secure=not service.settings.demo,
        path=_COOKIE_PATH,
    )
    return answer


@router.get("/callback", response_class=RedirectResponse)
async def callback(
    service: ServiceHere,
    code: Annotated[str, Query(max_length=2000)] = "",
    state: Annotated[str, Query(max_length=200)] = "",
    naast_municipal: Annotated[str, Cookie()] = "",
) -> RedirectResponse:
    """From the provider: a session, or back to the log-in page with what went wrong."""
    provider = _provider(service)
    begun = await service.workers(lambda: _take(service, state, naast_municipal))
    if provider is None or begun is None or not code:
        return _back("mislukt")
    try:
        identity = await provider.finish(begun, code, service.clock())
    except MunicipalLoginFailed as error:
        log.warning("municipal_login_failed", reason=str(error))
        return _back("mislukt")
    logged_in = await service.workers(lambda: _log_in(service, identity))
    if logged_in is None:
        return _back("onbekend")
    answer = RedirectResponse(_DESK, 303)
    set_cookie(answer, service, logged_in)
    answer.delete_cookie(_COOKIE, path=_COOKIE_PATH)
    return answer


def _log_in(service: Service, identity: Identity) -> LoggedIn | None:
    """The provider has its own second factor; ours is not asked."""

    def work(session: Session) -> LoggedIn | None:
        staff = municipal_login.staff_of(session, identity)
        if staff is None:
            return None
        now = service.clock()
        service.audit.append(session, "login", now, staff_id=staff.id, by="municipality")
        return accounts.open_session(session, staff, now, service.settings.session_hours)

    with service.database.write() as session:
        return work(session)


def _keep(service: Service, begun: MunicipalLogin) -> None:
    with service.database.write() as session:
        session.add(begun)


def _take(service: Service, state: str, binding: str) -> MunicipalLogin | None:
    with service.database.write() as session:
        return municipal_login.take(session, state, binding, service.clock())


def _provider(service: Service) -> Provider | None:
    settings = service.settings
    if not (settings.oidc_issuer and settings.oidc_client_id and settings.public_url):
        return None
    secret = settings.oidc_client_secret.get_secret_value() if settings.oidc_client_secret else ""
    redirect = f"{settings.public_url.rstrip('/')}/api/v1/desk/municipal/callback"
    return Provider(settings.oidc_issuer, settings.oidc_client_id, secret, redirect)


def _back(why: str) -> RedirectResponse:
    return RedirectResponse(f"{_DESK}?inloggen={why}", 303)
