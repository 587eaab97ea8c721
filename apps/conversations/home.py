"""What Home says about conversations."""

from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.channels.home import only_website_or_all
from apps.conversations.models import Conversation, Message
from apps.conversations.numbers import get_numbers
from apps.tenants.frame import page_url
from apps.tenants.home import Part, Step, parts, steps
from apps.tenants.middleware import WorkspaceRequest
from apps.tenants.models import Event, Tenant
from apps.tenants.roles import Action, may

LATEST = 6
TOOK_OVER = "took over"
"""The verb of the event that a take-over leaves behind."""


def numbers(request: WorkspaceRequest) -> dict[str, Any]:
    """Give the five numbers."""
    counted = get_numbers(request.tenant)
    answer = counted.first_answer
    return {"numbers": counted, "first_answer": None if answer is None else in_words(answer)}


def in_words(duration: timedelta) -> str:
    """Say how long something took, in its largest unit that fits."""
    seconds = duration.total_seconds()
    if seconds < 1:
        return _("under 1 s")
    if seconds < 60:
        return _("%(number)d s") % {"number": round(seconds)}
    if seconds < 3600:
        return _("%(number)d min") % {"number": round(seconds / 60)}
    hours = round(seconds / 3600)
    return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}


def waiting(request: WorkspaceRequest) -> dict[str, Any] | None:
    """Give who waits for a person, longest first; nothing when nobody does."""
    rows = _with_last_words().filter(handled_by=Conversation.HandledBy.WAITING)
    listed = list(rows.order_by("waiting_since")[:LATEST])
    may_handle = may(request.membership.role, Action.HANDLE_CONVERSATIONS)
    return {"conversations": listed, "may_handle": may_handle} if listed else None


def latest(request: WorkspaceRequest) -> dict[str, Any]:
    """Give the conversations that moved last."""
    rows = _with_last_words().exclude(handled_by=Conversation.HandledBy.WAITING)
    return {"conversations": list(rows.order_by("-last_at")[:LATEST])}


def somebody_wrote(tenant: Tenant) -> bool:
    """Tell whether the bot was ever tried."""
    return Conversation.objects.filter(tenant=tenant, inbound_seq__gt=0).exists()


def somebody_took_over(tenant: Tenant) -> bool:
    """Tell whether a person ever spoke instead of the bot."""
    return Event.objects.filter(tenant=tenant, verb=TOOK_OVER).exists()


def _with_last_words() -> Any:
    last = Message.objects.filter(conversation=OuterRef("pk")).exclude(author="system")
    last = last.order_by("-seq")
    return (
        Conversation.objects.filter(inbound_seq__gt=0)
        .select_related("contact", "channel", "agent")
        .annotate(
            last_words=Subquery(last.values("content__text")[:1]),
            last_author=Subquery(last.values("author")[:1]),
            last_at=Subquery(last.values("at")[:1]),
        )
    )


parts.register(Part("numbers", 0, "conversations/numbers.html", numbers, column="numbers"))
parts.register(Part("waiting", 10, "conversations/waiting.html", waiting))
parts.register(Part("latest", 20, "conversations/latest.html", latest))
steps.register(
    Step(
        kind="try",
        order=10,
        title=gettext_lazy("Try the bot"),
        help=gettext_lazy("Chat with it as a visitor would."),
        link=gettext_lazy("Try it"),
        needs=Action.MANAGE_CHANNELS,
        address=only_website_or_all,
        is_done=somebody_wrote,
    )
)
steps.register(
    Step(
        kind="hand_over",
        order=50,
        title=gettext_lazy("Take over a chat"),
        help=gettext_lazy("Ask the bot for a person, then answer in Conversations."),
        link=gettext_lazy("Open conversations"),
        needs=Action.HANDLE_CONVERSATIONS,
        address=lambda request: page_url(request.tenant, "conversations"),
        is_done=somebody_took_over,
    )
)
