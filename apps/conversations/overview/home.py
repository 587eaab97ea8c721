"""What Home says about conversations."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy

from apps.channels.home import only_website_or_all
from apps.conversations.models import Conversation, Message
from apps.conversations.overview.numbers import get_numbers
from apps.tenants.members.roles import Action, may
from apps.tenants.models import Event, Tenant
from apps.tenants.site.durations import duration_in_words
from apps.tenants.site.home import FirstStep, Part, parts, steps
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import page_url
from apps.tenants.workspaces.events import Verb

LATEST = 6


def numbers(request: WorkspaceRequest) -> dict[str, Any]:
    """Give the five numbers."""
    counted = get_numbers(request.tenant)
    answer = counted.first_answer
    return {
        "numbers": counted,
        "first_answer": None if answer is None else duration_in_words(answer),
    }


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
    return Event.objects.filter(tenant=tenant, verb=Verb.TOOK_OVER).exists()


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


def register() -> None:
    """Let Home show what there is to say about conversations."""
    parts.register(Part("numbers", 0, "conversations/numbers.html", numbers, column="numbers"))
    parts.register(Part("waiting", 10, "conversations/waiting.html", waiting))
    parts.register(Part("latest", 20, "conversations/latest.html", latest))
    steps.register(
        FirstStep(
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
        FirstStep(
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
