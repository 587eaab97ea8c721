"""What Home and the flows are told about channels."""

from django.utils.translation import gettext_lazy as _

from apps.channels.models import WEB
from apps.channels.queries import get_channels
from apps.channels.website.seen_sites import was_seen_anywhere
from apps.tenants.members.roles import Action
from apps.tenants.site.home import FirstStep, steps
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import page_url


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
