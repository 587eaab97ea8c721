"""A file of a visitor."""

from django.db import models

from apps.conversations.models.conversation import Conversation
from apps.tenants.models import TenantModel


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
