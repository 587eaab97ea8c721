"""Reads of the inbox."""

from uuid import UUID

from django.db.models import F

from apps.conversations.models import Conversation
from apps.tenants.scope import tenant_scope

ROWS_AT_ONCE = 100


def list_conversations(
    tenant_id: UUID, handled_by: str | None, status: str | None
) -> list[Conversation]:
    """Give conversations with a visitor's message: longest wait first, then the newest."""
    with tenant_scope(tenant_id):
        rows = Conversation.objects.filter(tenant_id=tenant_id, spoke_at__isnull=False)
        if handled_by:
            rows = rows.filter(handled_by=handled_by)
        if status:
            rows = rows.filter(status=status)
        ordered = rows.order_by(F("waiting_since").asc(nulls_last=True), "-created_at")
        return list(ordered.select_related("channel", "contact", "agent")[:ROWS_AT_ONCE])
