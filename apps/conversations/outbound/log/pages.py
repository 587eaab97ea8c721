"""The Delivery section: what became of each message, and a second try for what did not arrive."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.channels.queries import get_channels
from apps.channels.reasons import reason_of
from apps.channels.webhooks.inbox import replay_event
from apps.conversations.outbound.log.history import access_event_history, access_message_history
from apps.conversations.outbound.log.queries import Filter, count_entries, list_entries
from apps.conversations.outbound.log.schemas import DeliveryLogEntry, MessageHistory
from apps.conversations.outbound.log.services import send_again
from apps.conversations.outbound.log.state_labels import BADGES, label_of
from apps.core.errors import Conflict, Forbidden, Invalid
from apps.tenants.members.roles import Action, may
from apps.tenants.models import Tenant
from apps.tenants.site.durations import duration_in_words
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import Section, page_url
from apps.tenants.site.pages import page, show

LOOKS = {
    "all": gettext_lazy("All"),
    "on_the_way": gettext_lazy("On the way"),
    "attention": gettext_lazy("Needs attention"),
    "delivered": gettext_lazy("Delivered"),
}
HOURS = {
    "": gettext_lazy("Any time"),
    "1": gettext_lazy("Last hour"),
    "24": gettext_lazy("Last 24 hours"),
    "168": gettext_lazy("Last 7 days"),
}


class LookForm(forms.Form):
    """What somebody wants to see; a value that is none leaves its filter open."""

    look = forms.ChoiceField(choices=list(LOOKS.items()), required=False)
    channel = forms.TypedChoiceField(coerce=UUID, empty_value=None, required=False)
    contact = forms.CharField(max_length=100, required=False)
    hours = forms.ChoiceField(choices=list(HOURS.items()), required=False)
    conversation = forms.UUIDField(required=False)

    def __init__(self, request: WorkspaceRequest) -> None:
        super().__init__(request.GET)
        channels: Any = self.fields["channel"]
        named = [(channel.id, channel.name) for channel in get_channels(request.tenant)]
        channels.choices = [("", gettext_lazy("All channels")), *named]
        for name in ("channel", "hours"):
            self.fields[name].widget.attrs["class"] = "input"

    def wanted(self) -> Filter:
        """Give the filter of what is understood."""
        self.is_valid()
        asked = self.cleaned_data
        hours = asked.get("hours")
        return Filter(
            look=asked.get("look") or "all",
            channel_id=asked.get("channel"),
            conversation_id=asked.get("conversation"),
            contact=asked.get("contact") or "",
            since=timezone.now() - timedelta(hours=int(hours)) if hours else None,
        )


@page(
    "delivery/",
    "delivery",
    Action.HANDLE_CONVERSATIONS,
    Section(gettext_lazy("Delivery"), "receipt_long", 12),
)
def ledger(request: WorkspaceRequest) -> HttpResponseBase:
    """List the entries."""
    form = LookForm(request)
    wanted = form.wanted()
    found = _found(request, wanted)
    return show(
        request,
        "conversations/delivery.html",
        title=_("Delivery"),
        lines=[_line(request.tenant, entry) for entry in found.entries],
        counts=count_entries(request.tenant.id, wanted.channel_id),
        form=form,
        look=wanted.look,
        looks=[(key, words, _address(request, look=key)) for key, words in LOOKS.items()],
        older=_address(request, cursor=found.next) if found.next else None,
        is_filtered=replace(wanted, look="all") != Filter(),
    )


@page("delivery/messages/<uuid:message_id>/", "message_life", Action.HANDLE_CONVERSATIONS)
def message(request: WorkspaceRequest, message_id: UUID) -> HttpResponseBase:
    """Show the life of a message; a press of the button sends it again."""
    if request.method == "POST":
        return _second_try(request, message_id, again=True)
    return _life(request, access_message_history(request.tenant.id, message_id))


@page("delivery/events/<uuid:inboundevent_id>/", "event_life", Action.HANDLE_CONVERSATIONS)
def event(request: WorkspaceRequest, inboundevent_id: UUID) -> HttpResponseBase:
    """Show the life of an event; a press of the button replays it."""
    if request.method == "POST":
        return _second_try(request, inboundevent_id, again=False)
    life = access_event_history(request.tenant.id, inboundevent_id)
    if life.entry.what == "message":
        return HttpResponseRedirect(_life_url(request.tenant, life.entry))
    return _life(request, life)


def _life(request: WorkspaceRequest, life: MessageHistory) -> HttpResponseBase:
    return show(
        request,
        "conversations/message_life.html",
        title=_("Delivery"),
        back=page_url(request.tenant, "delivery"),
        life=life,
        line=_line(request.tenant, life.entry),
        may_replay=may(request.membership.role, Action.MANAGE_CHANNELS),
    )


def _second_try(request: WorkspaceRequest, entry_id: UUID, *, again: bool) -> HttpResponseBase:
    try:
        if again:
            send_again(request.tenant, entry_id, request.user)
            messages.info(request, _("The message is on its way again."))
        else:
            _check_may_replay(request)
            replay_event(request.tenant, entry_id, request.user)
            messages.info(request, _("It is taken in again."))
    except Conflict:
        messages.error(request, _("Nothing was done: it stands differently by now. See below."))
    return HttpResponseRedirect(request.path)


def _check_may_replay(request: WorkspaceRequest) -> None:
    if not may(request.membership.role, Action.MANAGE_CHANNELS):
        raise Forbidden("Owners and admins replay what was set aside.")


def _found(request: WorkspaceRequest, wanted: Filter) -> Any:
    try:
        return list_entries(request.tenant.id, wanted, request.GET.get("cursor", ""))
    except Invalid:
        return list_entries(request.tenant.id, wanted)


def _line(tenant: Tenant, entry: DeliveryLogEntry) -> dict[str, Any]:
    sign = label_of(entry)
    waited = entry.answered_at - entry.at if entry.answered_at else None
    return {
        "entry": entry,
        "sign": sign,
        "badge": BADGES[sign.tone],
        "reason": reason_of(entry.reason).words if entry.reason else "",
        "answered_after": duration_in_words(waited) if waited and entry.state == "answered" else "",
        "url": _life_url(tenant, entry),
    }


def _life_url(tenant: Tenant, entry: DeliveryLogEntry) -> str:
    if entry.what == "event":
        return page_url(tenant, "event_life", inboundevent_id=entry.id)
    return page_url(tenant, "message_life", message_id=entry.id)


def _address(request: WorkspaceRequest, **changes: str) -> str:
    """Give the address of this page with a change; another look begins at the newest."""
    names = {key: value for key, value in request.GET.items() if key != "cursor" and value}
    return f"{request.path}?{urlencode(names | changes)}"
