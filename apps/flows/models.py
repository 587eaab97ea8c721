"""Flows as people edit them, and the versions that run."""

from django.conf import settings
from django.db import models

from apps.platform.crypto.encryption import EncryptedText
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
    tests_required = models.BooleanField(default=False)
    """Whether publishing is refused while a test fails."""
    enabled = models.BooleanField(default=True)
    """Whether a published policy judges; flows are chosen by their channels."""
    rank = models.PositiveIntegerField(default=0)
    """The place of a policy among those of its workspace, the first first."""
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class FlowVersion(WriteOnceModel):
    """A published graph, numbered from 1 in its flow; ``checksum`` is the graph's SHA-256.

    ``running_chats`` is what becomes of those that run on an older version.
    """

    class RunningChats(models.TextChoices):
        MOVE = "move", "Move where it is safe, else finish on the old version"
        FINISH = "finish", "Finish on the old version"
        RESTART = "restart", "Start over with the next message"

    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    graph = models.JSONField()
    checksum = models.CharField(max_length=64)
    note = models.CharField(max_length=500, blank=True)
    running_chats = models.CharField(
        max_length=8, choices=RunningChats.choices, default=RunningChats.MOVE
    )
    author = models.ForeignKey(AUTHOR, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["flow", "number"], name="one_version_per_number")
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"


class ModelSettings(TenantModel):
    """The language model of a workspace; ``encrypted_key`` is empty where its server wants none.

    The budgets are tokens, read and written together.
    """

    class Provider(models.TextChoices):
        OPENAI = "openai", "OpenAI"
        AZURE = "azure", "Azure OpenAI"
        OWN = "own", "Another server"

    provider = models.CharField(max_length=8, choices=Provider.choices, default=Provider.OPENAI)
    base_url = models.CharField(max_length=500)
    model = models.CharField(max_length=200)
    encrypted_key = EncryptedText(blank=True)
    conversation_budget = models.PositiveIntegerField(default=50_000)
    daily_budget = models.PositiveIntegerField(default=1_000_000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant"], name="one_model_per_workspace")]

    def __str__(self) -> str:
        return self.model


class ModelUse(TenantModel):
    """The tokens that a conversation used on one day; none is named where an author tries."""

    day = models.DateField()
    conversation = models.UUIDField(null=True)
    tokens_in = models.PositiveBigIntegerField(default=0)
    tokens_out = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "day", "conversation"],
                nulls_distinct=False,
                name="one_use_per_day_and_conversation",
            )
        ]
        indexes = [models.Index(fields=["tenant", "conversation"], name="use_of_conversation")]


class FlowTest(TenantModel):
    """A conversation that must go as it is written; ``script`` is a `flow_tests.Script`."""

    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    script = models.JSONField()
    author = models.ForeignKey(AUTHOR, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    @property
    def with_policies(self) -> bool:
        """Say whether it runs between the workspace's policies."""
        return bool(self.script.get("with_policies", False))
