"""Looks for work that stands in no queue: lost entries, dead holders, times that have come."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Min, Q
from django.db.models.functions import Now

from apps.conversations.models import Conversation
from apps.platform.db.scope import system_scope

SWEPT_AT_ONCE = 500


def stale_work() -> list[tuple[UUID, UUID]]:
    """Give (tenant id, conversation id) of work that nobody holds, oldest first.

    Of what has broken more than once only one: it may take its process along each time, and must
    not take those again and again that only ran beside it.
    """
    age = timedelta(seconds=settings.XIN_STALE_SECONDS)
    with system_scope("sweeper"):
        stale = Conversation.objects.filter(work_since__lt=Now() - age)
        idle = stale.filter(Q(lease_until=None) | Q(lease_until__lt=Now()))
        places = idle.values_list("tenant_id", "id")
        healthy = places.filter(crashes=0).order_by("work_since")[:SWEPT_AT_ONCE]
        suspect = places.filter(crashes__gt=0).order_by("lease_until")[:1]
        return [*healthy, *suspect]


def wake_sleepers() -> list[tuple[UUID, UUID]]:
    """Turn the times that have come into work, and give whose: (tenant id, conversation id).

    A time that comes while a person holds the conversation, or while a message waits for its
    turn, stands until that is over.
    """
    with system_scope("times that have come"):
        due = Conversation.objects.filter(
            wake_at__lte=Now(), work_since=None, handled_by="bot", status="open"
        ).order_by("wake_at")
        locked = due.select_for_update(skip_locked=True, of=("self",))
        places = list(locked.values_list("tenant_id", "id")[:SWEPT_AT_ONCE])
        Conversation.objects.filter(
            id__in=[conversation_id for _, conversation_id in places]
        ).update(wake=Conversation.Wake.TIMER, wake_at=None, work_since=Now())
        return places


def oldest_work_seconds() -> float:
    """Give for how long the oldest waiting work has waited; 0 when nothing waits."""
    with system_scope("age of the oldest work"):
        oldest = Conversation.objects.aggregate(age=Now() - Min("work_since"))["age"]
    return oldest.total_seconds() if oldest else 0.0
