"""Reads of channels."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apps.channels.models import Channel
from apps.channels.origins import origin_is_allowed
from apps.core.errors import Forbidden, NotFound
from apps.tenants.scope import system_scope

NO_SUCH_CHANNEL = "There is no website channel with this key. Copy the snippet again."

_PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True)
class WebDoor:
    """What a visitor's door needs to know of its channel, free of the database."""

    tenant_id: UUID
    channel_id: UUID
    name: str
    language: str
    config: dict[str, Any]


def access_web_door(key: str, channel: str | None, origin: str | None) -> WebDoor:
    """Find the website channel that a snippet names.

    ``key`` is the workspace's public id, ``channel`` a channel's public id; without it the
    workspace's first website channel is taken.

    Raises:
        NotFound: no active website channel goes by these ids.
        Forbidden: the channel does not allow this origin.
    """
    if not _PUBLIC_ID.fullmatch(key) or not _PUBLIC_ID.fullmatch(channel or key):
        raise NotFound(NO_SUCH_CHANNEL)
    with system_scope("channel by public id"):
        found = Channel.objects.filter(
            tenant__public_id=key, kind=Channel.Kind.WEB, active=True
        ).select_related("tenant")
        if channel:
            found = found.filter(public_id=channel)
        row = found.order_by("created_at").first()
    if row is None:
        raise NotFound(NO_SUCH_CHANNEL)
    return check_web_door(row, origin)


def check_web_door(channel: Channel, origin: str | None) -> WebDoor:
    """Let a page of this origin in; the channel comes with its tenant.

    Raises:
        Forbidden: the channel does not allow this origin.
    """
    if not origin_is_allowed(origin, channel.allowed_origins):
        raise Forbidden(
            "This site may not show the chat. Add it under Channels, Sites allowed.",
            code="site_not_allowed",
        )
    return WebDoor(
        tenant_id=channel.tenant_id,
        channel_id=channel.id,
        name=channel.config.get("bot_name") or channel.tenant.name,
        language=channel.tenant.language,
        config=channel.config,
    )
