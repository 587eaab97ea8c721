"""Flows as people edit them, and the versions that run."""

from django.conf import settings
from django.db import models

from apps.tenants.models import TenantModel, WriteOnceModel

AUTHOR = settings.AUTH_USER_MODEL


class Flow(TenantModel):
    """One flow or policy: a draft that autosaves, and the version that visitors meet.

    ``draft`` is a flow file of valid shape; it may still hold mistakes. ``draft_revision`` moves
    with every save.
    """

    class Purpose(models.TextChoices):
        FLOW = "flow", "Flow"
        POLICY = "policy", "Policy"

    name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=8, choices=Purpose.choices, default=Purpose.FLOW)
    draft = models.JSONField()
    draft_revision = models.PositiveIntegerField(default=1)
    draft_saved_at = models.DateTimeField(auto_now_add=True)
    draft_saved_by = models.ForeignKey(
        AUTHOR, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    live_version = models.ForeignKey(
        "FlowVersion", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class FlowVersion(WriteOnceModel):
    """A published graph, numbered from 1 in its flow; ``checksum`` is the graph's SHA-256."""

    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    graph = models.JSONField()
    checksum = models.CharField(max_length=64)
    note = models.CharField(max_length=500, blank=True)
    author = models.ForeignKey(AUTHOR, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["flow", "number"], name="one_version_per_number")
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"
