"""The page of a signed webhook: both addresses, its secrets, a test, what came in last."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from apps.channels.accounts import newest_signing_secret, signing_secret_endings
from apps.channels.forms import WebhookForm, WebhookSettingsForm
from apps.channels.models import WEBHOOK, Channel, InboundEvent
from apps.channels.queries import access_channel, get_latest_events
from apps.channels.reasons import reason_of
from apps.channels.services import (
    change_channel,
    change_signing_secret,
    create_webhook_channel,
    retire_old_secret,
)
from apps.channels.webhooks.address import posting_address
from apps.channels.webhooks.sample_message import outcome_in_words, send_sample
from apps.core.errors import RateLimited
from apps.tenants.members.roles import Action
from apps.tenants.models import Tenant
from apps.tenants.site.forms import errors_in
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import page_url
from apps.tenants.site.pages import page, show

LATEST_EVENTS = 10
SHOWN_NEXT = "shown_next_"
"""Begins the name of what the session holds until a new secret was shown; never the secret."""


@page("channels/new/webhook/", "new_webhook", Action.MANAGE_CHANNELS)
def new_webhook(request: WorkspaceRequest) -> HttpResponseBase:
    """Open a signed webhook."""
    form = WebhookForm(request.POST or None)
    if form.is_valid():
        with errors_in(form):
            channel = _open(request, form)
            _show_secret_once(request, channel)
            return _to_page(request, channel)
    return show(
        request,
        "channels/form.html",
        title=_("New signed webhook"),
        back=page_url(request.tenant, "new_channel"),
        form=form,
    )


@page("channels/<uuid:channel_id>/webhook/", "webhook", Action.MANAGE_CHANNELS)
def webhook(request: WorkspaceRequest, channel_id: UUID) -> HttpResponseBase:
    """Show a signed webhook, and change it."""
    channel = access_channel(request.tenant, channel_id, WEBHOOK)
    if deed := request.POST.get("do"):
        return _carry_out(request, channel, deed)
    form = WebhookSettingsForm(request.POST or None, initial=_held(channel))
    if form.is_valid():
        with errors_in(form):
            change_channel(channel, request.user, **form.cleaned_data)
            messages.info(request, _("Saved."))
            return _to_page(request, channel)
    return _show_webhook(request, channel, form=form)


def _carry_out(request: WorkspaceRequest, channel: Channel, deed: str) -> HttpResponseBase:
    """Do what a button asks for."""
    if deed == "test":
        form = WebhookSettingsForm(initial=_held(channel))
        tried = _tried(request, channel)
        return _show_webhook(request, channel, form=form, tried=tried)
    if deed == "new_secret":
        change_signing_secret(channel, request.user)
        _show_secret_once(request, channel)
    if deed == "retire_secret":
        retire_old_secret(channel, request.user)
        messages.info(request, _("Only the newest secret is good now."))
    return _to_page(request, channel)


def _show_webhook(request: WorkspaceRequest, channel: Channel, **shown: Any) -> HttpResponseBase:
    latest = get_latest_events(channel, LATEST_EVENTS)
    return show(
        request,
        "channels/webhook.html",
        title=channel.name,
        back=page_url(request.tenant, "channels"),
        channel=channel,
        address=posting_address(channel),
        new_secret=_new_secret(request, channel),
        secret_endings=signing_secret_endings(channel),
        events=[_row(request.tenant, event) for event in latest],
        **shown,
    )


def _row(tenant: Tenant, event: InboundEvent) -> dict[str, Any]:
    """Give an event, why it was set aside if it was, and where all of it is told."""
    return {
        "event": event,
        "problem": reason_of(event.error).words if event.error else "",
        "url": page_url(tenant, "event_life", inboundevent_id=event.id),
    }


def _open(request: WorkspaceRequest, form: WebhookForm) -> Channel:
    asked = form.cleaned_data
    return create_webhook_channel(
        request.tenant, asked["name"], asked["url"], request.user, flow=asked["default_flow"]
    )


def _held(channel: Channel) -> dict[str, Any]:
    """Give what the form shows before anybody changed it."""
    return {
        "name": channel.name,
        "url": channel.config["url"],
        "default_flow": channel.default_flow_id,
        "quiet_ms": channel.quiet_ms,
        "active": channel.active,
    }


def _tried(request: WorkspaceRequest, channel: Channel) -> dict[str, Any]:
    """Send a sample, and say in words what came of it."""
    try:
        reason = send_sample(channel, request.user)
    except RateLimited as refused:
        return {"failed": True, "words": refused.message}
    return {"failed": bool(reason), "words": outcome_in_words(reason)}


def _show_secret_once(request: WorkspaceRequest, channel: Channel) -> None:
    """Let the next page that this person sees of the channel show its newest secret."""
    request.session[f"{SHOWN_NEXT}{channel.id}"] = True


def _new_secret(request: WorkspaceRequest, channel: Channel) -> str:
    shown = request.session.pop(f"{SHOWN_NEXT}{channel.id}", False)
    return newest_signing_secret(channel) if shown else ""


def _to_page(request: WorkspaceRequest, channel: Channel) -> HttpResponseRedirect:
    return HttpResponseRedirect(page_url(request.tenant, "webhook", channel_id=channel.id))
