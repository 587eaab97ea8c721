"""Events of providers, stored before they hear *yes*: one row per event, once per name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models.functions import Now

from apps.channels.adapter import ProviderEvent
from apps.channels.models import Channel, InboundEvent
from apps.core.errors import Conflict, NotFound
from apps.core.hooks import Hook
from apps.platform.db.publishing import publish_on_commit
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.events import Verb, record_event


@dataclass(frozen=True)
class EventsArrived:
    """A channel has events that nobody has taken in yet."""

    tenant_id: UUID
    channel_id: UUID


events_arrived: Hook[Callable[[EventsArrived], None]] = Hook()


def store_events(channel: Channel, events: Sequence[ProviderEvent]) -> None:
    """Store the events of one request, and publish that once they are committed.

    One that is known already is left as it is: a provider that missed our *yes* says it again.
    """
    with tenant_scope(channel.tenant_id):
        rows = [_row(channel, event) for event in events]
        InboundEvent.objects.bulk_create(rows, ignore_conflicts=True)
        _publish_on_commit(channel)


def replay_event(tenant: Tenant, event_id: UUID, actor: User) -> InboundEvent:
    """Take in once more what was set aside.

    Raises:
        NotFound: the workspace has no such event.
        Conflict: it is not set aside, or not any more.
    """
    with tenant_scope(tenant):
        known = InboundEvent.objects.filter(id=event_id).select_related("channel")
        event = known.select_for_update(of=("self",)).first()
        if event is None:
            raise NotFound("There is no such event.")
        if event.state != InboundEvent.State.QUARANTINED:
            raise Conflict("This event is not set aside any more.", current=event.state)
        InboundEvent.objects.filter(id=event.id).update(
            state=InboundEvent.State.NEW, attempts=0, error="", due_at=Now()
        )
        record_event(actor, Verb.REPLAYED_EVENT, event.channel)
        _publish_on_commit(event.channel)
        return InboundEvent.objects.get(id=event.id)


def _row(channel: Channel, event: ProviderEvent) -> InboundEvent:
    states = InboundEvent.State
    return InboundEvent(
        tenant_id=channel.tenant_id,
        channel=channel,
        provider_id=event.provider_id,
        sender=event.sender,
        raw=event.raw,
        state=states.QUARANTINED if event.problem else states.NEW,
        error=event.problem,
        sent_at=event.sent_at,
    )


def _publish_on_commit(channel: Channel) -> None:
    publish_on_commit(events_arrived, EventsArrived(channel.tenant_id, channel.id))
