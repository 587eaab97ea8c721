"""A channel is one door that visitors come in by."""

from django.db import models

from apps.flows.models import Flow
from apps.tenants.models import TenantModel, new_public_id

DEFAULT_ACCENT = "#0f766e"


class Channel(TenantModel):
    """One door of a workspace, such as its website.

    ``allowed_origins`` holds exact origins (``https://shop.example``); empty means any site.
    ``config`` of a website holds ``bot_name``, ``accent``, ``greeting``, ``position`` and
    ``language``, each only where somebody chose it.
    """

    class Kind(models.TextChoices):
        WEB = "web", "Website"

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=32, choices=Kind.choices, default=Kind.WEB)
    name = models.CharField(max_length=120)
    config = models.JSONField(default=dict, blank=True)
    default_flow = models.ForeignKey(
        Flow, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    allowed_origins = models.JSONField(default=list, blank=True)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


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
