"""The history of one message as a timeline, each step in a sentence."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from apps.channels.models import InboundEvent
from apps.channels.reasons import reason_of
from apps.conversations.models import Delivery, Message, Turn
from apps.conversations.outbound.log.entries import entry_of_event, turn_id_of
from apps.conversations.outbound.log.queries import ARRIVED, entries_of, event_rows, message_rows
from apps.conversations.outbound.log.schemas import DeliveryLogEntry, HistoryStep, MessageHistory
from apps.conversations.outbound.log.state_labels import STATE_LABELS
from apps.core.errors import NotFound
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Event
from apps.tenants.workspaces.events import Verb


def access_message_history(tenant_id: UUID, message_id: UUID) -> MessageHistory:
    """Tell the life of a message.

    Raises:
        NotFound: the workspace has no such message.
    """
    with tenant_scope(tenant_id):
        spoken = message_rows(tenant_id).exclude(author=Message.Author.SYSTEM)
        message = spoken.filter(id=message_id).first()
        if message is None:
            raise NotFound("There is no such message.")
        (entry,) = entries_of([message])
        steps = (
            _of_visitors(message, entry) if entry.direction == "in" else _of_ours(message, entry)
        )
        return _history(entry, list(steps), _left_after(message, entry))


def access_event_history(tenant_id: UUID, event_id: UUID) -> MessageHistory:
    """Tell the life of what a provider told; that of its message once it has one.

    Raises:
        NotFound: the workspace has no such event.
    """
    with tenant_scope(tenant_id):
        made = Message.objects.filter(inbound=event_id).values_list("id", flat=True).first()
        if made is not None:
            return access_message_history(tenant_id, made)
        event = event_rows(tenant_id).filter(id=event_id).first()
        if event is None:
            raise NotFound("There is no such event.")
        return _history(entry_of_event(event), list(_of_event(event)))


def _history(entry: DeliveryLogEntry, steps: list[HistoryStep], after: int = 0) -> MessageHistory:
    reason = reason_of(entry.reason) if entry.reason else None
    return MessageHistory(
        entry=entry,
        steps=steps,
        explanation=str(reason.words) if reason else "",
        advice=str(reason.advice) if reason else "",
        after=after,
    )


def _of_event(event: InboundEvent) -> Iterator[HistoryStep]:
    yield from _arrival(event)
    match event.state:
        case InboundEvent.State.QUARANTINED:
            yield HistoryStep(at=None, words=_("Set aside."), tone="failed")
        case InboundEvent.State.DONE:
            yield HistoryStep(at=None, words=_("Taken in; it asked for no message."))
        case _:
            yield HistoryStep(at=event.due_at, words=_("Waits to be taken in."), tone="waiting")


def _arrival(event: InboundEvent) -> Iterator[HistoryStep]:
    if event.sent_at:
        yield HistoryStep(at=event.sent_at, words=_("Written, says the provider."))
    late = _("Received, after a later one.") if event.is_late else _("Received.")
    yield HistoryStep(at=event.at, words=late)


def _of_visitors(message: Message, entry: DeliveryLogEntry) -> Iterator[HistoryStep]:
    if message.inbound:
        yield from _arrival(message.inbound)
    stored = _("Kept as message %(number)d of the chat.") % {"number": message.seq}
    yield HistoryStep(at=message.at, words=stored)
    turn = _turn_of(message)
    if turn is None:
        waits = entry.state == "kept"
        words = _("Waits for the bot.") if waits else _("Left to a person, who let it pass.")
        yield HistoryStep(at=None, words=words, tone="waiting" if waits else "done")
        return
    yield HistoryStep(at=turn.at, words=_turn_in_words(turn))
    replies = message_rows(message.tenant_id).filter(turn=turn).exclude(author="system")
    for reply in entries_of(replies.order_by("seq")):
        label = STATE_LABELS[reply.state]
        words = _("Message %(number)d: %(state)s") % {"number": reply.seq, "state": label.words}
        at = reply.read_at or reply.delivered_at or reply.sent_at or reply.at
        yield HistoryStep(at=at, words=words, tone=label.tone, message_id=reply.id)


def _of_ours(message: Message, entry: DeliveryLogEntry) -> Iterator[HistoryStep]:
    yield HistoryStep(at=message.at, words=_spoken_by(message))
    delivery: Delivery | None = getattr(message, "delivery", None)
    if delivery is None:
        shown = _("Read in the widget.") if entry.state == "read" else _("Stands in the chat.")
        yield HistoryStep(at=None, words=shown)
        return
    yield from sorted(_of_delivery(delivery), key=lambda step: step.at or delivery.due_at)
    if entry.state in ("waiting", "sending"):
        yield _next_try(entry, delivery)


def _of_delivery(delivery: Delivery) -> Iterator[HistoryStep]:
    if delivery.sent_at:
        yield HistoryStep(at=delivery.sent_at, words=_("Sent."))
    if delivery.delivered_at:
        yield HistoryStep(at=delivery.delivered_at, words=_("Delivered."))
    if delivery.read_at:
        yield HistoryStep(at=delivery.read_at, words=_("Read."))
    events = Event.objects.filter(object_kind="delivery", object_id=str(delivery.id))
    for event in events.select_related("actor").order_by("at"):
        yield _of_event_about(event)


def _of_event_about(event: Event) -> HistoryStep:
    if event.verb == Verb.SENT_AGAIN:
        words = _("%(name)s sent it again.") % {"name": event.actor or _("Somebody")}
        return HistoryStep(at=event.at, words=words)
    assert event.verb == Verb.DID_NOT_DELIVER
    label = STATE_LABELS[event.data["state"]]
    words = f"{label.words}: {reason_of(event.data['reason']).words}"
    return HistoryStep(at=event.at, words=words, tone=label.tone)


def _next_try(entry: DeliveryLogEntry, delivery: Delivery) -> HistoryStep:
    if entry.reason:
        names: dict[str, Any] = {"number": entry.attempts, "reason": reason_of(entry.reason).words}
        words = _("Attempt %(number)d failed: %(reason)s The next one comes by itself.") % names
    elif entry.state == "sending":
        words = _("Is being sent.")
    else:
        words = _("Waits for its turn to be sent.")
    due: datetime | None = delivery.due_at if entry.reason else None
    return HistoryStep(at=due, words=words, tone="needs" if entry.overdue else "waiting")


def _turn_of(message: Message) -> Turn | None:
    turn_id = turn_id_of(message)
    found = Turn.objects.select_related("flow_version__flow").defer("trace", "flow_version__graph")
    return found.filter(id=turn_id).first() if turn_id else None


def _turn_in_words(turn: Turn) -> str:
    if turn.outcome == Turn.Outcome.MUTED:
        return _("Left to the person who holds the chat.")
    if turn.flow_version is None:
        return _("Answered by the bot.")
    name = turn.flow_version.flow.name
    words = _("Answered by the flow %(name)s.") % {"name": name}
    if turn.outcome == Turn.Outcome.FAILED:
        words = _("The flow %(name)s failed, and its fallback answered.") % {"name": name}
    return words


def _spoken_by(message: Message) -> str:
    if message.author == Message.Author.AGENT:
        return _("Written by %(name)s.") % {"name": message.user or _("Somebody")}
    turn = _turn_of(message)
    if turn is None or turn.flow_version is None:
        return _("Said by the bot.")
    return _("Said by the flow %(name)s.") % {"name": turn.flow_version.flow.name}


def _left_after(message: Message, entry: DeliveryLogEntry) -> int:
    """Count later messages that are there already: they would stand before it."""
    if entry.remedy != "send_again":
        return 0
    later = Delivery.objects.filter(conversation=message.conversation_id, seq__gt=message.seq)
    return later.filter(state__in=ARRIVED).count()
