"""How far the visitor has read."""

from uuid import UUID

from django.db.models import F
from django.db.models.functions import Greatest, Least

from apps.conversations.models import Conversation
from apps.platform.db.scope import tenant_scope


def mark_read(tenant_id: UUID, conversation_id: UUID, seq: int) -> None:
    """Note that the visitor has seen everything up to ``seq``; it never goes back."""
    with tenant_scope(tenant_id):
        Conversation.objects.filter(id=conversation_id).update(
            read_seq=Greatest("read_seq", Least(seq, F("last_seq")))
        )
