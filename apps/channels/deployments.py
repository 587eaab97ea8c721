"""Where flows are live, and which sites are the workspace's own: what channels know of both."""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit
from uuid import UUID

from apps.channels.models import Channel
from apps.flows.policies.own_sites import own_site_sources
from apps.flows.versions.deployments import Deployment, deployment_sources

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
