"""What goes to providers: queued with the message, taken one by one, told apart.

A row is written in the transaction of its message, so nothing that was said can be forgotten. The
rows of one conversation leave in the order of its thread.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from uuid import UUID

from django.conf import settings
from django.db.models import F, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now
from prometheus_client import Counter
from pydantic import TypeAdapter

from apps.channels.accounts import open_account
from apps.channels.adapter import Account, OutgoingMessage
from apps.conversations.models import ContactAddress, Conversation, Delivery, Message
from apps.conversations.realtime.work_queue import notify_on_commit
from apps.core.content import Content
from apps.core.events import Receipt
from apps.platform.db.scope import system_scope, tenant_scope
from apps.platform.db.units import prepared_cursor
from apps.tenants.workspaces.events import Verb, record_event

State = Delivery.State
IN_LINE = (State.WAITING, State.SENDING)
LEASES_HELD = 1.5
"""How long one process has to send what it took, in leases; an adapter waits 15 s at most."""
PAUSES = (1, 5, 30, 120, 600, 3_600)
"""Seconds between attempts; after the last a message is given up."""
SWEPT_AT_ONCE = 200
TROUBLED = (State.FAILED, State.UNKNOWN, State.SUPPRESSED)
"""What did not reach the provider, or perhaps not; each is told of by an event, with the reason."""
RANK = {
    State.WAITING: 0,
    State.SENDING: 0,
    State.SENT: 1,
    State.UNKNOWN: 1,
    State.DELIVERED: 2,
    State.READ: 3,
}
"""A receipt moves a message up only: providers tell things twice, and out of order.

It may be here before the answer to our post, and tells as much: that the message arrived.
"""

deliveries = Counter("xin_deliveries_total", "Messages to providers by how it went.", ["outcome"])
_content: TypeAdapter[Content] = TypeAdapter(Content)


@dataclass(frozen=True)
class ClaimedDelivery:
    """The first message of a line; this process is to send it if its state is *sending*.

    In another state it is out of the line now.
    """

    tenant_id: UUID
    id: UUID
    seq: int
    attempts: int
    state: str
    error: str


@dataclass(frozen=True)
class Outcome:
    """How an attempt went; ``pause`` is how long to wait before the next one, if there is one."""

    state: Literal["sent", "waiting", "failed", "unknown"]
    provider_id: str = ""
    error: str = ""
    pause: float = 0


# One that was being sent when its process died may have arrived: it is repeated only where that
# does no harm, and not for ever, since it may be what kills. What the bot said for itself stays
# here once another one may speak.
_CLAIM = """
WITH head AS (
    SELECT id FROM conversations_delivery
    WHERE conversation_id = %(conversation)s AND tenant_id = %(tenant)s
        AND state IN ('waiting', 'sending')
    ORDER BY seq LIMIT 1
    FOR UPDATE
)
UPDATE conversations_delivery AS d
SET state = CASE
        WHEN d.state = 'sending' AND (NOT %(repeatable)s OR d.attempts > %(pauses)s
            OR d.by_bot AND d.owner_epoch <> c.owner_epoch) THEN 'unknown'
        WHEN d.by_bot AND d.owner_epoch <> c.owner_epoch THEN 'suppressed'
        ELSE 'sending'
    END,
    error = CASE
        WHEN d.state = 'sending' THEN 'process_died'
        WHEN d.by_bot AND d.owner_epoch <> c.owner_epoch THEN 'changed_hands'
        ELSE d.error
    END,
    attempts = d.attempts + 1,
    due_at = now() + %(held_for)s
