"""Sample conversations: contacts that are marked as samples, and all that hangs on them.

They run through the real engine and are then moved back in time, so that a prepared chat can
have begun an hour ago. Nothing else may move a row in time.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Model, QuerySet

from apps.conversations.models import Contact, Conversation, Message, Turn
from apps.conversations.models.contact import SAMPLE
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Event, Tenant

BOT_TAKES = timedelta(seconds=1)
PEOPLE_TAKE = timedelta(seconds=25)
"""Between two messages of a moved conversation."""


def mark_sample(tenant: Tenant, conversation_id: UUID, name: str, language: str) -> None:
    """Name the visitor of a conversation and mark them as a sample."""
    with tenant_scope(tenant):
        of_it = Conversation.objects.filter(id=conversation_id).values("contact")
        Contact.objects.filter(id__in=of_it).update(name=name, language=language, attributes=SAMPLE)


def count_samples(tenant: Tenant) -> int:
    """Give how many sample visitors the workspace holds."""
    with tenant_scope(tenant):
        return Contact.objects.filter(attributes__contains=SAMPLE).count()


def remove_samples(tenant: Tenant) -> int:
    """Delete the sample visitors with their conversations, and give how many they were."""
    with tenant_scope(tenant):
        samples = Contact.objects.filter(attributes__contains=SAMPLE)
        _events_of(Conversation.objects.filter(contact__in=samples)).delete()
        _, deleted = samples.delete()
    return deleted.get(Contact._meta.label, 0)


def move_in_time(tenant: Tenant, conversation_id: UUID, ended_at: datetime) -> None:
    """Let a sample conversation have ended at a time in the past, at a human pace."""
    with tenant_scope(tenant):
        conversation = Conversation.objects.select_related("contact").get(
            id=conversation_id, contact__attributes__contains=SAMPLE
        )
        messages = list(Message.objects.filter(conversation=conversation).order_by("seq"))
        timeline = _Timeline(messages, ended_at)
        for message, at in zip(messages, timeline.after, strict=True):
            message.at = at
        Message.objects.bulk_update(messages, ["at"])
        turns = Turn.objects.filter(conversation=conversation)
        _move([*turns], timeline, "at")
        _move([*_events_of(Conversation.objects.filter(id=conversation_id))], timeline, "at")
        _move([conversation], timeline, "created_at", "spoke_at", "waiting_since")
        _move([conversation.contact], timeline, "created_at")


class _Timeline:
    """From when the messages came while seeding to when they came as told."""

    def __init__(self, messages: Sequence[Message], ended_at: datetime) -> None:
        self._before = [message.at for message in messages]
        self.after: list[datetime] = []
        for message in reversed(messages):
            self.after.insert(0, ended_at)
            ended_at -= BOT_TAKES if message.author == Message.Author.BOT else PEOPLE_TAKE

    def moved(self, at: datetime) -> datetime:
        """Give the new time of the last message up to then."""
        return self.after[max(bisect_right(self._before, at) - 1, 0)]


def _move(rows: Sequence[Model], timeline: _Timeline, *fields: str) -> None:
    for row in rows:
        for field in fields:
            at = getattr(row, field)
            setattr(row, field, at and timeline.moved(at))
    if rows:
        type(rows[0])._default_manager.bulk_update(rows, list(fields))


def _events_of(conversations: QuerySet[Conversation]) -> QuerySet[Event]:
    ids = [str(conversation_id) for conversation_id in conversations.values_list("id", flat=True)]
    return Event.objects.filter(object_kind=Conversation._meta.model_name, object_id__in=ids)
