"""A channel is one way by which visitors come in."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from apps.flows.models import Flow
from apps.platform.crypto.encryption import EncryptedText
from apps.tenants.models import TenantModel, new_public_id

DEFAULT_ACCENT = "#0f766e"

WEB = "web"
"""The kind of a website channel. The other kinds are those of the registered adapters."""
WEBHOOK = "webhook"
"""The kind whose other side is a system of the tenant's own."""


class Channel(TenantModel):
    """One way into a workspace, such as its website.

    ``allowed_origins`` holds exact origins (``https://shop.example``); empty means any site.
    ``config`` of a website holds ``bot_name``, ``accent``, ``greeting``, ``position`` and
    ``language``, each only where somebody chose it; that of another kind is its adapter's.
    ``secrets`` is encrypted JSON, read by `apps.channels.accounts` only. ``quiet_ms`` is how long
    the bot waits after typed words for more of them.
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=32, default=WEB)
    name = models.CharField(max_length=120)
    config = models.JSONField(default=dict, blank=True)
    secrets = EncryptedText(blank=True, default="", db_default="", editable=False)
    quiet_ms = models.PositiveIntegerField(default=0, db_default=0)
    default_flow = models.ForeignKey(
        Flow, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    allowed_origins = models.JSONField(default=list, blank=True)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class InboundEvent(TenantModel):
    """What a provider told of one of its people, from its arrival on: the proof of every 2xx.

    ``raw`` is the provider's own words, so that an event which could not be read can be read
    later. Events of one ``sender`` are taken in one after the other, at ``due_at`` at the
    earliest: whoever takes one moves that on first, and a later one tries again if it dies.
    ``sent_at`` is the provider's time; ``is_late`` says that a later one was taken in before.
    """

    class State(models.TextChoices):
        NEW = "new", "New"
        DONE = "done", "Done"
        QUARANTINED = "quarantined", "Set aside"

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+")
    provider_id = models.CharField(max_length=200)
    sender = models.CharField(max_length=200, blank=True)
    raw = models.JSONField(null=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.NEW)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    is_late = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "provider_id"], name="one_event_per_id")
        ]
        indexes = [
            models.Index(fields=["due_at"], name="events_to_take_in", condition=Q(state="new")),
            models.Index(fields=["channel", "sender", "sent_at"], name="events_of_sender"),
            models.Index(fields=["tenant", "-at"], name="events_newest"),
            models.Index(
                fields=["tenant", "-at"],
                name="events_in_trouble",
                condition=Q(state__in=["new", "quarantined"]),
            ),
        ]


class SeenSite(TenantModel):
    """A site that asked for a channel's widget, whether the channel allows it or not."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+")
    origin = models.CharField(max_length=255)
    first_seen_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "origin"], name="one_row_per_site")
        ]

    def __str__(self) -> str:
        return self.origin
