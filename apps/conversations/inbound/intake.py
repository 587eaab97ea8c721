"""From what a provider told to a message in a thread: in the order of each sender, once each.

An event is taken first, so that one which takes its process down is counted, and then done in one
transaction with all that it causes. After three attempts it is set aside, with the reason.
"""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import structlog
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from apps.channels.adapter import Unreadable
from apps.channels.models import InboundEvent
from apps.channels.registry import adapter_of
from apps.channels.webhooks.inbox import EventsArrived
from apps.conversations.models import Contact, ContactAddress, Conversation
from apps.conversations.outbound.deliveries import note_receipt
from apps.conversations.realtime.work_queue import Work, notify
from apps.conversations.thread.accept import accept_start_over, accept_within
from apps.conversations.thread.debounce import extend_debounce
from apps.core.errors import Invalid, NotFound, RateLimited
from apps.core.events import AskedToStartOver, ChatEvent, Profile, Receipt, Spoke, Typed
from apps.platform.db.scope import system_scope, tenant_scope
from apps.platform.db.units import prepared_cursor

MAX_ATTEMPTS = 3
LEASES_HELD = 1 / 3
SHORTEST_HOLD_SECONDS = 2
"""How long one process has for an event before another one tries: in leases, and at least."""
PAUSE_AFTER_TROUBLE = timedelta(seconds=2)
SWEPT_AT_ONCE = 100

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class ClaimedEvent:
    """An event that this process is to take in."""

    tenant_id: UUID
    channel_id: UUID
    id: UUID
    kind: str
    provider_id: str
    raw: Any = field(repr=False)
    attempts: int = 1

    @property
    def message_id(self) -> UUID:
        """Name the message it makes, so that the same event never makes a second one."""
        return uuid5(self.channel_id, self.provider_id)


@dataclass(frozen=True)
class _ProviderInput:
    """A `Spoke` as a visitor's input."""

    client_msg_id: UUID
    spoke: Spoke
    attachment: None = None

    @property
    def text(self) -> str | None:
        return self.spoke.text

    @property
    def choice(self) -> str | None:
        return self.spoke.choice

    @property
    def values(self) -> Any:
        return self.spoke.values


# Up to 8, the oldest of each sender by the provider's time. One that is being taken in holds back
# the rest of its sender, though it may be younger, and so does an older one that waits. One that
# was tried before may take its process along, so it is taken alone: what ran beside it must not be
# counted. A backlog is read and sorted once; a look for an older one at each event would be its
# square. More than 8 are looked at, for others may be taking the first.
_CLAIM = """
WITH head AS (
    SELECT DISTINCT ON (sender) id, due_at, attempts > 0 AS is_suspect,
        coalesce(sent_at, at) AS told_at
    FROM chat_channels_inboundevent
    WHERE channel_id = %(channel)s AND tenant_id = %(tenant)s AND state = 'new'
    ORDER BY sender, (attempts > 0 AND due_at > now()) DESC, told_at, id
), due AS (
    SELECT id, is_suspect, told_at FROM head WHERE due_at <= now()
    ORDER BY is_suspect DESC, told_at, id LIMIT 64
), next AS (
    SELECT event.id FROM due JOIN chat_channels_inboundevent AS event ON event.id = due.id
    WHERE event.state = 'new' AND event.due_at <= now()
        AND due.id = coalesce((SELECT id FROM due WHERE is_suspect LIMIT 1), due.id)
    ORDER BY due.told_at, due.id LIMIT 8
    FOR UPDATE OF event SKIP LOCKED
)
UPDATE chat_channels_inboundevent AS event
SET attempts = attempts + 1, due_at = now() + %(held_for)s
FROM next, chat_channels_channel AS channel
WHERE event.id = next.id AND channel.id = event.channel_id
RETURNING event.id, channel.kind, event.provider_id, event.raw, event.attempts
"""


def follow(arrived: EventsArrived) -> None:
    """Notify the orchestrators of a channel's events."""
    notify(Work("events", arrived.tenant_id, arrived.channel_id))


def claim_events(tenant_id: UUID, channel_id: UUID) -> list[ClaimedEvent]:
    """Take the next events of a channel that are due, of a sender each."""
    hold = max(LEASES_HELD * settings.XIN_LEASE_SECONDS, SHORTEST_HOLD_SECONDS)
    names = {"tenant": tenant_id, "channel": channel_id, "held_for": timedelta(seconds=hold)}
    with tenant_scope(tenant_id), prepared_cursor() as cursor:
        cursor.execute(_CLAIM, names)
        rows = cursor.fetchall()
    return [_claimed(tenant_id, channel_id, row) for row in rows]


