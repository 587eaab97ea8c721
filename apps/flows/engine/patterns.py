"""Regular expressions of tenants: they run in linear time, whatever somebody writes."""

from functools import lru_cache
from typing import Any

import re2  # type: ignore[import-untyped]

from apps.flows.engine.sentences import Unusable

MAX_PATTERN = 256
MAX_MATCHED = 4_096
"""Characters of a value that a pattern looks at."""


class BadPattern(Unusable):
    """A regular expression is too long or cannot be read."""


@lru_cache(maxsize=1_024)
def compile_pattern(pattern: str) -> Any:
    """Compile a regular expression that runs in linear time and ignores case.

    Raises:
        BadPattern: it is longer than MAX_PATTERN or cannot be read.
    """
    if len(pattern) > MAX_PATTERN:
        raise BadPattern("a pattern may have %(most)s characters at most", most=MAX_PATTERN)
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0] if error.args else "unknown reason"
        message = reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
        raise BadPattern("the pattern cannot be read: %(reason)s", reason=message) from error
