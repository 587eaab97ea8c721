"""Reads of channels."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from apps.channels.models import Channel
from apps.channels.origins import origin_is_allowed
from apps.core.errors import Forbidden, NotFound
from apps.tenants.models import Tenant
from apps.tenants.scope import system_scope, tenant_scope

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


def get_channels(tenant: Tenant) -> list[Channel]:
    """Give the channels of a workspace, oldest first, each with the flow it follows."""
    with tenant_scope(tenant):
        return list(_whole_channels().order_by("created_at"))


def access_channel(tenant: Tenant, channel_id: UUID) -> Channel:
    """Find a channel of a workspace.

    Raises:
        NotFound: the workspace has no such channel.
    """
    with tenant_scope(tenant):
        channel = _whole_channels().filter(id=channel_id).first()
    if channel is None:
        raise NotFound("There is no such channel.")
    return channel


def access_web_door(key: str, channel: str | None, origin: str | None) -> WebDoor:
    """Find the website channel that a snippet names, for a page of this origin.

    Raises:
        NotFound: no active website channel goes by these ids.
        Forbidden: the channel does not allow this origin.
    """
    return check_web_door(access_web_channel(key, channel), origin)


def access_web_channel(key: str, channel: str | None) -> Channel:
    """Find the website channel that a snippet names; it comes with its tenant.

    ``key`` is the workspace's public id, ``channel`` a channel's public id; without it the
    workspace's first website channel is taken.

    Raises:
        NotFound: no active website channel goes by these ids.
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
    return row


def check_web_door(channel: Channel, origin: str | None) -> WebDoor:
    """Let a page of this origin in; the channel comes with its tenant.

    Raises:
        NotFound: the channel is switched off.
        Forbidden: the channel does not allow this origin.
    """
    if not channel.active:
        raise NotFound(NO_SUCH_CHANNEL)
    if not origin_is_allowed(origin, channel.allowed_origins):
        raise Forbidden(
            "This site may not show the chat. Add it under Channels, Sites allowed.",
            code="site_not_allowed",
        )
    return WebDoor(
        tenant_id=channel.tenant_id,
        channel_id=channel.id,
        name=channel.config.get("bot_name") or channel.tenant.name,
        language=channel.config.get("language") or channel.tenant.language,
        config=channel.config,
    )


def _whole_channels() -> QuerySet[Channel]:
    """Read with a channel what outside of a scope cannot be read any more."""
    return Channel.objects.select_related("default_flow__live_version")
