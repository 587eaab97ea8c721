"""Reads of channels."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from apps.channels.models import WEB, Channel, InboundEvent
from apps.channels.website.origins import origin_is_allowed
from apps.core.errors import Forbidden, NotFound
from apps.platform.db.scope import system_scope, tenant_scope
from apps.platform.db.statements import run_in_system
from apps.tenants.models import Tenant

NO_SUCH_CHANNEL = "There is no website channel with this key. Copy the snippet again."

_PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True)
class WidgetChannel:
    """What the widget's entry points need to know of a channel, free of the database."""

    tenant_id: UUID
    channel_id: UUID
    name: str
    language: str
    config: dict[str, Any]


def get_channels(tenant: Tenant) -> list[Channel]:
    """Give the channels of a workspace, oldest first, each with the flow it follows."""
    with tenant_scope(tenant):
        return list(_whole_channels().order_by("created_at"))


def access_channel(tenant: Tenant, channel_id: UUID, kind: str = "") -> Channel:
    """Find a channel of a workspace, of any kind or of this one.

    Raises:
        NotFound: the workspace has no such channel.
    """
    with tenant_scope(tenant):
        channel = _whole_channels().filter(id=channel_id).first()
    if channel is None or (kind and channel.kind != kind):
        raise NotFound("There is no such channel.")
    return channel


def get_latest_events(channel: Channel, most: int) -> list[InboundEvent]:
    """Give what a channel's provider told last, the newest first, without its words."""
    with tenant_scope(channel.tenant_id):
        events = InboundEvent.objects.filter(channel=channel).defer("raw")
        return list(events.order_by("-at", "-id")[:most])


async def access_widget_channel(key: str, channel: str | None, origin: str | None) -> WidgetChannel:
    """Find the website channel that a snippet names, for a page of this origin.

    Raises:
        NotFound: no active website channel goes by these ids.
        Forbidden: the channel does not allow this origin.
    """
    _check_ids(key, channel)
    names = {"key": key, "channel": channel, "kind": WEB}
    rows = await run_in_system("channel by public id", _WIDGET_CHANNEL, names)
    if not rows:
        raise NotFound(NO_SUCH_CHANNEL)
    [(tenant_id, channel_id, name, language, config, allowed_origins)] = rows
    _check_origin(origin, json.loads(allowed_origins))
    return WidgetChannel(tenant_id, channel_id, name, language, json.loads(config))


# Read once a visit, and without a socket once a message.
_WIDGET_CHANNEL = """
SELECT channel.tenant_id, channel.id,
       coalesce(nullif(channel.config->>'bot_name', ''), tenant.name),
       coalesce(nullif(channel.config->>'language', ''), tenant.language),
       channel.config, channel.allowed_origins
FROM chat_channels_channel AS channel
JOIN tenants_tenant AS tenant ON tenant.id = channel.tenant_id
WHERE tenant.public_id = %(key)s AND tenant.suspended_at IS NULL
    AND channel.kind = %(kind)s AND channel.active
    AND (%(channel)s::text IS NULL OR channel.public_id = %(channel)s)
ORDER BY channel.created_at LIMIT 1
"""


def access_web_channel(key: str, channel: str | None) -> Channel:
    """Find the website channel that a snippet names; it comes with its tenant.

    ``key`` is the workspace's public id, ``channel`` a channel's public id; without it the
    workspace's first website channel is taken.

    Raises:
        NotFound: no active website channel goes by these ids.
    """
    _check_ids(key, channel)
    with system_scope("channel by public id"):
        found = _open_channels().filter(tenant__public_id=key, kind=WEB)
        if channel:
            found = found.filter(public_id=channel)
        row = found.order_by("created_at").first()
    if row is None:
        raise NotFound(NO_SUCH_CHANNEL)
    return row


def check_widget_channel(channel: Channel, origin: str | None) -> WidgetChannel:
    """Let a page of this origin in; the channel comes with its tenant.

    Raises:
        NotFound: the channel is switched off.
        Forbidden: the channel does not allow this origin.
    """
    if not channel.active:
        raise NotFound(NO_SUCH_CHANNEL)
    _check_origin(origin, channel.allowed_origins)
    return WidgetChannel(
        tenant_id=channel.tenant_id,
        channel_id=channel.id,
        name=channel.config.get("bot_name") or channel.tenant.name,
        language=channel.config.get("language") or channel.tenant.language,
        config=channel.config,
    )


def access_provider_channel(public_id: str) -> Channel:
    """Find the channel whose provider posts to this address.

    Raises:
        NotFound: no active channel of a provider goes by this id.
    """
    if _PUBLIC_ID.fullmatch(public_id):
        with system_scope("channel by public id"):
            found = _open_channels().filter(public_id=public_id).exclude(kind=WEB)
            if channel := found.first():
                return channel
    raise NotFound("There is no such channel.")


def _check_ids(key: str, channel: str | None) -> None:
    if not _PUBLIC_ID.fullmatch(key) or not _PUBLIC_ID.fullmatch(channel or key):
        raise NotFound(NO_SUCH_CHANNEL)


def _check_origin(origin: str | None, allowed: Sequence[str]) -> None:
    if not origin_is_allowed(origin, allowed):
        raise Forbidden(
            "This site may not show the chat. Add it under Channels, Sites allowed.",
            code="site_not_allowed",
        )


def _open_channels() -> QuerySet[Channel]:
    """Read the channels that take anything in, each with its tenant."""
    found = Channel.objects.filter(active=True, tenant__suspended_at=None)
    return found.select_related("tenant")


def _whole_channels() -> QuerySet[Channel]:
    """Read with a channel what outside of a scope cannot be read any more."""
    return Channel.objects.select_related("default_flow__live_version")
