"""Errors as RFC 9457 problem documents, in Dutch, saying what to do."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from naast.errors import (
    AlreadyClaimed,
    CodeNeeded,
    DeskClosed,
    InvalidInput,
    SecondFactorMissing,
    StaffError,
    StaffInputInvalid,
    TooManyAttempts,
    TooManyRequests,
    VisitorError,
)
from naast.handover.opening_hours import in_words
from naast.web.service import service_of

log = structlog.get_logger()
_MEDIA_TYPE = "application/problem+json"
_DUTCH = {
    400: "Deze aanvraag klopt niet.",
    401: "Log in om verder te gaan.",
    403: "Dit mag niet.",
    404: "Dit bestaat niet (meer).",
    405: "Dit kan hier niet.",
    409: "Dit kan nu niet.",
    413: "Dit is te groot. Stuur minder tekst.",
    422: "Er klopt iets niet in wat je stuurde.",
    429: "Wacht even en probeer het dan opnieuw.",
}


def problem(status: int, detail: str, headers: dict[str, str] | None = None, **more: Any) -> JSONResponse:
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(body | more, status, headers, media_type=_MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Every error leaves as a problem document; what we did not foresee is logged without content."""
    app.add_exception_handler(VisitorError, _visitor_error)
    app.add_exception_handler(StaffError, _staff_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(OperationalError, _store_away)
    app.add_exception_handler(Exception, _unforeseen)


async def _visitor_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, VisitorError)
    more: dict[str, Any] = {}
    headers: dict[str, str] = {}
    if isinstance(error, InvalidInput):
        more["field"] = error.field
    if isinstance(error, TooManyRequests):
        headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, DeskClosed):
        now = service_of(request).clock()
        more["callback"] = error.callback
        more["opens_at"] = error.opens_at.isoformat() if error.opens_at else None
        more["opens"] = in_words(error.opens_at, now) if error.opens_at else None
    return problem(error.status, error.message, headers, **more)


async def _staff_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, StaffError)
    more: dict[str, Any] = {}
    if isinstance(error, AlreadyClaimed):
        more["claimed_by"] = error.claimed_by
    if isinstance(error, StaffInputInvalid):
        more["field"] = error.field
    if isinstance(error, CodeNeeded | SecondFactorMissing):
        more["need"] = error.need
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooManyAttempts) else None
    return problem(error.status, error.message, headers, **more)


async def _validation_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"] if part not in ("body", "query", "path")) or "body"
    return problem(422, f"Het veld {field} ontbreekt of heeft niet de goede vorm.", field=field)


async def _http_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    detail = _DUTCH.get(error.status_code, "Er ging iets mis. Probeer het later nog eens.")
    return problem(error.status_code, detail, dict(error.headers or {}))


async def _store_away(_request: Request, error: Exception) -> JSONResponse:
    """The database is away, full or busy. Nothing was stored, so sending again is right."""
    log.error("store_away", exc_info=error)
    return problem(503, "We kunnen er even niet bij. Probeer het zo nog eens.", {"Retry-After": "5"})


async def _unforeseen(request: Request, error: Exception) -> JSONResponse:
    log.error("unforeseen", path=request.scope["route"].path if "route" in request.scope else "?", exc_info=error)
    return problem(500, "Er ging iets mis bij ons. Probeer het zo nog eens.")
