"""From rows to entries of the delivery log."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from apps.channels.models import InboundEvent
from apps.conversations.models import Delivery, Message, Turn
from apps.conversations.outbound.deliveries import IN_LINE
from apps.conversations.outbound.log.schemas import DeliveryLogEntry, Inbound

LONGEST_WAIT = timedelta(minutes=1)
"""What waits longer needs somebody."""
SENDABLE = (Delivery.State.FAILED, Delivery.State.UNKNOWN)
"""What may be sent once more; what was held back is somebody else's to say now."""

_STATES_OF_EVENTS: dict[str, Inbound] = {
    InboundEvent.State.NEW: "received",
    InboundEvent.State.QUARANTINED: "set_aside",
    InboundEvent.State.DONE: "taken_in",
}


def entry_of_message(message: Message, turns: Mapping[UUID, Turn]) -> DeliveryLogEntry:
    """Give the entry of a message that was read by `message_rows`, and the turns around it."""
    conversation = message.conversation
    came_in = message.author == Message.Author.VISITOR
    common: dict[str, Any] = {
        "id": message.id,
        "what": "message",
        "direction": "in" if came_in else "out",
        "at": message.at,
        "channel_id": conversation.channel_id,
        "channel": conversation.channel.name,
        "channel_kind": conversation.channel.kind,
        "contact": conversation.contact.name,
        "conversation_id": conversation.id,
        "seq": message.seq,
        "author": message.author,
    }
    turn_id = turn_id_of(message)
    turn = turns.get(turn_id) if turn_id else None
    own = _came_in(message, turn) if came_in else _went_out(message, turn)
    return DeliveryLogEntry(**common, **own)


def entry_of_event(event: InboundEvent) -> DeliveryLogEntry:
    """Give the entry of an event that has made no message."""
    state = _STATES_OF_EVENTS[event.state]
    return DeliveryLogEntry(
        id=event.id,
        what="event",
        direction="in",
        at=event.at,
        channel_id=event.channel_id,
        channel=event.channel.name,
        channel_kind=event.channel.kind,
        contact=getattr(event, "contact_name", None) or event.sender,
        state=state,
        overdue=state == "received" and _is_old(event.at),
        reason=event.error,
        late=event.is_late,
        attempts=event.attempts,
        told_at=event.sent_at,
        received_at=event.at,
        remedy="replay" if state == "set_aside" else None,
    )


def turn_id_of(message: Message) -> UUID | None:
    """Give the turn that took a visitor's message, or that made one of ours."""
    if message.author == Message.Author.VISITOR:
        taken_by: UUID | None = getattr(message, "taken_by", None)
        return taken_by
    return message.turn_id


def _came_in(message: Message, turn: Turn | None) -> dict[str, Any]:
    state = _state_of_visitors(message, turn)
    answered = {"answered_at": turn.at, "turn": turn.id, "outcome": turn.outcome} if turn else {}
    overdue = state == "kept" and _is_old(message.at)
    return {"state": state, "overdue": overdue, **answered, **_arrived(message.inbound)}


def _arrived(event: InboundEvent | None) -> dict[str, Any]:
    if event is None:  # a website's visitor tells us directly
        return {}
    return {
        "told_at": event.sent_at,
        "received_at": event.at,
        "late": event.is_late,
        "attempts": event.attempts,
    }


def _state_of_visitors(message: Message, turn: Turn | None) -> str:
    if turn is not None:
        return "left" if turn.outcome == Turn.Outcome.MUTED else "answered"
    return "kept" if message.seq > message.conversation.handled_seq else "left"


def _went_out(message: Message, turn: Turn | None) -> dict[str, Any]:
    caused = {"turn": turn.id, "outcome": turn.outcome} if turn else {}
    delivery = getattr(message, "delivery", None)
    if delivery is None:
        read = message.seq <= message.conversation.read_seq
        return {"state": "read" if read else "in_thread", **caused}
    return caused | _delivered(delivery)


def _delivered(delivery: Delivery) -> dict[str, Any]:
    in_line = delivery.state in IN_LINE
    return {
        "state": delivery.state,
        "overdue": in_line and _is_old(delivery.created_at),
        "reason": delivery.error,
        "attempts": delivery.attempts,
        "next_try_at": delivery.due_at if delivery.state == Delivery.State.WAITING else None,
        "sent_at": delivery.sent_at,
        "delivered_at": delivery.delivered_at,
        "read_at": delivery.read_at,
        "remedy": "send_again" if delivery.state in SENDABLE else None,
    }


def _is_old(at: datetime) -> bool:
    return timezone.now() - at > LONGEST_WAIT
