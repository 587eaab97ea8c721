"""The Channels section: where visitors come in, and how to put a chat on a website."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin

from apps.channels.forms import ChannelForm
from apps.channels.models import WEB, WEBHOOK, Channel
from apps.channels.queries import access_channel, get_channels
from apps.channels.registry import label_of
from apps.channels.services import create_web_channel
from apps.tenants.members.roles import Action, may
from apps.tenants.models import Tenant
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import Section, page_url
from apps.tenants.site.pages import View, page, show, show_island


def embed_url(tenant: Tenant, channel: Channel) -> str:
    """Give the address of the script that puts this channel on a page."""
    names = urlencode({"tenant_id": tenant.public_id, "channel": channel.public_id})
    return f"{settings.XIN_PUBLIC_URL}/embed.js?{names}"


def framed_by_us(view: View) -> View:
    """Let our own pages show this one in a frame; no other page may be framed."""
    framed: View = xframe_options_sameorigin(csp_replace({"frame-ancestors": [SELF]})(view))
    return framed


PAGES = {WEB: "channel", WEBHOOK: "webhook"}
"""The page of each kind of channel; one of a package has none."""
ICONS = {WEB: "language", WEBHOOK: "webhook"}


@page(
    "channels/",
    "channels",
    Action.MANAGE_CHANNELS,
    Section(gettext_lazy("Channels"), "language", 30),
)
def channels(request: WorkspaceRequest) -> HttpResponseBase:
    """List the channels."""
    rows = [_row(channel) for channel in get_channels(request.tenant)]
    return show(request, "channels/channels.html", title=_("Channels"), rows=rows)


@page("channels/new/", "new_channel", Action.MANAGE_CHANNELS)
def new(request: WorkspaceRequest) -> HttpResponseBase:
    """Ask what kind of channel it shall be."""
    back = page_url(request.tenant, "channels")
    return show(request, "channels/new.html", title=_("New channel"), back=back)


@page("channels/new/website/", "new_website", Action.MANAGE_CHANNELS)
def new_website(request: WorkspaceRequest) -> HttpResponseBase:
    """Open a website channel."""
    form = ChannelForm(request.POST or None)
    if form.is_valid():
        asked = form.cleaned_data
        channel = create_web_channel(request.tenant, asked["name"], asked["default_flow"])
        return HttpResponseRedirect(page_url(request.tenant, "channel", channel_id=channel.id))
    return show(
        request,
        "channels/form.html",
        title=_("New website channel"),
        back=page_url(request.tenant, "new_channel"),
        form=form,
    )


@page("channels/<uuid:channel_id>/", "channel", Action.MANAGE_CHANNELS)
def snippet(request: WorkspaceRequest, channel_id: UUID) -> HttpResponseBase:
    """Show how to put a channel on a website."""
    channel = access_channel(request.tenant, channel_id, WEB)
    return show_island(
        request,
        "snippet",
        title=channel.name,
        back=page_url(request.tenant, "channels"),
        channelId=str(channel.id),
        embedUrl=embed_url(request.tenant, channel),
        previewUrl=page_url(request.tenant, "preview", channel_id=channel.id),
        workspaceName=request.tenant.name,
        workspaceLanguage=request.tenant.language,
        mayEdit=may(request.membership.role, Action.MANAGE_CHANNELS),
    )


@page("channels/<uuid:channel_id>/preview/", "preview", Action.MANAGE_CHANNELS)
@framed_by_us
def preview(request: WorkspaceRequest, channel_id: UUID) -> HttpResponseBase:
    """Show the living widget on a made-up site, inside the snippet's page."""
    channel = access_channel(request.tenant, channel_id, WEB)
    return TemplateResponse(request, "channels/preview.html", {"channel": channel})


def _row(channel: Channel) -> dict[str, Any]:
    """Give a channel as the list shows it."""
    return {
        "channel": channel,
        "kind": label_of(channel.kind),
        "icon": ICONS.get(channel.kind, "forum"),
        "page": PAGES.get(channel.kind),
        "is_website": channel.kind == WEB,
    }
