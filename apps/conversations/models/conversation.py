"""One thread: who handles it, what is to be done in it, where its flow stands."""

from django.db import models
from django.db.models import F, Q

from apps.channels.models import Channel
from apps.conversations.models.contact import Contact
from apps.conversations.models.keys import key_of_busy_table, key_of_person
from apps.flows.models import FlowVersion
from apps.tenants.models import Tenant, TenantModel


class Conversation(TenantModel):
    """One thread. Two facts stand side by side: who handles it, and whether it is done.

    Work of the bot is what arrived after ``handled_seq`` up to ``inbound_seq``, and ``wake``, a
    turn that no message caused. ``work_since`` says since when there is any; it is null when
    there is none. Two counters guard two things: ``lease_epoch`` who may commit a turn,
    ``owner_epoch`` who may speak.
    """

    class HandledBy(models.TextChoices):
        BOT = "bot", "Bot"
        WAITING = "waiting", "Waiting for a person"
        AGENT = "agent", "Agent"

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"

    class Wake(models.TextChoices):
        OPENED = "opened", "The visitor opened the chat"
        RETURNED = "returned", "A person returned the chat to the bot"
        TIMER = "timer", "The time came that the flow waited for"

    tenant = key_of_busy_table(Tenant)
    channel = key_of_busy_table(Channel)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    handled_by = models.CharField(
        max_length=8, choices=HandledBy.choices, default=HandledBy.BOT, db_default=HandledBy.BOT
    )
    agent = key_of_person()
    owner_epoch = models.PositiveIntegerField(default=0, db_default=0)
    waiting_since = models.DateTimeField(null=True, blank=True)
    status = models.CharField(
        max_length=8, choices=Status.choices, default=Status.OPEN, db_default=Status.OPEN
    )

    flow_version = models.ForeignKey(
        FlowVersion, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    position = models.JSONField(null=True, blank=True)
    variables = models.JSONField(default=dict, db_default={}, blank=True)
    tags = models.JSONField(default=list, db_default=[], blank=True)
    run = models.PositiveIntegerField(default=0, db_default=0)

    spoke_at = models.DateTimeField(null=True, blank=True)
    """When the visitor last wrote; null keeps a chat that was only looked at out of the inbox."""

    last_seq = models.PositiveIntegerField(default=0, db_default=0)
    inbound_seq = models.PositiveIntegerField(default=0, db_default=0)
    handled_seq = models.PositiveIntegerField(default=0, db_default=0)
    read_seq = models.PositiveIntegerField(default=0, db_default=0)
    wake = models.CharField(max_length=10, choices=Wake.choices, null=True, blank=True)  # noqa: DJ001
    wake_at = models.DateTimeField(null=True, blank=True)
    """When the flow goes on by itself, though nobody writes."""
    work_since = models.DateTimeField(null=True, blank=True)
    quiet_until = models.DateTimeField(null=True, blank=True)
    """Until when the bot waits whether the visitor goes on; null when they need not."""
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_epoch = models.PositiveIntegerField(default=0, db_default=0)
    crashes = models.PositiveSmallIntegerField(default=0, db_default=0)
    """Turns in a row that broke on our side; at the third a person is called instead."""

    burst_since = models.DateTimeField(null=True, blank=True)
    burst_count = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["agent"], name="chats_of_people", condition=Q(agent__isnull=False)
            ),
            models.Index(
                fields=["work_since"], name="waiting_work", condition=Q(work_since__isnull=False)
            ),
            models.Index(fields=["wake_at"], name="sleepers", condition=Q(wake_at__isnull=False)),
            models.Index(
                fields=["tenant", "handled_by", "waiting_since"],
                name="inbox_order",
                condition=Q(spoke_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(handled_seq__lte=F("last_seq")), name="handled_within_thread"
            )
        ]
