"""Log lines: one JSON object each, for machines; plain text where a person watches.

No message text, no secret and no personal data goes into a log: what is logged are names of
things that happened, ids and classes of errors.
"""

import re
from types import TracebackType
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import EventDict, WrappedLogger

_as_dicts = ExceptionDictTransformer(show_locals=False)

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None]

_TOKEN = re.compile(
    r"(/accounts/(?:link|invitation|confirm-email|password/reset/key)/)[^\s?#\"'>]+"
)
"""Addresses whose end lets in whoever has it."""
_REPEATED = re.compile(r"(exception=\w+)\(.*\)", re.DOTALL)
"""How asyncio tells of a task that failed: with the text of the exception."""

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
QUIET = {
    # Haystack logs a line per component; uvicorn one per request.
    "haystack": {"level": "WARNING"},
    "uvicorn.access": {"level": "WARNING"},
    "django.server": {"level": "WARNING"},
}


def logging_config(level: str, as_json: bool) -> dict[str, Any]:
    """Give Django's LOGGING for standard loggers and structlog alike."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": _formatter(as_json)},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": QUIET,
    }


def _formatter(as_json: bool) -> dict[str, Any]:
    exceptions = structlog.processors.ExceptionRenderer(
        _where_it_broke if as_json else _where_it_broke_in_words
    )
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _without_secrets,
            exceptions,
            renderer,
        ],
    }


def _without_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Cut what lets people in out of addresses, and what exceptions say out of reports."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _REPEATED.sub(r"\1", _TOKEN.sub(r"\1***", value))
    return event


def _where_it_broke(exc_info: ExceptionInfo) -> list[dict[str, Any]]:
    """Give class and place of an exception and its causes.

    Not its text: database drivers and parsers quote the data they choke on.
    """
    return [
        {
            "type": error["exc_type"],
            "frames": [
                f"{frame['filename']}:{frame['lineno']} {frame['name']}"
                for frame in error["frames"]
            ],
        }
        for error in _as_dicts(exc_info)
    ]


def _where_it_broke_in_words(exc_info: ExceptionInfo) -> str:
    """Give the same as lines, the innermost place last."""
    return "\n".join(
        "\n".join((error["type"], *(f"  {place}" for place in error["frames"])))
        for error in _where_it_broke(exc_info)
    )
