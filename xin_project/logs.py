"""Log lines: one JSON object each, for machines; coloured text where a person watches.

No message text, no secret and no personal data goes into a log: what is logged are names of
things that happened, ids and classes of errors.
"""

from types import TracebackType
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer

_as_dicts = ExceptionDictTransformer(show_locals=False)

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def logging_config(level: str, as_json: bool) -> dict[str, Any]:
    """Give Django's LOGGING for standard loggers and structlog alike."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer: list[Any] = (
        [
            structlog.processors.ExceptionRenderer(_where_it_broke),
            structlog.processors.JSONRenderer(),
        ]
        if as_json
        else [structlog.dev.ConsoleRenderer(colors=False)]
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    *renderer,
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Haystack logs a line per component; uvicorn one per request.
            "haystack": {"level": "WARNING"},
            "uvicorn.access": {"level": "WARNING"},
            "django.server": {"level": "WARNING"},
        },
    }


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
