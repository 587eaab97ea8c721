"""Which sites may show a channel's widget.

An origin is scheme, host and port as the browser sends it in the ``Origin`` header; it is
compared whole, so ``https://good.com.evil.io`` is a different site.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*|[0-9a-f:.]+")
"""A name as browsers write it, or an address of IPv6."""


def normal_origin(text: str) -> str | None:
    """Give ``https://host[:port]`` in lower case without a default port, or None for nonsense."""
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    default = {"http": 80, "https": 443}[parts.scheme]
    suffix = f":{port}" if port and port != default else ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}{suffix}"


def read_origin(text: str) -> str | None:
    """Give the origin that a person named, as a browser would send it, or None for nonsense.

    A path is left out and letters beyond ASCII are written as in the address bar of old:
    ``https://müller.example/shop`` is ``https://xn--mller-kva.example``.
    """
    origin = normal_origin(text)
    if origin is None:
        return None
    parts = urlsplit(origin)
    try:
        host = (parts.hostname or "").encode("idna").decode()
    except UnicodeError:
        return None
    if not _HOST.fullmatch(host):
        return None
    return normal_origin(origin.replace(parts.hostname or "", host, 1))


def origin_is_allowed(origin: str | None, allowed: Sequence[str]) -> bool:
    """Tell whether a page of this origin may use the channel.

    A request without an origin does not come from a page (a server or a command line); it is
    allowed, as the key is public.
    """
    if not allowed or origin is None:
        return True
    return normal_origin(origin) in {normal_origin(site) for site in allowed} - {None}