FROM head, conversations_conversation AS c
WHERE d.id = head.id AND c.id = d.conversation_id AND (
    d.due_at <= now()
    OR (d.state = 'waiting' AND d.by_bot AND d.owner_epoch <> c.owner_epoch)
)
RETURNING d.id, d.seq, d.attempts, d.state, d.error
"""


def held_seconds() -> float:
    """Give how long a process that took a message has to send it."""
    return LEASES_HELD * settings.XIN_LEASE_SECONDS


def claim_delivery(
    tenant_id: UUID, conversation_id: UUID, *, repeatable: bool
) -> ClaimedDelivery | None:
    """Take the first message in line, or None if it is not due, or there is none."""
    names = {
        "tenant": tenant_id,
        "conversation": conversation_id,
        "repeatable": repeatable,
        "pauses": len(PAUSES),
        "held_for": timedelta(seconds=held_seconds()),
    }
    with tenant_scope(tenant_id), prepared_cursor() as cursor:
        cursor.execute(_CLAIM, names)
        row = cursor.fetchone()
        if row is None:
            return None
        claimed = ClaimedDelivery(tenant_id, *row)
        if claimed.state != State.SENDING:
            _record_trouble(claimed.id, claimed.state, claimed.seq, claimed.error)
            deliveries.labels(claimed.state).inc()
    return claimed


def _record_trouble(delivery_id: UUID, state: str, seq: int, reason: str) -> None:
    """Leave an event behind, in the transaction that takes the message out of the line."""
    data = {"state": state, "seq": seq, "reason": reason}
    record_event(None, Verb.DID_NOT_DELIVER, Delivery(id=delivery_id), data)


def channel_kind(tenant_id: UUID, conversation_id: UUID) -> str:
    """Give the kind of channel that a conversation is on, empty when it is gone."""
    with tenant_scope(tenant_id):
        found = Conversation.objects.filter(id=conversation_id)
        return found.values_list("channel__kind", flat=True).first() or ""


def read_claimed(claimed: ClaimedDelivery) -> tuple[Account, OutgoingMessage]:
    """Give by which account to send, and what.

    Raises:
        Delivery.DoesNotExist: another process has taken it over meanwhile.
        cryptography.fernet.InvalidToken: the secrets of the channel cannot be read here.
    """
    with tenant_scope(claimed.tenant_id):
        row = _own(claimed).select_related("message__user", "conversation__channel").get()
        account = open_account(row.conversation.channel)
        return account, _outgoing(row.message, _address(row.conversation))


def _own(claimed: ClaimedDelivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(id=claimed.id, state=State.SENDING, attempts=claimed.attempts)


def _outgoing(message: Message, address: str) -> OutgoingMessage:
    return OutgoingMessage(
        id=message.id,
        conversation_id=message.conversation_id,
        address=address,
        seq=message.seq,
        author=message.author,
        content=_content.validate_python(message.content),
        at=message.at,
        name=str(message.user) if message.user else None,
    )


def _address(conversation: Conversation) -> str:
    known = ContactAddress.objects.filter(
        contact_id=conversation.contact_id, channel_id=conversation.channel_id
    )
    return known.order_by("-seen_at").values_list("address", flat=True).first() or ""


def note_outcome(claimed: ClaimedDelivery, outcome: Outcome) -> None:
    """Write down how it went. What another process took over meanwhile is left to that one."""
    deliveries.labels(outcome.state).inc()
    with tenant_scope(claimed.tenant_id):
        noted = _own(claimed).update(
            state=outcome.state,
            provider_id=outcome.provider_id,
            error=outcome.error,
            due_at=Now() + timedelta(seconds=outcome.pause),
            sent_at=Now() if outcome.state == "sent" else F("sent_at"),
        )
        if noted and outcome.state in TROUBLED:
            _record_trouble(claimed.id, outcome.state, claimed.seq, outcome.error)


def note_receipt(tenant_id: UUID, channel_id: UUID, receipt: Receipt) -> bool:
    """Write down what a provider tells of a message; False when this channel sent no such one.

    What it tells of a message that nobody tried to send yet cannot be.
    """
    with tenant_scope(tenant_id):
        row = Delivery.objects.filter(
            message_id=receipt.message_id, conversation__channel_id=channel_id, attempts__gt=0
        )
        delivery = row.select_for_update(of=("self",)).first()
        if delivery is None:
            return False
        if receipt.state == "failed":
            _note_failure_there(delivery, receipt.reason or "failed_at_provider")
        elif RANK[State(receipt.state)] > RANK.get(State(delivery.state), 9):
            _note_arrival(delivery, receipt.state)
        if delivery.state in IN_LINE:
            notify_on_commit(tenant_id, delivery.conversation_id, "deliveries")
        return True


def _note_arrival(delivery: Delivery, state: str) -> None:
    times = {name: Coalesce(name, Now()) for name in ("sent_at", "delivered_at")}
    if state == "read":
        times["read_at"] = Coalesce("read_at", Now())
    Delivery.objects.filter(id=delivery.id).update(state=state, error="", **times)


def _note_failure_there(delivery: Delivery, reason: str) -> None:
    """Believe it, unless it was told before that the person has the message."""
    arrived = (State.DELIVERED, State.READ)
    known = Delivery.objects.filter(id=delivery.id, state__in=RANK).exclude(state__in=arrived)
    if known.update(state=State.FAILED, error=reason):
        # Their words stay in the row: events hold codes only.
        _record_trouble(delivery.id, State.FAILED, delivery.seq, "failed_at_provider")


def due_deliveries() -> list[tuple[UUID, UUID]]:
    """Give (tenant id, conversation id) where the first message in line may be sent now."""
    with system_scope("deliveries that are due"):
        line = Delivery.objects.filter(conversation=OuterRef("conversation"), state__in=IN_LINE)
        first = Subquery(line.order_by("seq").values("id")[:1])
        due = Delivery.objects.filter(state__in=IN_LINE, due_at__lte=Now(), id=first)
        places = due.order_by("due_at").values_list("tenant_id", "conversation_id")
        return list(places[:SWEPT_AT_ONCE])


def oldest_delivery_seconds() -> float:
    """Give for how long the oldest message in line has waited; 0 when none does."""
    with system_scope("age of the oldest delivery"):
        line = Delivery.objects.filter(state__in=IN_LINE)
        oldest = line.aggregate(age=Now() - Min("created_at"))["age"]
    return oldest.total_seconds() if oldest else 0.0
