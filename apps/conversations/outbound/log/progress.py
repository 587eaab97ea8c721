"""How far each message of one conversation has come, for who looks at its thread."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apps.channels.reasons import Kind, reason_of
from apps.conversations.models import Delivery
from apps.conversations.outbound.log.schemas import OnItsWay
from apps.platform.db.scope import tenant_scope

DELIVERIES_AT_ONCE = 200


@dataclass(frozen=True)
class DeliveryProgress:
    """How far a message to a provider has come; ``why`` is the kind of trouble it had."""

    message_id: UUID
    seq: int
    state: OnItsWay
    why: Kind | None


def list_progress(tenant_id: UUID, conversation_id: UUID) -> list[DeliveryProgress]:
    """Give the progress of the latest 200 messages to a provider; on the web there are none."""
    with tenant_scope(tenant_id):
        rows = Delivery.objects.filter(conversation=conversation_id).order_by("-seq")
        found: Any = rows.values_list("message_id", "seq", "state", "error")
        return [
            DeliveryProgress(message_id, seq, state, reason_of(error).kind if error else None)
            for message_id, seq, state, error in reversed(found[:DELIVERIES_AT_ONCE])
        ]
