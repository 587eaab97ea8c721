"""The one recovery machine: finds work whose ring was lost, or whose holder died."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Min, Q
from django.db.models.functions import Now

from apps.conversations.models import Conversation
from apps.tenants.scope import system_scope

SWEPT_AT_ONCE = 500


def stale_work() -> list[tuple[UUID, UUID]]:
    """Give (tenant id, conversation id) of work that nobody holds, oldest first."""
    age = timedelta(seconds=settings.XIN_STALE_SECONDS)
    with system_scope("sweeper"):
        stale = (
            Conversation.objects.filter(work_since__lt=Now() - age)
            .filter(Q(lease_until=None) | Q(lease_until__lt=Now()))
            .order_by("work_since")
            .values_list("tenant_id", "id")
        )
        return list(stale[:SWEPT_AT_ONCE])


def oldest_work_seconds() -> float:
    """Give for how long the oldest waiting work has waited; 0 when nothing waits."""
    with system_scope("age of the oldest work"):
        oldest = Conversation.objects.aggregate(age=Now() - Min("work_since"))["age"]
    return oldest.total_seconds() if oldest else 0.0
