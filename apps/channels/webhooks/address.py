"""The two addresses of a signed webhook: where we listen, and where the tenant's system does.

Whether anybody listens there, and on a public machine, shows when a message is sent.
"""

import re
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from apps.channels.models import Channel
from apps.core.errors import Invalid
from apps.platform.http.client import PORTS

MOST_CHARACTERS = 500

_SPACE = re.compile(r"[\x00-\x20\x7f\\]")


def posting_address(channel: Channel) -> str:
    """Give the address that a channel's provider posts to."""
    return f"{settings.XIN_PUBLIC_URL}/webhooks/{channel.public_id}"


def read_webhook_address(written: str) -> str:
    """Give the address as it is kept.

    Raises:
        Invalid: nothing can be posted there, or anybody could read along; it says why.
    """
    written = written.strip()
    if wrong := _wrong(written):
        raise Invalid(_("Nothing was changed."), fields={"url": wrong})
    return written


def _wrong(written: str) -> str:
    """Say what is wrong, or nothing."""
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        return _not_whole()
    if not _is_whole(parts) or _SPACE.search(written) or len(written) > MOST_CHARACTERS:
        return _not_whole()
    if "@" in parts.netloc:
        return _("Leave out the user name and password: the signature says who we are.")
    if settings.XIN_ALLOW_LOOPBACK_HTTP:
        return ""
    if parts.scheme != "https":
        return _("Begin with https://, so that nobody reads along.")
    if port not in (None, *PORTS.values()):
        return _("Leave out the port: only the usual ones are open.")
    return ""


def _is_whole(parts: SplitResult) -> bool:
    return parts.scheme in PORTS and bool(parts.hostname)


def _not_whole() -> str:
    return _("Write the whole address, such as https://shop.example/chat.")
