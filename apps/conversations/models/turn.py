"""One answer of the bot."""

from django.db import models

from apps.conversations.models.conversation import Conversation
from apps.conversations.models.keys import key_of_busy_table
from apps.flows.models import FlowVersion
from apps.tenants.models import Tenant, TenantModel


class Turn(TenantModel):
    """One answer of the bot: what caused it, how it ended, and the trace that explains it.

    It took the visitor's messages with ``from_seq < seq <= to_seq``. ``trace`` is JSON, deflated.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Waits for an answer"
        ENDED = "ended", "The flow ended"
        HANDED_OVER = "handed_over", "Handed over to a person"
        BLOCKED = "blocked", "Stopped by a policy"
        MUTED = "muted", "A person handles the chat"
        INTERRUPTED = "interrupted", "A person took over meanwhile"
        BUDGET = "budget", "Stopped at its budget"
        FAILED = "failed", "Failed"

    tenant = key_of_busy_table(Tenant, checked=False)
    conversation = key_of_busy_table(Conversation)
    flow_version = models.ForeignKey(
        FlowVersion, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    cause = models.CharField(max_length=12)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    from_seq = models.PositiveIntegerField()
    to_seq = models.PositiveIntegerField()
    trace = models.BinaryField(null=True)
    milliseconds = models.FloatField(default=0)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["conversation", "to_seq"], name="turns_in_order")]
