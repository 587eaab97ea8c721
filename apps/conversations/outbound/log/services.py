"""Second tries: what was set aside is taken in again, what was not sent is sent again."""

from uuid import UUID

from django.db.models.functions import Now

from apps.conversations.models import Delivery, Message
from apps.conversations.outbound.log.entries import SENDABLE
from apps.conversations.realtime.work_queue import notify_on_commit
from apps.core.errors import Conflict, NotFound
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.events import Verb, record_event


def send_again(tenant: Tenant, message_id: UUID, actor: User) -> Delivery:
    """Let a message that was not sent, or only perhaps, go to the provider once more.

    Raises:
        NotFound: the workspace has no such message.
        Conflict: it is on its way or there, or it was the bot's and another one may speak now.
    """
    with tenant_scope(tenant):
        delivery = _lock(message_id)
        if delivery.state not in SENDABLE:
            words = "Only what was not sent, or perhaps not, can be sent again."
            raise Conflict(words, code="not_sendable", current=delivery.state)
        if delivery.by_bot and delivery.owner_epoch != delivery.conversation.owner_epoch:
            words = "The bot said this, and the chat has changed hands since."
            raise Conflict(words, code="changed_hands", current=delivery.state)
        Delivery.objects.filter(id=delivery.id).update(
            state=Delivery.State.WAITING, attempts=0, error="", due_at=Now()
        )
        record_event(actor, Verb.SENT_AGAIN, delivery, {"seq": delivery.seq})
        notify_on_commit(tenant.id, delivery.conversation_id, "deliveries")
        return Delivery.objects.get(id=delivery.id)


def _lock(message_id: UUID) -> Delivery:
    rows = Delivery.objects.select_related("conversation").filter(message_id=message_id)
    delivery = rows.select_for_update(of=("self",)).first()
    if delivery is not None:
        return delivery
    if Message.objects.filter(id=message_id).exists():
        words = "This message goes to no provider: it stands in the chat."
        raise Conflict(words, code="not_sendable", current="in_thread")
    raise NotFound("There is no such message.")
