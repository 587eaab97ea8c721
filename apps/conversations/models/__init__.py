"""Contacts, conversations, their messages, and the turns of the bot."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from apps.channels.models import Channel, InboundEvent
from apps.conversations.models.keys import key_of_busy_table, key_of_person
from apps.flows.models import FlowVersion
from apps.tenants.models import Tenant, TenantModel


class Contact(TenantModel):
    """A person who writes to the workspace, known by name or not."""

    name = models.CharField(max_length=200, blank=True, db_default="")
    email = models.EmailField(blank=True, db_default="")
    phone = models.CharField(max_length=40, blank=True, db_default="")
    attributes = models.JSONField(default=dict, db_default={}, blank=True)
    language = models.CharField(max_length=16, blank=True, db_default="")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name or "Visitor"


class ContactAddress(TenantModel):
    """Where a contact is reached: on the web the SHA-256 of the visitor's token, in hex."""

    tenant = key_of_busy_table(Tenant)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    channel = key_of_busy_table(Channel)
    address = models.CharField(max_length=200)
    seen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "address"], name="one_contact_per_address")
        ]


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


class Upload(TenantModel):
    """A file that a visitor sent; ``place`` is its name in the storage, which nobody can guess."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    bytes = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["conversation", "created_at"], name="uploads_of_late")]


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
