"""Every address of the project that names something of a workspace."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

OF_NO_WORKSPACE = ("accounts/", "admin/", "api/", "static/", "webhooks/")
"""Signing in, system administration, the API (walked by its document), files for everybody, and
the providers' door, which opens to a signature and to nobody who is signed in."""

_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


def addresses() -> Iterator[str]:
    """Give addresses such as ``/app/{slug}/flows/{flow_id}/``."""
    for route in _routes(get_resolver().url_patterns, ""):
        if _PARAMETER.search(route) and not route.startswith(OF_NO_WORKSPACE):
            yield "/" + _PARAMETER.sub(r"{\1}", route)


def _routes(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route
