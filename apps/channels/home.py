"""What Home and the flows are told about channels."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.channels.models import Channel
from apps.channels.queries import get_channels
from apps.channels.seen_sites import was_seen_anywhere
from apps.flows.places import tell_places
from apps.tenants.frame import page_url
from apps.tenants.home import Step, steps
from apps.tenants.middleware import WorkspaceRequest
from apps.tenants.roles import Action


@tell_places
def channels_that_follow(flow_ids: Iterable[UUID]) -> Mapping[UUID, list[str]]:
    """Give the names of the active channels that follow each of the flows."""
    places: dict[UUID, list[str]] = {}
    channels = Channel.objects.filter(default_flow__in=list(flow_ids), active=True)
    for channel in channels.order_by("name"):
        if channel.default_flow_id:
            places.setdefault(channel.default_flow_id, []).append(channel.name)
    return places


def only_channel_or_all(request: WorkspaceRequest) -> str:
    """Give the address of the workspace's only channel, or of their list."""
    channels = get_channels(request.tenant)
    if len(channels) == 1:
        return page_url(request.tenant, "channel", channel_id=channels[0].id)
    return page_url(request.tenant, "channels")


steps.register(
    Step(
        kind="site",
        order=30,
        title=_("Put it on your website"),
        help=_("Paste one line into your site. This ticks when we see the chat there."),
        link=_("Get the line"),
        needs=Action.MANAGE_CHANNELS,
        address=only_channel_or_all,
        is_done=was_seen_anywhere,
    )
)
