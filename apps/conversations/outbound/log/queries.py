"""Reads of the delivery log: several short ways into the rows, merged by time.

Each way is ordered by an index and cut to a page, so that a long history costs nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from apps.channels.models import InboundEvent
from apps.conversations.models import ContactAddress, Delivery, Message, Turn
from apps.conversations.outbound.deliveries import IN_LINE, TROUBLED
from apps.conversations.outbound.log.entries import (
    LONGEST_WAIT,
    entry_of_event,
    entry_of_message,
    turn_id_of,
)
from apps.conversations.outbound.log.schemas import Counts, DeliveryLogEntry, DeliveryLogPage, Look
from apps.core.errors import Invalid
from apps.platform.db.scope import tenant_scope

ENTRIES_AT_ONCE = 50
COUNTED_BACK = timedelta(days=7)
"""What needed somebody longer ago is found, and no longer counted."""
OURS = (Message.Author.BOT, Message.Author.AGENT)
SPOKEN = (Message.Author.VISITOR, *OURS)
ARRIVED = (Delivery.State.SENT, Delivery.State.DELIVERED, Delivery.State.READ)

Events = InboundEvent.State
_UNANSWERED = Q(
    author=Message.Author.VISITOR,
    conversation__work_since__isnull=False,
    seq__gt=F("conversation__handled_seq"),
)
_IN_LINE = Q(delivery__state__in=IN_LINE)
_IN_TROUBLE = Q(delivery__state__in=TROUBLED)
_THROUGH = (
    Q(delivery__state__in=ARRIVED)
    | Q(delivery__isnull=True, author__in=OURS)
    | Q(author=Message.Author.VISITOR, seq__lte=F("conversation__handled_seq"))
)


@dataclass(frozen=True)
class Filter:
    """Which entries are wanted; ``contact`` is a part of a name."""

    look: Look = "all"
    channel_id: UUID | None = None
    conversation_id: UUID | None = None
    contact: str = ""
    since: datetime | None = None
    until: datetime | None = None


def list_entries(tenant_id: UUID, wanted: Filter, cursor: str = "") -> DeliveryLogPage:
    """Give entries, the newest first.

    Raises:
        Invalid: the cursor is none of ours.
    """
    before = _read_cursor(cursor) if cursor else None
    with tenant_scope(tenant_id):
        messages = [_page(rows, before) for rows in _message_ways(tenant_id, wanted)]
        events = [_page(rows, before) for rows in _event_ways(tenant_id, wanted)]
        entries = entries_of([row for way in messages for row in way])
        entries += [entry_of_event(row) for way in events for row in way]
    entries.sort(key=lambda entry: (entry.at, entry.id), reverse=True)
    shown = entries[:ENTRIES_AT_ONCE]
    older = _cursor(shown[-1]) if len(entries) > len(shown) else None
    return DeliveryLogPage(entries=shown, next=older)


def count_entries(tenant_id: UUID, channel_id: UUID | None = None) -> Counts:
    """Give the numbers on top of the delivery log."""
    now = timezone.now()
    with tenant_scope(tenant_id):
        of_today = Message.objects.filter(tenant_id=tenant_id, at__gte=now - timedelta(days=1))
        if channel_id:
            of_today = of_today.filter(conversation__channel_id=channel_id)
        return Counts(
            on_the_way=_count(tenant_id, Filter("on_the_way", channel_id)),
            attention=_count(tenant_id, Filter("attention", channel_id, since=now - COUNTED_BACK)),
            came_in=of_today.filter(author=Message.Author.VISITOR).count(),
            went_out=of_today.filter(author__in=OURS).count(),
        )


def message_rows(tenant_id: UUID) -> QuerySet[Message]:
    """Give the messages of a workspace with all that an entry tells, and not their words."""
    taker = Turn.objects.filter(
        conversation=OuterRef("conversation"),
        to_seq__gte=OuterRef("seq"),
        from_seq__lt=OuterRef("seq"),
    ).exclude(outcome=Turn.Outcome.INTERRUPTED)
    return (
        Message.objects.filter(tenant_id=tenant_id)
        .select_related(
            "conversation__channel", "conversation__contact", "inbound", "delivery", "user"
        )
        .defer("content", "conversation__variables", "conversation__position", "inbound__raw")
        .annotate(taken_by=Subquery(taker.order_by("to_seq").values("id")[:1]))
    )


def event_rows(tenant_id: UUID) -> QuerySet[InboundEvent]:
    """Give the events of a workspace with the name of who sent them."""
    sender = ContactAddress.objects.filter(channel=OuterRef("channel"), address=OuterRef("sender"))
    named = InboundEvent.objects.filter(tenant_id=tenant_id).annotate(
        contact_name=Subquery(sender.values("contact__name")[:1])
    )
    return named.select_related("channel").defer("raw")


def entries_of(rows: Iterable[Message]) -> list[DeliveryLogEntry]:
    """Give the entries of messages, with the turns that took or made them."""
    messages = list(rows)
    ids = [turn_id for message in messages if (turn_id := turn_id_of(message))]
    turns = Turn.objects.defer("trace").in_bulk(ids)
    return [entry_of_message(message, turns) for message in messages]


def _message_ways(tenant_id: UUID, wanted: Filter) -> list[QuerySet[Message]]:
    rows = message_rows(tenant_id)
    if wanted.channel_id:
        rows = rows.filter(conversation__channel_id=wanted.channel_id)
    if wanted.conversation_id:
        rows = rows.filter(conversation_id=wanted.conversation_id)
    if wanted.contact:
        rows = rows.filter(conversation__contact__name__icontains=wanted.contact)
    return [_between(rows.filter(way), wanted) for way in _ways(wanted.look)]


def _ways(look: Look) -> list[Q]:
    long_ago = Q(at__lt=timezone.now() - LONGEST_WAIT)
    match look:
        case "on_the_way":
            return [_IN_LINE, _UNANSWERED]
        case "attention":
            return [_IN_TROUBLE, _IN_LINE & long_ago, _UNANSWERED & long_ago]
        case "delivered":
            return [_THROUGH]
        case _:
            return [Q(author__in=SPOKEN)]


def _event_ways(tenant_id: UUID, wanted: Filter) -> list[QuerySet[InboundEvent]]:
    if wanted.look == "delivered" or wanted.conversation_id:
        return []
    rows = event_rows(tenant_id).exclude(state=Events.DONE)
    if wanted.look == "on_the_way":
        rows = rows.filter(state=Events.NEW)
    elif wanted.look == "attention":
        long_ago = timezone.now() - LONGEST_WAIT
        rows = rows.filter(Q(state=Events.QUARANTINED) | Q(at__lt=long_ago))
    if wanted.channel_id:
        rows = rows.filter(channel_id=wanted.channel_id)
    if wanted.contact:
        rows = rows.filter(
            Q(contact_name__icontains=wanted.contact) | Q(sender__icontains=wanted.contact)
        )
    return [_between(rows, wanted)]


def _between(rows: QuerySet[Any], wanted: Filter) -> QuerySet[Any]:
    if wanted.since:
        rows = rows.filter(at__gte=wanted.since)
    return rows.filter(at__lt=wanted.until) if wanted.until else rows


def _count(tenant_id: UUID, wanted: Filter) -> int:
    ways = [*_message_ways(tenant_id, wanted), *_event_ways(tenant_id, wanted)]
    return sum(rows.count() for rows in ways)


def _page(rows: QuerySet[Any], before: tuple[datetime, UUID] | None) -> list[Any]:
    if before is not None:
        at, entry_id = before
        # The first half is what an index understands.
        rows = rows.filter(Q(at__lte=at) & (Q(at__lt=at) | Q(id__lt=entry_id)))
    return list(rows.order_by("-at", "-id")[: ENTRIES_AT_ONCE + 1])


def _cursor(entry: DeliveryLogEntry) -> str:
    return f"{entry.at.isoformat()}_{entry.id}"


def _read_cursor(cursor: str) -> tuple[datetime, UUID]:
    at, _, entry_id = cursor.partition("_")
    try:
        return datetime.fromisoformat(at).astimezone(UTC), UUID(entry_id)
    except (ValueError, OverflowError) as error:
        there = {"cursor": "Take the one that came with the page before."}
        raise Invalid("There is no such page.", fields=there) from error
