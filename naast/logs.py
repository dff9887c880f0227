"""Logs: one readable line per event, with ids, never with a word that anybody typed."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

from naast.errors import ContentError, SetupError

_SAFE_MESSAGES = (ContentError, SetupError)
"""Errors about the installation; any other error's message could hold a visitor's words."""


class BareFormatter(logging.Formatter):
    """Formats an exception as its type and the place it was raised, without locals or message."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  (logging's own name)
        return where_raised(*ei)


def configure_logs(*, stream: Any = None, as_json: bool = False) -> None:
    """Send structlog and the libraries' loggers to standard error, one line per event."""
    stream = stream or sys.stderr
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%Y-%m-%d %H:%M:%S", utc=False),
            _bare_exception,
            structlog.processors.JSONRenderer()
            if as_json
            else structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0, sort_keys=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(BareFormatter("%(asctime)s [%(levelname)s] %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def where_raised(
    kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
) -> str:
    """`KeyError at naast/x.py:12`; the message only of errors that are about the installation."""
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    message = f": {error}" if isinstance(error, _SAFE_MESSAGES) else ""
    return f"{kind.__name__ if kind else 'error'} at {place}{message}"


def _bare_exception(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    raised = event.pop("exc_info", None)
    if isinstance(raised, BaseException):
        event["error"] = where_raised(type(raised), raised, raised.__traceback__)
    elif raised:
        event["error"] = where_raised(*sys.exc_info())
    return event
