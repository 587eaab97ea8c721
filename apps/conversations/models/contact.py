"""Who writes, and where they are reached."""

from django.db import models

from apps.channels.models import Channel
from apps.conversations.models.keys import key_of_busy_table
from apps.tenants.models import Tenant, TenantModel

SAMPLE = {"sample": True}
"""The attributes that mark a contact as a sample, of the demo and nobody's customer."""


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
