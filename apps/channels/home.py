"""What Home and the flows are told about channels."""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.channels.models import WEB, Channel
from apps.channels.queries import get_channels
from apps.channels.website.seen_sites import was_seen_anywhere
from apps.flows.policies.own_sites import own_site_sources
from apps.flows.versions.deployments import Deployment, deployment_sources
from apps.tenants.members.roles import Action
from apps.tenants.site.home import FirstStep, steps
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import page_url

_SITE = re.compile(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,5}")


@deployment_sources.register
def channels_that_follow(flow_ids: Iterable[UUID]) -> Mapping[UUID, list[Deployment]]:
    """Give the active channels that follow each of the flows."""
    deployments: dict[UUID, list[Deployment]] = {}
    channels = Channel.objects.filter(default_flow__in=list(flow_ids), active=True)
    for channel in channels.order_by("name"):
        if channel.default_flow_id:
            deployment = Deployment(channel.name, channel.kind)
            deployments.setdefault(channel.default_flow_id, []).append(deployment)
    return deployments


@own_site_sources.register
def sites_that_show_a_channel() -> Iterator[str]:
    """Give the sites whose pages may show the workspace's channels; a bare machine is no site."""
    for channel in Channel.objects.filter(active=True):
        hosts = (urlsplit(origin).hostname for origin in channel.allowed_origins)
        yield from (host for host in hosts if host and _SITE.fullmatch(host))


def only_website_or_all(request: WorkspaceRequest) -> str:
    """Give the address of the workspace's only website channel, or of the list of channels."""
    websites = [channel for channel in get_channels(request.tenant) if channel.kind == WEB]
    if len(websites) == 1:
        return page_url(request.tenant, "channel", channel_id=websites[0].id)
    return page_url(request.tenant, "channels")


def register() -> None:
    """Let Home show what there is to say about channels."""
    steps.register(
        FirstStep(
            kind="site",
            order=30,
            title=_("Put it on your website"),
            help=_("Paste one line into your site. This ticks when we see the chat there."),
            link=_("Get the line"),
            needs=Action.MANAGE_CHANNELS,
            address=only_website_or_all,
            is_done=was_seen_anywhere,
        )
    )