def _claimed(tenant_id: UUID, channel_id: UUID, row: tuple[Any, ...]) -> ClaimedEvent:
    event_id, kind, provider_id, raw, attempts = row
    raw = None if raw is None else json.loads(raw)  # a bare cursor gets jsonb as text
    return ClaimedEvent(tenant_id, channel_id, event_id, kind, provider_id, raw, attempts)


def take_in(event: ClaimedEvent) -> UUID | None:
    """Do what the event asks for, and give the conversation that moved, if one did."""
    if event.attempts > MAX_ATTEMPTS:
        _set_aside(event, "crashed")
        return None
    try:
        chat_event = adapter_of(event.kind).read(event.raw)
        with tenant_scope(event.tenant_id):
            moved = _carry_out(event, chat_event)
            _move(event, state=InboundEvent.State.DONE, error="", is_late=_late())
            return moved
    except Unreadable as error:
        _set_aside(event, str(error))
    except (Invalid, NotFound) as error:
        _set_aside(event, error.code)
    except RateLimited:
        give_back(event)
    return None


def _carry_out(event: ClaimedEvent, chat_event: ChatEvent) -> UUID | None:
    deed = chat_event.deed
    if isinstance(deed, Receipt):
        if not note_receipt(event.tenant_id, event.channel_id, deed):
            raise NotFound("There is no such message.", code="unknown_message")
        return None
    conversation = _conversation_with(event, chat_event)
    if conversation is None:
        return None
    place = (event.tenant_id, conversation.id)
    match deed:
        case Spoke():
            accept_within(*place, _ProviderInput(event.message_id, deed), inbound_id=event.id)
        case AskedToStartOver():
            accept_start_over(*place, event.message_id)
        case Typed():
            extend_debounce(*place)
    return conversation.id


def _conversation_with(event: ClaimedEvent, chat_event: ChatEvent) -> Conversation | None:
    """Find the person's thread; whoever speaks for the first time begins one."""
    address = ContactAddress.objects.filter(channel_id=event.channel_id, address=chat_event.address)
    known = address.select_related("contact").first()
    if known is None:
        return _begin(event, chat_event) if isinstance(chat_event.deed, Spoke) else None
    _learn(known.contact, chat_event.profile)
    threads = Conversation.objects.filter(channel_id=event.channel_id, contact=known.contact)
    return threads.order_by("-created_at").first()


def _begin(event: ClaimedEvent, chat_event: ChatEvent) -> Conversation:
    """Begin a thread; the first message itself starts the flow."""
    profile = chat_event.profile
    contact = Contact.objects.create(
        tenant_id=event.tenant_id,
        name=profile.name,
        email=profile.email,
        phone=profile.phone,
        language=profile.language,
    )
    place = {"tenant_id": event.tenant_id, "channel_id": event.channel_id, "contact": contact}
    ContactAddress.objects.create(address=chat_event.address, **place)
    return Conversation.objects.create(**place)


def _learn(contact: Contact, profile: Profile) -> None:
    """Fill in what was not known; what people wrote about the contact stays."""
    fields = ("name", "email", "phone", "language")
    learnt = [name for name in fields if getattr(profile, name) and not getattr(contact, name)]
    for name in learnt:
        setattr(contact, name, getattr(profile, name))
    if learnt:
        contact.save(update_fields=learnt)


def _set_aside(event: ClaimedEvent, reason: str) -> None:
    logger.warning("event_set_aside", inbound=str(event.id), reason=reason)
    with tenant_scope(event.tenant_id):
        _move(event, state=InboundEvent.State.QUARANTINED, error=reason[:200])


def _late() -> Exists:
    """Whether a later one is done. Asked with the conversation locked, so none slips in."""
    later = InboundEvent.objects.filter(
        channel=OuterRef("channel"),
        sender=OuterRef("sender"),
        state=InboundEvent.State.DONE,
        sent_at__gt=OuterRef("sent_at"),
    )
    return Exists(later)


def give_back(event: ClaimedEvent) -> None:
    """Let an event be tried again soon, uncounted: what broke was not of its making."""
    with tenant_scope(event.tenant_id):
        _move(event, due_at=Now() + PAUSE_AFTER_TROUBLE, attempts=event.attempts - 1)


def _move(event: ClaimedEvent, **changes: Any) -> None:
    InboundEvent.objects.filter(id=event.id, state=InboundEvent.State.NEW).update(**changes)


def waiting_channels() -> list[tuple[UUID, UUID]]:
    """Give (tenant id, channel id) with events that may be taken in now."""
    with system_scope("events to take in"):
        due = InboundEvent.objects.filter(state=InboundEvent.State.NEW, due_at__lte=Now())
        return list(due.values_list("tenant_id", "channel_id").distinct()[:SWEPT_AT_ONCE])
