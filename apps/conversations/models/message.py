"""One entry of a thread."""

from django.db import models
from django.db.models import Q

from apps.channels.models import InboundEvent
from apps.conversations.models.conversation import Conversation
from apps.conversations.models.keys import key_of_busy_table, key_of_person
from apps.conversations.models.turn import Turn
from apps.tenants.models import Tenant, TenantModel


class Message(TenantModel):
    """One entry of the thread, numbered by ``seq`` from 1 without gaps."""

    class Author(models.TextChoices):
        VISITOR = "visitor", "Visitor"
        BOT = "bot", "Bot"
        AGENT = "agent", "Agent"
        SYSTEM = "system", "System"

    tenant = key_of_busy_table(Tenant, checked=False)
    conversation = key_of_busy_table(Conversation)
    seq = models.PositiveIntegerField()
    author = models.CharField(max_length=8, choices=Author.choices)
    user = key_of_person()
    content = models.JSONField()
    client_msg_id = models.UUIDField(null=True, blank=True)
    inbound = models.ForeignKey(
        InboundEvent,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    """What a provider told, that this message came from."""
    turn = models.ForeignKey(
        Turn, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "seq"], name="one_message_per_seq"),
            models.UniqueConstraint(
                fields=["conversation", "client_msg_id"],
                name="one_message_per_client_id",
                condition=Q(client_msg_id__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["inbound"],
                name="one_message_per_event",
                condition=Q(inbound__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "-at", "-id"], name="messages_newest"),
            models.Index(
                fields=["user"], name="messages_of_people", condition=Q(user__isnull=False)
            ),
        ]
