"""An e-mail of a flow."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from apps.conversations.models.conversation import Conversation
from apps.conversations.models.turn import Turn
from apps.tenants.models import TenantModel


class OutgoingMail(TenantModel):
    """An e-mail of a flow, from the commit of its turn until the mail server has taken it.

    A mail that waits is sent at ``due_at``; whoever sends it moves that on first, so that one
    process at a time tries, and a later one if that one dies. ``problem`` says why it was not sent.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENT = "sent", "Sent"
        FAILED = "failed", "Not sent"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    turn = models.ForeignKey(Turn, null=True, on_delete=models.SET_NULL, related_name="+")
    to = models.EmailField()
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    problem = models.CharField(max_length=16, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="mails_to_send", condition=Q(state="waiting")),
            models.Index(fields=["tenant", "created_at"], name="mails_of_late"),
            models.Index(fields=["conversation", "created_at"], name="mails_of_conversation"),
        ]
