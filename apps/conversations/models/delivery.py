"""The way of a message to a provider."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from apps.conversations.models.conversation import Conversation
from apps.conversations.models.message import Message
from apps.tenants.models import TenantModel


class Delivery(TenantModel):
    """The way of one message to a provider. On the web the message itself is the delivery.

    Deliveries of a conversation leave in the order of ``seq``: the first that has not left holds
    the others up. Whoever sends one moves ``due_at`` on first, so that one process at a time
    tries, and a later one if that one dies. ``owner_epoch`` is who might speak when the bot said
    it; when another one may by now, it does not leave. ``error`` says in a code why it did not.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        DELIVERED = "delivered", "Delivered"
        READ = "read", "Read"
        FAILED = "failed", "Not sent"
        UNKNOWN = "unknown", "Perhaps sent"
        SUPPRESSED = "suppressed", "Held back"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="delivery")
    seq = models.PositiveIntegerField()
    by_bot = models.BooleanField()
    owner_epoch = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    due_at = models.DateTimeField(default=timezone.now)
    provider_id = models.CharField(max_length=200, blank=True, default="", db_default="")
    error = models.CharField(max_length=200, blank=True, default="", db_default="")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["conversation", "seq"],
                name="deliveries_in_line",
                condition=Q(state__in=["waiting", "sending"]),
            ),
            models.Index(fields=["tenant", "-created_at"], name="deliveries_newest"),
            models.Index(
                fields=["tenant", "-created_at"],
                name="deliveries_in_trouble",
                condition=Q(state__in=["failed", "unknown", "suppressed"]),
            ),
        ]
